//! DynamoDB JSON, read and written.

use super::one_of_each;
use crate::{Item, List, Map, Value, item};

fn refused(json: &str) -> String {
    serde_json::from_str::<Value>(json).expect_err(json).to_string()
}

#[test]
fn every_type_reads_back() {
    for (value, json, _) in one_of_each() {
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        assert_eq!(serde_json::from_str::<Value>(json).unwrap(), value);
    }
}

#[test]
fn every_type_reads_back_through_a_tree_of_json() {
    let tree = Value::list(one_of_each().map(|(value, ..)| value));
    let json = serde_json::to_value(&tree).unwrap();
    assert_eq!(serde_json::from_value::<Value>(json).unwrap(), tree);
}

#[test]
fn empty_values_read_back() {
    for value in [
        Value::from(""),
        Value::binary([]),
        Value::List(List::new()),
        Value::Map(Map::new()),
        Value::string_set([""; 0]),
        Value::map([("", "")]),
    ] {
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value, "{json}");
    }
}

#[test]
fn an_item_is_a_map_without_a_type() {
    let item = item! { "PK" => "a", "n" => 1 };
    let json = r#"{"PK":{"S":"a"},"n":{"N":"1"}}"#;
    assert_eq!(serde_json::to_string(&item).unwrap(), json);
    assert_eq!(serde_json::from_str::<Item>(json).unwrap(), item);
    assert_eq!(serde_json::from_str::<Item>("{}").unwrap(), Item::new());
}

#[test]
fn numbers_are_read_in_any_spelling_and_written_in_one() {
    for (given, written) in [("1.0", "1"), ("1e2", "100"), ("-0", "0"), ("+.5", "0.5")] {
        let value: Value = serde_json::from_str(&format!(r#"{{"N":"{given}"}}"#)).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), format!(r#"{{"N":"{written}"}}"#));
    }
}

#[test]
fn null_is_true_or_absent() {
    assert!(refused(r#"{"NULL":false}"#).contains("NULL is true"));
    refused(r#"{"NULL":null}"#);
    refused(r#"{"NULL":"true"}"#);
}

#[test]
fn a_value_has_one_type() {
    assert!(refused(r#"{"S":"a","N":"1"}"#).contains("one type"));
    refused(r#"{"S":"a","S":"a"}"#);
    refused("{}");
}

#[test]
fn the_type_is_one_of_the_ten() {
    for json in [r#"{"X":"a"}"#, r#"{"s":"a"}"#, r#"{"":"a"}"#, r#"{"String":"a"}"#, r#"{"Bool":true}"#] {
        refused(json);
    }
}

#[test]
fn what_stands_under_the_type_fits_it() {
    for json in [
        r#"{"S":1}"#,
        r#"{"S":null}"#,
        r#"{"N":1}"#,
        r#"{"BOOL":"true"}"#,
        r#"{"L":{}}"#,
        r#"{"L":["a"]}"#,
        r#"{"M":[]}"#,
        r#"{"M":{"a":"b"}}"#,
        r#"{"SS":"a"}"#,
        r#"{"SS":[1]}"#,
        r#"{"NS":[1]}"#,
        r#"{"BS":[[1]]}"#,
        r#""a""#,
        "1",
        "null",
        r#"["S","a"]"#,
    ] {
        refused(json);
    }
}

#[test]
fn a_set_names_each_element_once() {
    for json in [r#"{"SS":["a","b","a"]}"#, r#"{"NS":["1","1.0"]}"#, r#"{"BS":["YQ==","YQ=="]}"#] {
        assert!(refused(json).contains("each element once"), "{json}");
    }
}

#[test]
fn a_map_names_each_entry_once() {
    assert!(refused(r#"{"M":{"a":{"S":"x"},"a":{"S":"x"}}}"#).contains("each entry once"));
    assert!(serde_json::from_str::<Item>(r#"{"a":{"S":"x"},"a":{"S":"y"}}"#).is_err());
}

#[test]
fn bytes_are_padded_base64() {
    for text in ["?", "YQ", "YQ=", "Y Q==", "YQ==\\n", "_w=="] {
        assert!(refused(&format!(r#"{{"B":"{text}"}}"#)).contains("base64"), "{text}");
        refused(&format!(r#"{{"BS":["{text}"]}}"#));
    }
}

#[test]
fn a_number_is_a_decimal_in_range() {
    for text in
        ["", " 1", "0x1", "NaN", "Infinity", "1e126", "1e-131", "123456789012345678901234567890123456789"]
    {
        refused(&format!(r#"{{"N":"{text}"}}"#));
        refused(&format!(r#"{{"NS":["{text}"]}}"#));
    }
}
