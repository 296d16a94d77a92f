//! Records of streams as the service writes them.

use crate::shop::{Customer, Order, order};
use std::time::{Duration, UNIX_EPOCH};
use twintable::{
    change::{Cause, Change, ChangeKind, EntityChange, StreamRecord, StreamRecords, ViewType},
    prelude::*,
};

/// An image of the order.
fn image(total: u32) -> String {
    format!(
        r#"{{
            "SK": {{"S": "ORDER#00007"}}, "PK": {{"S": "CUSTOMER#1"}}, "entity_type": {{"S": "order"}},
            "customer": {{"S": "1"}}, "number": {{"N": "7"}}, "total": {{"N": "{total}"}}
        }}"#
    )
}

/// A record of the order: `head` is what it is, `at` and `images` what happened when, `tail` where in the stream.
fn record(head: &str, at: &str, images: &str, tail: &str) -> String {
    format!(
        r#"{{
            {head}, "eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
            "dynamodb": {{
                "ApproximateCreationDateTime": {at},
                "Keys": {{"SK": {{"S": "ORDER#00007"}}, "PK": {{"S": "CUSTOMER#1"}}}},
                {images},
                {tail}, "StreamViewType": "NEW_AND_OLD_IMAGES"
            }},
            "eventSourceARN": "arn:aws:dynamodb:eu-west-1:123456789012:table/shop/stream/2026-07-16T21:40:16.972"
        }}"#
    )
}

/// The event of a Lambda function: an order is made, changed, and expires.
fn event() -> StreamRecords {
    let (new, old) = (
        |total| format!(r#""NewImage": {}"#, image(total)),
        |total| format!(r#""OldImage": {}"#, image(total)),
    );
    let records = [
        record(
            r#""eventID": "aadf063d99e89af53c4212e558d681b3", "eventName": "INSERT""#,
            "1594935882",
            &new(40),
            r#""SequenceNumber": "99900000000008367680596", "SizeBytes": 96"#,
        ),
        record(
            r#""eventID": "f0a3dd4a2f6e3c9c4d0e7b1d5c9e8a77", "eventName": "MODIFY""#,
            "1594935883.0",
            &format!("{}, {}", new(55), old(40)),
            r#""SequenceNumber": "100000000000008367680597", "SizeBytes": 170"#,
        ),
        record(
            r#""eventID": "0b5d0c3e8d2f4a4f9a6b7c8d9e0f1a2b", "eventName": "REMOVE",
               "userIdentity": {"principalId": "dynamodb.amazonaws.com", "type": "Service"}"#,
            "1.594935884E9",
            &old(55),
            r#""SequenceNumber": "100000000000008367680598", "SizeBytes": 96"#,
        ),
    ];
    serde_json::from_str(&format!(r#"{{"Records": [{}]}}"#, records.join(", "))).expect("an event")
}

fn changes() -> Vec<Change> {
    let change = |record: StreamRecord| record.into_change(Order::schema()).expect("a change");
    event().into_iter().map(change).collect()
}

#[test]
fn an_event_of_a_function_is_decoded() {
    let decoded: Vec<_> = changes().iter().map(|change| change.decode::<Order>().unwrap().unwrap()).collect();
    assert_eq!(
        decoded,
        [
            EntityChange::Created(order(40)),
            EntityChange::Changed { old: order(40), new: order(55) },
            EntityChange::Deleted(order(55)),
        ]
    );
    assert!(changes().iter().all(|change| change.decode::<Customer>().unwrap().is_none()));
}

#[test]
fn all_that_a_record_says_is_kept() {
    let changes = changes();
    let second = |second| Some(UNIX_EPOCH + Duration::from_secs(second));
    assert_eq!(
        changes.iter().map(|change| change.at).collect::<Vec<_>>(),
        [second(1_594_935_882), second(1_594_935_883), second(1_594_935_884)]
    );
    assert_eq!(
        changes.iter().map(|change| change.cause).collect::<Vec<_>>(),
        [Cause::Request, Cause::Request, Cause::TimeToLive]
    );
    assert!(changes.is_sorted_by(|a, b| a.sequence < b.sequence));
    assert_eq!(changes[1].sequence.to_string(), "100000000000008367680597");
    let key = PrimaryKey::new("PK", "CUSTOMER#1").sort("SK", "ORDER#00007");
    assert!(changes.iter().all(|change| change.table == "shop" && change.key == key));

    let event = event();
    assert_eq!(event.records[0].event_id.as_deref(), Some("aadf063d99e89af53c4212e558d681b3"));
    assert_eq!(event.records[0].view, Some(ViewType::NewAndOldImages));
    assert_eq!(event.records[0].table(), Some("shop"));
}

#[test]
fn the_answer_of_get_records_is_read() {
    // Its records have no ARN, the identity's fields are capitalised, and the command line writes times as texts.
    let answer = r#"{
        "Records": [{
            "eventID": "c1", "eventName": "REMOVE", "eventVersion": "1.1", "eventSource": "aws:dynamodb",
            "awsRegion": "us-east-1", "userIdentity": {"PrincipalId": "dynamodb.amazonaws.com", "Type": "Service"},
            "dynamodb": {
                "ApproximateCreationDateTime": "2020-07-16T23:44:42.250000+02:00",
                "Keys": {"PK": {"S": "CUSTOMER#1"}, "SK": {"S": "PROFILE"}},
                "SequenceNumber": "000000000000000000044", "SizeBytes": 20, "StreamViewType": "NEW_IMAGE"
            }
        }],
        "NextShardIterator": "arn:aws:dynamodb:us-east-1:123456789012:table/shop/stream/2026|1|AAAA"
    }"#;
    let records: StreamRecords = serde_json::from_str(answer).unwrap();
    let change = records.into_iter().next().unwrap().into_change(Customer::schema()).unwrap();
    assert_eq!((change.table.as_str(), change.cause), ("shop", Cause::TimeToLive));
    assert_eq!(change.at, Some(UNIX_EPOCH + Duration::from_millis(1_594_935_882_250)));
    assert_eq!(change.decode::<Customer>().unwrap(), Some(EntityChange::Unseen(ChangeKind::Remove)));
    assert_eq!(change.decode::<Order>().unwrap(), None);
}

#[test]
fn a_list_of_records_is_read_and_fields_may_be_null_or_missing() {
    let list = r#"[{
        "eventName": "MODIFY", "eventID": null, "eventSourceARN": null, "userIdentity": null, "somethingNew": {"a": [1]},
        "dynamodb": {
            "Keys": {"Id": {"N": "101"}}, "NewImage": null, "OldImage": null, "SequenceNumber": "222",
            "ApproximateCreationDateTime": null, "StreamViewType": null, "Another": true
        }
    }]"#;
    let records: Vec<StreamRecord> = serde_json::from_str(list).unwrap();
    let schema = TableSchema::new("messages", KeyAttribute::number("Id"));
    let change = records[0].clone().into_change(&schema).unwrap();
    assert_eq!((change.old, change.new, change.at, change.cause), (None, None, None, Cause::Request));
}

#[test]
fn only_a_removal_by_the_service_is_one_by_time_to_live() {
    let record = |name: &str, identity: &str| -> StreamRecord {
        let json = format!(
            r#"{{"eventName":"{name}","userIdentity":{identity},"dynamodb":{{"Keys":{{}},"SequenceNumber":"1"}}}}"#
        );
        serde_json::from_str(&json).unwrap()
    };
    let service = r#"{"type":"Service","principalId":"dynamodb.amazonaws.com"}"#;
    assert_eq!(record("REMOVE", service).cause, Cause::TimeToLive);
    assert_eq!(record("MODIFY", service).cause, Cause::Request);
    for identity in [
        r#"{"type":"Service","principalId":"replication.dynamodb.amazonaws.com"}"#,
        r#"{"type":"User","principalId":"dynamodb.amazonaws.com"}"#,
        r#"{"type":"Service"}"#,
        "{}",
    ] {
        assert_eq!(record("REMOVE", identity).cause, Cause::Request, "{identity}");
    }
}

#[test]
fn a_table_is_named_by_the_arn_of_its_stream() {
    let table = |arn: &str| {
        let json = serde_json::json!({
            "eventName": "INSERT", "eventSourceARN": arn, "dynamodb": {"Keys": {}, "SequenceNumber": "1"},
        });
        let record: StreamRecord = serde_json::from_value(json).unwrap();
        record.table().map(str::to_owned)
    };
    let arn = "arn:aws-cn:dynamodb:cn-north-1:1:table/shop.v2_a-b/stream/2026-07-16T21:40:16.972";
    assert_eq!(table(arn).as_deref(), Some("shop.v2_a-b"));
    assert_eq!(table("arn:aws:dynamodb:local:0:table/shop").as_deref(), Some("shop"));
    for arn in [
        "",
        "stream-ARN",
        "arn:aws:dynamodb:r:1:table/",
        "arn:aws:kinesis:r:1:stream/shop",
        "::::::",
        "table/a",
    ] {
        assert_eq!(table(arn), None, "{arn}");
    }
}
