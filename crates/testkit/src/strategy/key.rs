//! Primary keys and the values of key attributes.

use super::names::{ABSENT, SORT_KEY};
use proptest::prelude::*;
use twintable::{KeyType, PrimaryKey, TableSchema, Value};

const TEXTS: [&str; 4] = ["a", "b", "ab", "\u{e9}\u{1f600}"];
const NUMBERS: [(i128, i32); 4] = [(1, 0), (2, 0), (1, 1), (-15, -1)];
const BINARIES: [&[u8]; 4] = [&[1], &[2], &[1, 2], &[0x80]];

/// A primary key: positions in the pools of values, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyDraft {
    /// Which partition.
    pub partition: u8,
    /// Which place in the partition, if the table has a sort key.
    pub sort: u8,
    /// What is wrong with the key.
    pub shape: KeyShape,
}

/// What is wrong with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyShape {
    /// Nothing.
    Valid,
    /// It has a sort key where the table has none, or lacks it.
    OtherLength,
    /// The partition attribute has another name.
    OtherName,
    /// The partition attribute has another type.
    PartitionType,
    /// The sort attribute, or else the partition attribute, has another type.
    SortType,
    /// The partition attribute is of a type that no key has.
    NoKeyType,
    /// The partition attribute is empty, or of another type if it is a number.
    Empty,
    /// The last attribute is too long, or of another type if it is a number.
    TooLong,
}

/// A value of a key attribute, by its position in the pool of its type.
pub fn key_value(key_type: KeyType, position: u8) -> Value {
    let position = usize::from(position);
    match key_type {
        KeyType::String => Value::from(TEXTS[position % TEXTS.len()]),
        KeyType::Number => {
            let (coefficient, exponent) = NUMBERS[position % NUMBERS.len()];
            twintable::Number::from_parts(coefficient, exponent).map_or(Value::Null, Value::Number)
        }
        KeyType::Binary => Value::binary(BINARIES[position % BINARIES.len()]),
    }
}

/// A value of another key type than the one declared.
pub(super) fn other_type(key_type: KeyType) -> Value {
    match key_type {
        KeyType::String => Value::from(1),
        KeyType::Number => Value::binary([1]),
        KeyType::Binary => Value::from("a"),
    }
}

/// The empty value of a key type; zero, which is not empty, for a number.
pub(super) fn empty(key_type: KeyType) -> Value {
    match key_type {
        KeyType::String => Value::from(""),
        KeyType::Number => Value::from(0),
        KeyType::Binary => Value::binary([]),
    }
}

/// A value longer than any key may be; zero for a number.
pub(super) fn too_long(key_type: KeyType) -> Value {
    match key_type {
        KeyType::String => Value::from("x".repeat(2049)),
        KeyType::Number => Value::from(0),
        KeyType::Binary => Value::binary([1; 2049]),
    }
}

impl KeyDraft {
    /// The key for a table.
    pub fn key(&self, schema: &TableSchema) -> PrimaryKey {
        let Self { partition, sort, shape } = self;
        let partition_type = schema.partition_key.key_type;
        let mut key = PrimaryKey {
            partition: (schema.partition_key.name.clone(), key_value(partition_type, *partition)),
            sort: schema.sort_key.as_ref().map(|key| (key.name.clone(), key_value(key.key_type, *sort))),
        };
        let last = schema.sort_key.as_ref().map_or(partition_type, |key| key.key_type);
        match shape {
            KeyShape::Valid => {}
            KeyShape::OtherLength if key.sort.is_some() => key.sort = None,
            KeyShape::OtherLength => key.sort = Some((SORT_KEY.into(), Value::from("a"))),
            KeyShape::OtherName => key.partition.0 = ABSENT.into(),
            KeyShape::PartitionType => key.partition.1 = other_type(partition_type),
            KeyShape::SortType => *last_value(&mut key) = other_type(last),
            KeyShape::NoKeyType => key.partition.1 = Value::from(true),
            KeyShape::Empty => key.partition.1 = empty(partition_type),
            KeyShape::TooLong => *last_value(&mut key) = too_long(last),
        }
        key
    }
}

fn last_value(key: &mut PrimaryKey) -> &mut Value {
    match &mut key.sort {
        Some((_, value)) => value,
        None => &mut key.partition.1,
    }
}

/// A key, mostly valid.
pub fn key() -> impl Strategy<Value = KeyDraft> + Clone {
    let shape = prop_oneof![
        60 => Just(KeyShape::Valid),
        1 => proptest::sample::select(
            [
                KeyShape::OtherLength,
                KeyShape::OtherName,
                KeyShape::PartitionType,
                KeyShape::SortType,
                KeyShape::NoKeyType,
                KeyShape::Empty,
                KeyShape::TooLong,
            ]
            .as_slice()
        ),
    ];
    (0_u8..3, 0_u8..4, shape).prop_map(|(partition, sort, shape)| KeyDraft { partition, sort, shape })
}

/// A valid key.
pub fn valid_key() -> impl Strategy<Value = KeyDraft> + Clone {
    (0_u8..3, 0_u8..4).prop_map(|(partition, sort)| KeyDraft { partition, sort, shape: KeyShape::Valid })
}
