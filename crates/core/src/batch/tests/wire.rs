//! Bytes on the wire.

use super::super::wire;
use crate::{Item, Number, PrimaryKey, Value};
use proptest::{collection, prelude::*};

fn number() -> impl Strategy<Value = Number> {
    let whole = any::<i64>().prop_map(Number::from);
    let extreme = prop_oneof![Just("1E125"), Just("-1E-130"), Just("0"), Just("1.5"), Just("-9E125")];
    prop_oneof![whole, extreme.prop_map(|text| text.parse().unwrap())]
}

fn value() -> impl Strategy<Value = Value> {
    let text = || prop_oneof![".{0,8}", "[\\x00-\\x1F\"\\\\é😀]{0,8}"];
    let bytes = || collection::vec(any::<u8>(), 0..8);
    let leaf = prop_oneof![
        text().prop_map(Value::from),
        number().prop_map(Value::from),
        bytes().prop_map(Value::binary),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        collection::btree_set(text(), 1..4).prop_map(Value::StringSet),
        collection::btree_set(number(), 1..4).prop_map(Value::NumberSet),
        collection::btree_set(bytes(), 1..4).prop_map(Value::BinarySet),
    ];
    leaf.prop_recursive(3, 16, 4, move |inner| {
        let entries = collection::vec((".{1,4}", inner.clone()), 0..4);
        prop_oneof![
            collection::vec(inner, 0..4).prop_map(|values| Value::List(values.into())),
            entries.prop_map(|entries| Value::Map(entries.into_iter().collect())),
        ]
    })
}

fn item() -> impl Strategy<Value = Item> {
    collection::vec(("[\\x01a\"é]{1,4}", value()), 0..5)
        .prop_map(|attributes| attributes.into_iter().collect())
}

proptest! {
    #[test]
    fn the_bytes_of_an_item_are_those_of_its_json(item in item()) {
        let json = serde_json::to_string(&item).unwrap();
        prop_assert_eq!(wire::item(&item), json.len(), "{}", json);
    }

    #[test]
    fn no_item_grows_more_than_it_is_taken_to(item in item()) {
        prop_assert!(wire::item(&item) <= 2 + item.size() * wire::EXPANSION, "{:?}", item);
    }
}

#[test]
fn the_most_that_anything_grows_is_below_what_it_is_taken_to() {
    let tiny: Number = "1E-130".parse().unwrap();
    for value in [
        Value::from(tiny),
        Value::NumberSet((1..500).map(|n| Number::from_parts(n, -130).unwrap()).collect()),
        Value::list(vec![Value::from(tiny); 1000]),
        Value::list(vec![Value::Bool(false); 1000]),
        Value::from("\u{1}".repeat(1000)),
        Value::from(""),
    ] {
        let item = Item::new().with("\u{1}", value);
        let ratio = wire::item(&item) / item.size();
        assert!(ratio < wire::EXPANSION, "{ratio}");
    }
}

#[test]
fn the_bytes_of_a_key_are_those_of_its_json() {
    let key = PrimaryKey::new("PK", "a\"b").sort("SK", 7);
    assert_eq!(wire::key(&key), serde_json::to_string(&key.to_item()).unwrap().len());
}
