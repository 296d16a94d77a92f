//! Values of all ten types.

use super::names::{FIELDS, ODD};
use super::number::number;
use proptest::{collection, prelude::*, sample::select};
use std::collections::BTreeSet;
use twintable::{Number, Value, ValueType};

/// Texts that are prefixes and parts of each other, empty, beyond ASCII and beyond the basic plane.
const TEXTS: [&str; 12] =
    ["a", "", "b", "ab", "abc", "c", "B", "bc", "\u{e9}", "\u{ffee}", "\u{1f600}", "a\u{1f600}b"];

/// The same of bytes.
const BINARIES: [&[u8]; 9] = [&[1], &[], &[2], &[1, 2], &[1, 2, 3], &[0], &[255], &[0x80, 0], &[2, 3]];

/// The levels of lists and maps.
const LEVELS: u32 = 2;

/// A text.
pub fn text() -> impl Strategy<Value = String> + Clone {
    select(TEXTS.as_slice()).prop_map(str::to_owned)
}

/// Bytes.
pub fn binary() -> impl Strategy<Value = Vec<u8>> + Clone {
    select(BINARIES.as_slice()).prop_map(<[u8]>::to_vec)
}

/// A set that is not empty.
pub fn set_of<V: Ord + std::fmt::Debug>(
    elements: impl Strategy<Value = V>,
) -> impl Strategy<Value = BTreeSet<V>> {
    collection::vec(elements, 1..4).prop_map(|elements| elements.into_iter().collect())
}

/// A value of a type: a map mostly has fields of the types that their names promise.
pub fn value_of(value_type: ValueType) -> BoxedStrategy<Value> {
    of_type(value_type, LEVELS)
}

/// A value of any type.
pub fn value() -> BoxedStrategy<Value> {
    of_any_type(LEVELS)
}

fn of_type(value_type: ValueType, levels: u32) -> BoxedStrategy<Value> {
    match value_type {
        ValueType::String => text().prop_map(Value::String).boxed(),
        ValueType::Number => number().prop_map(Value::Number).boxed(),
        ValueType::Binary => binary().prop_map(Value::Binary).boxed(),
        ValueType::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        ValueType::Null => Just(Value::Null).boxed(),
        ValueType::List if levels == 0 => Just(Value::List(twintable::List::new())).boxed(),
        ValueType::List => collection::vec(of_any_type(levels - 1), 0..4).prop_map(Value::from).boxed(),
        ValueType::Map if levels == 0 => Just(Value::Map(twintable::Map::new())).boxed(),
        ValueType::Map => collection::vec(field(levels - 1), 0..4).prop_map(Value::map).boxed(),
        ValueType::StringSet => set_of(text()).prop_map(Value::StringSet).boxed(),
        ValueType::NumberSet => {
            set_of(number()).prop_map(|set: BTreeSet<Number>| Value::NumberSet(set)).boxed()
        }
        ValueType::BinarySet => set_of(binary()).prop_map(Value::BinarySet).boxed(),
    }
}

fn of_any_type(levels: u32) -> BoxedStrategy<Value> {
    prop_oneof![
        4 => of_type(ValueType::Number, levels),
        4 => of_type(ValueType::String, levels),
        2 => of_type(ValueType::Map, levels),
        2 => of_type(ValueType::List, levels),
        1 => of_type(ValueType::Binary, levels),
        1 => of_type(ValueType::Bool, levels),
        1 => of_type(ValueType::Null, levels),
        1 => of_type(ValueType::StringSet, levels),
        1 => of_type(ValueType::NumberSet, levels),
        1 => of_type(ValueType::BinarySet, levels),
    ]
    .boxed()
}

/// A name with a value: mostly of the type that the name promises.
pub(super) fn field(levels: u32) -> BoxedStrategy<(String, Value)> {
    let fields = FIELDS.map(|(name, value_type)| {
        (1, of_type(value_type, levels).prop_map(move |value| (name.to_owned(), value)).boxed())
    });
    let typical = proptest::strategy::Union::new_weighted(fields.to_vec());
    let any_name = prop_oneof![
        3 => select(FIELDS.as_slice()).prop_map(|(name, _)| name.to_owned()),
        1 => select(ODD.as_slice()).prop_map(str::to_owned),
    ];
    prop_oneof![5 => typical, 1 => (any_name, of_any_type(levels))].boxed()
}
