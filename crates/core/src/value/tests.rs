mod deep;
mod json;

use super::{List, Map, Value, ValueType};
use crate::Number;
use std::cmp::Ordering;

/// One value of each type, in the order of [`ValueType::ALL`], with its JSON and its size.
fn one_of_each() -> [(Value, &'static str, usize); 10] {
    [
        (Value::from("café"), r#"{"S":"café"}"#, 5),
        (number("-12.50"), r#"{"N":"-12.5"}"#, 4),
        (Value::binary([0, 255, 16]), r#"{"B":"AP8Q"}"#, 3),
        (Value::Bool(false), r#"{"BOOL":false}"#, 1),
        (Value::Null, r#"{"NULL":true}"#, 1),
        (Value::list([1, 2]), r#"{"L":[{"N":"1"},{"N":"2"}]}"#, 3 + 2 * (1 + 2)),
        (Value::map([("name", "x")]), r#"{"M":{"name":{"S":"x"}}}"#, 3 + 1 + 4 + 1),
        (Value::string_set(["b", "ab"]), r#"{"SS":["ab","b"]}"#, 3),
        (Value::number_set([100, 3]), r#"{"NS":["3","100"]}"#, 4),
        (Value::binary_set([b"b".to_vec(), b"ab".to_vec()]), r#"{"BS":["YWI=","Yg=="]}"#, 3),
    ]
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

#[test]
fn types_and_descriptors_match() {
    for ((value, json, _), value_type) in one_of_each().into_iter().zip(ValueType::ALL) {
        assert_eq!(value.value_type(), value_type);
        assert!(json.starts_with(&format!("{{\"{value_type}\":")), "{json}");
        assert_eq!(serde_json::to_string(&value_type).unwrap(), format!("\"{}\"", value_type.descriptor()));
    }
    assert_eq!(ValueType::ALL.into_iter().filter(|each| each.is_ordered()).count(), 3);
    assert_eq!(ValueType::ALL.into_iter().filter(|each| each.is_set()).count(), 3);
}

#[test]
fn numbers_are_equal_by_value_at_any_depth() {
    let spellings = ["1", "1.0", "1e0", "10e-1"];
    for text in spellings {
        assert_eq!(number(text), Value::from(1));
        assert_eq!(Value::list([number(text)]), Value::list([1]));
        assert_eq!(Value::map([("a", Value::list([number(text)]))]), Value::map([("a", Value::list([1]))]));
    }
    let numbers: Vec<Number> = spellings.iter().map(|text| text.parse().unwrap()).collect();
    assert_eq!(Value::number_set(numbers), Value::number_set([1]));
}

#[test]
fn sets_and_maps_have_no_order_and_lists_do() {
    assert_eq!(Value::string_set(["a", "b", "a"]), Value::string_set(["b", "a"]));
    assert_eq!(Value::binary_set([vec![1], vec![2]]), Value::binary_set([vec![2], vec![1]]));
    assert_eq!(Value::map([("a", 1), ("b", 2)]), Value::map([("b", 2), ("a", 1)]));
    assert_ne!(Value::list([1, 2]), Value::list([2, 1]));
}

#[test]
fn values_of_different_types_are_never_equal() {
    let values = one_of_each();
    for (i, (a, ..)) in values.iter().enumerate() {
        for (j, (b, ..)) in values.iter().enumerate() {
            assert_eq!(a == b, i == j, "{a:?} {b:?}");
        }
    }
    assert_ne!(Value::from("1"), Value::from(1));
    assert_ne!(Value::from("a"), Value::from(b"a"));
    assert_ne!(Value::string_set(["1"]), Value::number_set([1]));
    assert_ne!(Value::List(List::new()), Value::Map(Map::new()));
}

#[test]
fn only_texts_numbers_and_bytes_are_ordered() {
    for (value, ..) in one_of_each() {
        let expected = value.value_type().is_ordered().then_some(Ordering::Equal);
        assert_eq!(value.compare(&value), expected, "{value:?}");
        for (other, ..) in one_of_each() {
            assert_eq!(value.compare(&other).is_some(), expected.is_some() && value == other);
        }
    }
}

#[test]
fn order_is_by_value_and_by_bytes() {
    let ascending = |values: &[Value]| {
        for pair in values.windows(2) {
            assert_eq!(pair[0].compare(&pair[1]), Some(Ordering::Less), "{pair:?}");
            assert_eq!(pair[1].compare(&pair[0]), Some(Ordering::Greater), "{pair:?}");
        }
    };
    ascending(&["-1e125", "-10", "-9.5", "-1e-130", "0", "1e-130", "0.5", "2", "10", "1e125"].map(number));
    // The order of UTF-8 bytes; a comparison of UTF-16 units has the last two the other way round.
    ascending(&["", "A", "a", "aa", "b", "é", "\u{ffee}", "\u{1f600}"].map(Value::from));
    ascending(&[&b""[..], &[0], &[0, 0], &[1], &[127], &[128], &[255]].map(Value::from));
}

#[test]
fn sizes_are_those_of_the_rules() {
    for (value, _, size) in one_of_each() {
        assert_eq!(value.size(), size, "{value:?}");
    }
    assert_eq!(Value::from("").size(), 0);
    assert_eq!(Value::binary([]).size(), 0);
    assert_eq!(Value::from(0).size(), 1);
    assert_eq!(Value::List(List::new()).size(), 3);
    assert_eq!(Value::Map(Map::new()).size(), 3);
    assert_eq!(Value::list([Value::list([Value::Null])]).size(), 3 + 1 + (3 + 1 + 1));
    assert_eq!(Value::map([("ab", Value::map([("c", true)]))]).size(), 3 + 1 + 2 + (3 + 1 + 1 + 1));
}

#[test]
fn each_accessor_answers_for_its_type_alone() {
    for (value, ..) in one_of_each() {
        let value_type = value.value_type();
        assert_eq!(value.as_str().is_some(), value_type == ValueType::String);
        assert_eq!(value.as_number().is_some(), value_type == ValueType::Number);
        assert_eq!(value.as_binary().is_some(), value_type == ValueType::Binary);
        assert_eq!(value.as_bool().is_some(), value_type == ValueType::Bool);
        assert_eq!(value.as_list().is_some(), value_type == ValueType::List);
        assert_eq!(value.as_map().is_some(), value_type == ValueType::Map);
    }
}

#[test]
fn a_map_keeps_its_entries_by_name() {
    let mut map: Map = [("b", 2), ("a", 1)].into_iter().collect();
    assert_eq!(map.insert("a", "new"), Some(Value::from(1)));
    map.extend([("c", 3)]);
    assert_eq!(map.remove("b"), Some(Value::from(2)));
    assert_eq!(map.remove("b"), None);
    *map.get_mut("c").unwrap() = Value::Null;
    assert_eq!(map.iter().collect::<Vec<_>>(), [("a", &Value::from("new")), ("c", &Value::Null)]);
    assert_eq!((map.len(), map.is_empty(), map.contains("c"), map.iter().len()), (2, false, true, 2));
    assert_eq!(map.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "c"]);
}

#[test]
fn a_list_works_as_a_vector() {
    let mut list: List = [1, 2].into_iter().collect();
    list.push(Value::from("x"));
    assert_eq!((list.len(), list.first()), (3, Some(&Value::from(1))));
    assert_eq!(list.clone().into_vec(), list.into_iter().collect::<Vec<_>>());
}
