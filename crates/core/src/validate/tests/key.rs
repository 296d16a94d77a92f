//! Primary keys, and the keys of indexes in what is stored.

use super::{get, key, put, rules, stored, text};
use crate::{Error, PrimaryKey, Rule, Value, item, path};

fn keyed(partition: impl Into<Value>, sort: impl Into<Value>) -> PrimaryKey {
    PrimaryKey::new("PK", partition).sort("SK", sort)
}

rules! {
    a_key_without_its_sort_attribute: KeyShape, get(PrimaryKey::new("PK", "a")) => get(key());
    a_key_with_another_partition_attribute: KeyShape, get(PrimaryKey::new("pk", "a").sort("SK", "b"))
        => get(key());
    a_key_with_another_sort_attribute: KeyShape, get(PrimaryKey::new("PK", "a").sort("sk", "b"))
        => get(key());
    a_key_that_is_a_truth_value: KeyType, get(keyed(true, "b")) => get(keyed("true", "b"));
    a_key_that_is_null: KeyType, get(keyed("a", Value::Null)) => get(keyed("a", "NULL"));
    a_key_that_is_a_list: KeyType, get(keyed(Value::list(["a"]), "b")) => get(keyed("a", "b"));
    a_key_of_another_type_than_declared: KeyType, get(keyed("a", 1)) => get(keyed("a", "1"));
    an_item_whose_key_has_another_type: KeyType, put(stored().with("PK", 1)) => put(stored().with("PK", "1"));
    an_item_without_its_partition_attribute: KeyMissing, put(item! { "SK" => "b" }) => put(stored());
    an_item_without_its_sort_attribute: KeyMissing, put(item! { "PK" => "a" }) => put(stored());
    an_empty_partition_key: KeyEmpty, get(keyed("", "b")) => get(keyed(" ", "b"));
    an_empty_sort_key: KeyEmpty, get(keyed("a", "")) => get(keyed("a", " "));
    an_empty_key_of_an_item: KeyEmpty, put(stored().with("SK", "")) => put(stored().with("SK", " "));
    an_empty_key_of_an_index: KeyEmpty, put(stored().with("email", "")) => put(stored().with("email", "e"));
    empty_bytes_as_a_key_of_an_index: KeyEmpty, put(stored().with("hash", Value::binary([])))
        => put(stored().with("hash", Value::binary([0])));
    a_partition_key_of_2_049_bytes: KeyTooLong, get(keyed(text(2049), "b")) => get(keyed(text(2048), "b"));
    a_sort_key_of_1_025_bytes: KeyTooLong, get(keyed("a", text(1025))) => get(keyed("a", text(1024)));
    an_item_with_a_partition_key_of_2_049_bytes: KeyTooLong, put(stored().with("PK", text(2049)))
        => put(stored().with("PK", text(2048)));
    an_item_with_a_sort_key_of_1_025_bytes: KeyTooLong, put(stored().with("SK", text(1025)))
        => put(stored().with("SK", text(1024)));
    an_index_partition_key_of_2_049_bytes: KeyTooLong, put(stored().with("email", text(2049)))
        => put(stored().with("email", text(2048)));
    an_index_sort_key_of_1_025_bytes: KeyTooLong, put(stored().with("street", text(1025)))
        => put(stored().with("street", text(1024)));
    a_global_index_key_of_another_type: IndexKeyType, put(stored().with("email", 1))
        => put(stored().with("email", "1"));
    a_global_index_key_that_is_null: IndexKeyType, put(stored().with("email", Value::Null))
        => put(stored().with("name", Value::Null));
    a_local_index_key_of_another_type: IndexKeyType, put(stored().with("day", "1"))
        => put(stored().with("day", 1));
    the_last_index_key_of_another_type: IndexKeyType, put(stored().with("house", "1"))
        => put(stored().with("house", 1));
}

#[test]
fn lengths_are_in_bytes() {
    assert!(get(keyed("é".repeat(1024), "b")).is_ok());
    assert_eq!(get(keyed("é".repeat(1025), "b")).unwrap_err().rule(), Some(Rule::KeyTooLong));
}

#[test]
fn the_attribute_is_named() {
    let Err(Error::InvalidRequest(invalid)) = put(stored().with("email", 1)) else { panic!("refused") };
    assert_eq!(invalid.path, Some(path("email")));
}

#[test]
fn a_key_has_its_attributes_in_order() {
    assert_eq!(
        key().attributes().collect::<Vec<_>>(),
        [("PK", &Value::from("a")), ("SK", &Value::from("b"))]
    );
    assert_eq!((key().len(), key().is_empty(), PrimaryKey::new("PK", 1).len()), (2, false, 1));
    assert_eq!((key().get("SK"), key().get("x")), (Some(&Value::from("b")), None));
    assert_eq!(key().to_item(), stored());
    assert_eq!(super::schema().primary_key(&stored().with("x", 1)).unwrap(), key());
}
