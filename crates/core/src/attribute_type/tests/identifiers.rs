use super::*;
use ::uuid::{Uuid, Variant};
use std::time::{Duration, UNIX_EPOCH};

#[test]
fn an_identifier_is_a_text_of_one_length() {
    let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let id = Uuid::from_value(&Value::from(text.to_uppercase())).unwrap();
    round_trips(&id, text);
    round_trips(&Uuid::nil(), "00000000-0000-0000-0000-000000000000");
    assert_eq!(Uuid::from_value(&Value::from(text.replace('-', ""))), Ok(id));
    assert_eq!(unreadable::<Uuid>("67e55044"), "a UUID is expected");
    assert_eq!(unreadable::<Uuid>(Value::binary([0; 16])), "a text is expected, not B");
}

#[test]
fn identifiers_are_made_of_the_time() {
    let now = UNIX_EPOCH + Duration::new(1_795_353_105, 120_999_999);
    let (one, other) = (Uuid::generate(now), Uuid::generate(now));
    assert!(Uuid::nil().is_unset() && !one.is_unset());
    assert_ne!(one, other);
    assert_eq!((one.get_version_num(), one.get_variant()), (7, Variant::RFC4122));
    assert_eq!(one.get_timestamp().unwrap().to_unix(), (1_795_353_105, 120_000_000));
    assert!(Uuid::generate(now + Duration::from_millis(1)) > one);
    assert_eq!(
        Uuid::generate(UNIX_EPOCH - Duration::from_secs(5)).get_timestamp().unwrap().to_unix(),
        (0, 0)
    );

    let made = String::generate(now);
    assert!(String::new().is_unset() && !made.is_unset());
    assert_eq!(Uuid::try_parse(&made).unwrap().hyphenated().to_string(), made);
    assert_eq!(made[..14], one.hyphenated().to_string()[..14]);
}
