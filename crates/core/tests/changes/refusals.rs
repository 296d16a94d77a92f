//! What is no record, or not one of the table.

use crate::shop::Order;
use serde_json::{Value as Json, json};
use twintable::{
    change::{StreamRecord, StreamRecords},
    prelude::*,
};

fn record() -> Json {
    json!({
        "eventName": "INSERT",
        "dynamodb": {
            "Keys": {"PK": {"S": "CUSTOMER#1"}, "SK": {"S": "ORDER#00007"}},
            "SequenceNumber": "1",
            "ApproximateCreationDateTime": 1,
        },
    })
}

/// The error of a record that differs in one place.
fn refused(place: &str, value: Json) -> String {
    let mut record = record();
    *record.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = value;
    serde_json::from_value::<StreamRecord>(record).expect_err(place).to_string()
}

fn fault(change: impl FnOnce(&mut Json)) -> String {
    let mut record = record();
    change(&mut record);
    let record: StreamRecord = serde_json::from_value(record).expect("a record");
    let error = record.into_change(Order::schema()).expect_err("a fault");
    assert!(matches!(error, Error::Codec(_)), "{error:?}");
    error.to_string()
}

#[test]
fn the_record_that_the_others_differ_from_is_good() {
    let record: StreamRecord = serde_json::from_value(record()).unwrap();
    record.into_change(Order::schema()).unwrap();
}

#[test]
fn what_is_no_record_is_refused() {
    assert!(refused("/eventName", json!("insert")).contains("unknown variant"));
    assert!(refused("/eventName", json!("CREATE")).contains("unknown variant"));
    assert!(refused("/dynamodb/SequenceNumber", json!("-1")).contains("40 decimal digits"));
    assert!(refused("/dynamodb/SequenceNumber", json!(1)).contains("invalid type"));
    assert!(refused("/dynamodb/Keys", json!({"PK": "a"})).contains("DynamoDB JSON"));
    assert!(refused("/dynamodb", json!({"Keys": {}})).contains("missing field `SequenceNumber`"));
    assert!(refused("/dynamodb", json!({"SequenceNumber": "1"})).contains("missing field `Keys`"));
    assert!(refused("", json!({})).contains("missing field"));
    assert!(serde_json::from_str::<StreamRecords>("{}").is_err());
}

#[test]
fn a_time_is_one_from_1970_to_9999() {
    for time in
        [json!(-1), json!(-0.5), json!(253_402_300_800_u64), json!(u64::MAX), json!(1e300), json!(-1e300)]
    {
        assert!(
            refused("/dynamodb/ApproximateCreationDateTime", time.clone()).contains("1970 to 9999"),
            "{time}"
        );
    }
    for time in [json!("yesterday"), json!(true), json!([1]), json!({"a": 1})] {
        refused("/dynamodb/ApproximateCreationDateTime", time);
    }
}

#[test]
fn a_deep_document_is_refused_without_overflow() {
    let deep = format!("{}{}", r#"{"L":["#.repeat(20_000), "]}".repeat(20_000));
    let json =
        format!(r#"{{"eventName":"INSERT","dynamodb":{{"SequenceNumber":"1","Keys":{{"a":{deep}}}}}}}"#);
    let mut reader = serde_json::Deserializer::from_str(&json);
    reader.disable_recursion_limit();
    let error = serde::Deserialize::deserialize(&mut reader).map(|record: StreamRecord| drop(record));
    assert!(error.expect_err("too deep").to_string().contains("nested too deep"));
}

#[test]
fn keys_are_those_of_the_table() {
    for keys in [
        json!({"PK": {"S": "a"}}),
        json!({"PK": {"S": "a"}, "id": {"S": "b"}}),
        json!({"PK": {"S": "a"}, "SK": {"S": "b"}, "id": {"S": "c"}}),
        json!({}),
    ] {
        let error = fault(|record| record["dynamodb"]["Keys"] = keys.clone());
        assert!(error.contains("`Keys` of stream record: `PK` and `SK` alone"), "{keys}: {error}");
    }
    let error = fault(|record| record["dynamodb"]["Keys"]["SK"] = json!({"N": "123456"}));
    assert!(error.contains("type S is expected for `SK`") && !error.contains("123456"), "{error}");
}

#[test]
fn images_are_those_that_the_event_can_have() {
    let image = json!({"PK": {"S": "CUSTOMER#1"}});
    let error = fault(|record| record["dynamodb"]["OldImage"] = image.clone());
    assert!(error.contains("`OldImage`") && error.contains("INSERT"), "{error}");
    let error = fault(|record| {
        record["eventName"] = json!("REMOVE");
        record["dynamodb"]["NewImage"] = image.clone();
    });
    assert!(error.contains("`NewImage`") && error.contains("REMOVE"), "{error}");
}

#[test]
fn a_record_of_another_table_is_refused() {
    let arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/secret/stream/2026";
    let error = fault(|record| record["eventSourceARN"] = json!(arn));
    assert!(error.contains("not of table `shop`") && !error.contains("secret"), "{error}");
}
