//! Unique fields: the items that say who has a value.

use super::super::*;
use crate::{KeyTemplate, PartFormat, Rule, item, layout::IndexLayout};
use proptest::prelude::*;

fn key(name: &'static str) -> KeyField {
    KeyField::composed(name, KeyTemplate::new().literal("A#").part("id", PartFormat::String))
}

fn layout() -> Layout {
    let seat = Unique::of::<u32>("seat").within::<String>("flight").within::<String>("class");
    Layout::new("a", "tab", key("PK")).unique(Unique::of::<String>("email")).unique(seat)
}

fn texts(layout: &Layout, scope: Option<&str>, item: &Item) -> Vec<String> {
    let sentinels = layout.sentinels(scope, item);
    sentinels.iter().map(|sentinel| sentinel.key.partition.1.as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_table_whose_partition_key_is_no_text_has_no_unique_fields() {
    let numbers = Layout::new("a", "tab", KeyField::of::<u32>("id"));
    assert!(numbers.clone().sound().is_ok());
    let fault = numbers.unique(Unique::of::<String>("email")).sound().unwrap_err();
    assert_eq!((fault.rule, fault.path), (Rule::UniqueTable, Some(crate::path("id"))));
    let bytes = Layout::new("a", "tab", KeyField::plain(KeyAttribute::binary("id")));
    let fault = bytes.unique(Unique::of::<String>("email")).sound().unwrap_err();
    assert_eq!(fault.rule, Rule::UniqueTable);
}

/// The texts are in tables: they must stay as they are.
#[test]
fn the_keys_of_values_are_these() {
    let item = item! { "email" => "a#b", "seat" => 7, "flight" => "F1", "class" => Value::binary([0, 255]) };
    let expected = ["\u{10FFFD}unique#Ea#Aemail#-#Sa##b", "\u{10FFFD}unique#Ea#Aseat#-#SF1#B00ff#N7"];
    assert_eq!(texts(&layout(), None, &item), expected);
    // Without a value there is none; without a field that it is unique within, there is.
    let item = item! { "seat" => "1.50".parse::<crate::Number>().unwrap() };
    assert_eq!(texts(&layout(), None, &item), ["\u{10FFFD}unique#Ea#Aseat#-#-#-#N1.5"]);
    assert_eq!(texts(&layout(), None, &item! { "email" => Value::Null }), Vec::<String>::new());
}

#[test]
fn a_scope_counts_where_the_key_of_the_entity_has_it() {
    let item = item! { "email" => "x" };
    assert_eq!(texts(&layout(), Some("t"), &item), ["\u{10FFFD}unique#Ea#Aemail#-#Sx"]);
    let template = || KeyTemplate::new().scope().literal("#").part("id", PartFormat::String);
    let scoped = Layout::new("a", "tab", KeyField::composed("PK", template()));
    let scoped = scoped.unique(Unique::of::<String>("email"));
    assert_eq!(texts(&scoped, Some("t"), &item), ["\u{10FFFD}unique#Ea#Aemail#Tt#Sx"]);
    let index = IndexLayout::global("i", KeyField::composed("i_PK", template()));
    assert_eq!(texts(&layout().index(index), Some("t"), &item), ["\u{10FFFD}unique#Ea#Aemail#-#Sx"]);
}

#[test]
fn the_sort_key_is_as_much_of_the_text_as_fits() {
    let sort = |sort| layout().sort_key(sort);
    let long = item! { "email" => "\u{e9}".repeat(600) };
    let of = |layout: Layout, item| layout.sentinels(None, item).remove(0).key.sort.unwrap().1;
    let Value::String(text) = of(sort(key("SK")), &long) else { unreachable!() };
    assert_eq!(text.len(), 1024 - (1024 - "\u{10FFFD}unique#Ea#Aemail#-#S".len()) % 2);
    let short = item! { "email" => "x" };
    assert_eq!(of(sort(key("SK")), &short), Value::from("\u{10FFFD}unique#Ea#Aemail#-#Sx"));
    assert_eq!(of(sort(KeyField::of::<u32>("SK")), &short), Value::from(0));
    assert_eq!(of(sort(KeyField::plain(KeyAttribute::binary("SK"))), &short), Value::binary([0]));
}

#[test]
fn an_item_that_holds_a_value_names_its_owner_and_expires_with_it() {
    let layout = layout().sort_key(key("SK")).ttl("until").version("version");
    let item = item! { "PK" => "A#1", "SK" => "A#1", "email" => "x", "until" => 5, "version" => 2 };
    let sentinel = layout.sentinels(None, &item).remove(0);
    let owner = layout.schema().key_of(&item).unwrap();
    let held = layout.sentinel_item(&sentinel.key, &owner, &item);
    let text = "\u{10FFFD}unique#Ea#Aemail#-#Sx";
    assert_eq!(
        held,
        item! {
            "PK" => text,
            "SK" => text,
            "\u{10FFFD}owner" => Value::list(["A#1", "A#1"]),
            "entity_type" => "\u{10FFFD}unique",
            "until" => 5,
        }
    );
    assert!(layout.is_sentinel(&held) && !layout.is_sentinel(&item));
    assert!(!layout.is_type_of(&held));
}

#[test]
fn an_index_whose_key_they_have_holds_them_too() {
    let has = |partition: KeyField| {
        let layout = layout().sort_key(key("SK")).ttl("until");
        layout.index(IndexLayout::global("i", partition)).has_sentinels_in("i")
    };
    assert!(has(KeyField::of::<u32>("until")));
    assert!(has(KeyField::of::<String>("SK")));
    assert!(has(KeyField::of::<String>("entity_type")));
    assert!(!has(KeyField::of::<String>("email")));
    assert!(!has(key("i_PK")));
}

/// A value of each sort that a key may have, from few letters.
fn value() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        Just(None),
        "[#SN1-]{0,4}".prop_map(|text| Some(Value::from(text))),
        (-2..=2_i32).prop_map(|number| Some(Value::from(number))),
        proptest::collection::vec(any::<u8>(), 0..3).prop_map(|bytes| Some(Value::binary(bytes))),
    ]
}

/// What decides the text: the entity, the field, the scope and the values.
type Parts = (String, &'static str, Option<String>, Option<Value>, Option<Value>, Option<Value>);

fn parts() -> impl Strategy<Value = Parts> {
    let scope = proptest::option::of("[#T]{1,3}");
    let field = prop_oneof![Just("seat"), Just("s#"), Just("s")];
    ("[#EA]{0,3}", field, scope, value(), value(), value())
}

fn text_of((entity, field, scope, value, flight, class): &Parts) -> Option<String> {
    let unique = Unique::of::<u32>(field).within::<String>("flight").within::<String>("class");
    let values = [(*field, value), ("flight", flight), ("class", class)];
    let item: Item = values.iter().filter_map(|(name, value)| Some((*name, (*value).clone()?))).collect();
    unique.text(entity, scope.as_deref(), &item)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn different_values_have_different_keys(one in parts(), other in parts()) {
        let (first, second) = (text_of(&one), text_of(&other));
        prop_assert_eq!(first.is_some(), one.3.is_some());
        if first.is_some() && first == second {
            prop_assert_eq!(one, other);
        }
    }
}
