//! Trees that are deeper than the stack.

use crate::{Item, Value, item};
use serde::de::DeserializeOwned;
use std::thread;

/// Far deeper than the stack of a test's thread can be recursed into.
const DEEP: usize = 1_000_000;

/// The most levels of lists and maps that are read.
const READABLE: usize = 64;

fn deep_list(levels: usize) -> Value {
    (0..levels).fold(Value::Null, |value, _| Value::list([value]))
}

/// Lists with a map at every tenth level, and with neighbours.
fn deep_mix(levels: usize) -> Value {
    (0..levels).fold(Value::Null, |value, level| match level % 10 {
        0 => Value::map([("a", value)]),
        1 => Value::list([Value::list([1]), value, Value::from("b")]),
        _ => Value::list([value]),
    })
}

fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(512 * 1024).spawn(test).unwrap().join().unwrap();
}

#[test]
fn a_deep_list_is_dropped() {
    on_a_small_stack(|| drop(deep_list(DEEP)));
}

#[test]
fn a_deep_map_is_dropped() {
    on_a_small_stack(|| drop((0..DEEP / 10).fold(Value::Null, |value, _| Value::map([("a", value)]))));
}

#[test]
fn a_deep_mix_is_dropped() {
    on_a_small_stack(|| drop(deep_mix(DEEP)));
}

#[test]
fn a_deep_item_is_dropped_once_its_last_clone_is() {
    on_a_small_stack(|| {
        let item = item! { "a" => deep_mix(DEEP), "b" => 1 };
        let clone = item.clone();
        drop(item);
        assert_eq!(clone.get("b"), Some(&Value::from(1)));
        drop(clone);
    });
}

#[test]
fn deep_parts_that_are_taken_out_or_replaced_are_dropped() {
    on_a_small_stack(|| {
        let mut item = item! { "a" => deep_mix(DEEP / 10), "b" => deep_list(DEEP / 10) };
        assert!(item.insert("a", 1).is_some());
        assert!(item.remove("b").is_some());
        let Value::List(mut list) = deep_list(DEEP / 10) else { panic!("a list") };
        list.clear();
        let Value::List(list) = deep_list(DEEP / 10) else { panic!("a list") };
        drop(list.into_iter());
    });
}

#[test]
fn validation_of_a_deep_value_ends() {
    on_a_small_stack(|| {
        assert!(crate::validate::value("a", &deep_mix(DEEP / 10)).is_err());
        assert!(crate::validate::item(&item! { "a" => deep_list(DEEP / 10) }).is_err());
    });
}

fn list_json(levels: usize, inner: &str) -> String {
    format!("{}{inner}{}", r#"{"L":["#.repeat(levels), "]}".repeat(levels))
}

fn map_json(levels: usize, inner: &str) -> String {
    format!("{}{inner}{}", r#"{"M":{"a":"#.repeat(levels), "}}".repeat(levels))
}

/// Reads from a format that has no limit of its own.
fn read_without_limit<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    let mut reader = serde_json::Deserializer::from_str(json);
    reader.disable_recursion_limit();
    T::deserialize(&mut reader)
}

#[test]
fn the_depth_of_what_is_read_is_bounded_whatever_the_format() {
    for nested in [list_json, map_json] {
        assert!(read_without_limit::<Value>(&nested(READABLE, r#"{"NULL":true}"#)).is_ok());
        for levels in [READABLE + 1, 200, 100_000] {
            let json = nested(levels, r#"{"NULL":true}"#);
            assert!(serde_json::from_str::<Value>(&json).is_err());
            let error = read_without_limit::<Value>(&json).unwrap_err();
            assert!(error.to_string().contains("too deep"), "{error}");
        }
    }
}

#[test]
fn the_deepest_that_is_read_takes_little_stack() {
    for nested in [list_json, map_json] {
        let json = nested(READABLE, r#"{"NULL":true}"#);
        on_a_small_stack(move || assert!(read_without_limit::<Value>(&json).is_ok()));
    }
}

#[test]
fn an_item_counts_as_a_level() {
    let item = |levels| format!(r#"{{"a":{}}}"#, list_json(levels, r#"{"NULL":true}"#));
    assert!(read_without_limit::<Item>(&item(READABLE - 1)).is_ok());
    assert!(read_without_limit::<Item>(&item(READABLE)).is_err());
}

#[test]
fn an_error_at_any_depth_leaves_no_level_behind() {
    let deepest = list_json(READABLE, r#"{"NULL":true}"#);
    let broken = [r#"{"NULL":false}"#, r#"{"X":1}"#, "?", "{", r#"{"M":{"a":{"N":"x"}}}"#, r#"{"L":[{"L":["#];
    for inner in broken {
        for levels in [0, 1, 40, READABLE - 2, READABLE, 200] {
            assert!(read_without_limit::<Value>(&list_json(levels, inner)).is_err());
            assert!(read_without_limit::<Value>(&map_json(levels, inner)).is_err());
            assert!(read_without_limit::<Value>(&deepest).is_ok(), "after {levels} levels and {inner}");
        }
    }
}

#[test]
fn what_may_be_stored_can_be_read() {
    let storable = deep_mix(31);
    assert!(crate::validate::value("a", &storable).is_ok());
    let json = serde_json::to_string(&storable).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), storable);
}
