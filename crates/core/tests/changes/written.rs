//! Changes written as records, and read again.

use crate::shop::{Order, change, stored};
use proptest::prelude::*;
use std::time::{Duration, UNIX_EPOCH};
use twintable::{
    change::{Cause, Change, SequenceNumber, StreamRecords, ViewType},
    prelude::*,
};

fn changes() -> impl Strategy<Value = Change> {
    let images = prop_oneof![
        (0_u32..9).prop_map(|new| (None, Some(stored(new)))),
        (0_u32..9, 10_u32..19).prop_map(|(old, new)| (Some(stored(old)), Some(stored(new)))),
        (0_u32..9).prop_map(|old| (Some(stored(old)), None)),
    ];
    let views = prop_oneof![
        Just(ViewType::KeysOnly),
        Just(ViewType::NewImage),
        Just(ViewType::OldImage),
        Just(ViewType::NewAndOldImages)
    ];
    let millis = proptest::option::of(0_u64..253_402_300_800_000);
    (images, views, "[0-9]{1,40}", millis, any::<bool>()).prop_map(
        |((old, new), view, sequence, millis, expired)| {
            let expires = expired && new.is_none();
            let cause = if expires { Cause::TimeToLive } else { Cause::Request };
            let sequence: SequenceNumber = sequence.parse().expect("digits");
            let at = millis.map(|millis| UNIX_EPOCH + Duration::from_millis(millis));
            Change { at, ..change(old, new) }.with_sequence(sequence).caused_by(cause).seen_by(view)
        },
    )
}

proptest! {
    #[test]
    fn a_change_is_read_as_it_was_written(changes in proptest::collection::vec(changes(), 0..4)) {
        let json = serde_json::to_string(&changes.iter().cloned().collect::<StreamRecords>())?;
        let records: StreamRecords = serde_json::from_str(&json)?;
        for (record, change) in records.into_iter().zip(&changes) {
            prop_assert_eq!(record.view.is_some(), true);
            prop_assert_eq!(record.table(), Some("shop"));
            let read = record.into_change(Order::schema())?;
            prop_assert_eq!(read.sequence.to_string(), change.sequence.to_string());
            prop_assert_eq!(&read, change, "{}", json);
        }
    }
}

#[test]
fn a_record_is_written_as_an_event_has_it() {
    let at = UNIX_EPOCH + Duration::from_secs(1_594_935_882);
    let change = change(Some(stored(1)), None).with_sequence(44).with_time(at).caused_by(Cause::TimeToLive);
    let json = serde_json::to_value(StreamRecords::from_iter([change])).unwrap();
    let image = serde_json::to_value(stored(1)).unwrap();
    assert_eq!(
        json,
        serde_json::json!({"Records": [{
            "eventID": "shop-44",
            "eventName": "REMOVE",
            "userIdentity": {"type": "Service", "principalId": "dynamodb.amazonaws.com"},
            "dynamodb": {
                "ApproximateCreationDateTime": 1_594_935_882,
                "Keys": {"PK": {"S": "CUSTOMER#1"}, "SK": {"S": "ORDER#00007"}},
                "OldImage": image,
                "SequenceNumber": "44",
                "StreamViewType": "NEW_AND_OLD_IMAGES",
            },
            "eventSourceARN": "arn:aws:dynamodb:local:000000000000:table/shop/stream/local",
        }]})
    );
}

#[test]
fn the_view_of_a_written_record_is_what_its_images_show() {
    let modified = change(Some(stored(1)), Some(stored(2)));
    for view in [ViewType::KeysOnly, ViewType::NewImage, ViewType::OldImage, ViewType::NewAndOldImages] {
        let records = StreamRecords::from_iter([modified.clone().seen_by(view)]);
        assert_eq!(records.records[0].view, Some(view));
    }
}
