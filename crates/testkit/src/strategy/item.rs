//! Items that fit a table, or nearly.

use super::{
    key::{self, KeyDraft, empty, key, key_value, other_type, too_long, valid_key},
    names::{INDEX_KEYS, field_of},
    value::field,
};
use proptest::{collection, prelude::*};
use twintable::{
    Item, KeyType, Path, TableSchema, Value, ValueType,
    expr::{Action, SetValue, Source},
};

/// An item: its key, its attributes that are keys of indexes, and its other attributes.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemDraft {
    /// The primary key.
    pub key: KeyDraft,
    /// The attributes that are keys of an index of the table; those that the table does not declare are left out.
    pub index: Vec<IndexValueDraft>,
    /// The other attributes.
    pub attributes: Vec<(String, Value)>,
}

/// An attribute that is a key of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexValueDraft {
    /// Which one of the attributes that indexes are made of.
    pub attribute: u8,
    /// Its value.
    pub value: IndexValue,
}

/// The value of an attribute that is a key of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexValue {
    /// A valid one, by its position in the pool.
    Valid(u8),
    /// A value of another type.
    OtherType,
    /// `NULL`, which is no missing attribute.
    Null,
    /// An empty text or binary; a valid value where the type is a number.
    Empty,
    /// A text or binary that is too long for a key; a valid value where the type is a number.
    TooLong,
}

/// A change of an attribute that is a key of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexChangeDraft {
    /// Which one of the attributes that indexes are made of.
    pub attribute: u8,
    /// What is done to it.
    pub change: IndexChange,
}

/// What an update does to an attribute that is a key of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexChange {
    /// Gives it a value.
    Set(IndexValue),
    /// Takes it away.
    Remove,
    /// Adds to it, which only a number allows.
    Add(i8),
}

impl IndexValue {
    fn value(self, key_type: KeyType) -> Value {
        match self {
            Self::Valid(position) => key_value(key_type, position),
            Self::OtherType => other_type(key_type),
            Self::Null => Value::Null,
            Self::Empty => empty(key_type),
            Self::TooLong => too_long(key_type),
        }
    }
}

/// The name and type of an attribute that is a key of an index, if the table declares it as one.
fn declared(schema: &TableSchema, attribute: u8) -> Option<(&'static str, KeyType)> {
    let name = INDEX_KEYS[usize::from(attribute) % INDEX_KEYS.len()];
    let declared = schema.index_key_attributes().find(|key| key.name == name)?;
    Some((name, declared.key_type))
}

impl ItemDraft {
    /// The item for a table.
    pub fn item(&self, schema: &TableSchema) -> Item {
        let Self { key, index, attributes } = self;
        let mut item: Item = attributes.iter().cloned().collect();
        for IndexValueDraft { attribute, value } in index {
            if let Some((name, key_type)) = declared(schema, *attribute) {
                item.insert(name, value.value(key_type));
            }
        }
        for (name, value) in key.key(schema).attributes() {
            item.insert(name, value.clone());
        }
        item
    }
}

impl IndexChangeDraft {
    /// The action for a table that has the attribute as a key of an index.
    pub fn action(&self, schema: &TableSchema) -> Option<Action> {
        let (name, key_type) = declared(schema, self.attribute)?;
        let target = Path::new(name);
        Some(match self.change {
            IndexChange::Set(value) => {
                Action::Set(target, SetValue::Source(Source::Value(value.value(key_type))))
            }
            IndexChange::Remove => Action::Remove(target),
            IndexChange::Add(number) => Action::Add(target, Value::from(number)),
        })
    }
}

fn index_value() -> impl Strategy<Value = IndexValue> + Clone {
    let faults = [IndexValue::OtherType, IndexValue::Null, IndexValue::Empty, IndexValue::TooLong];
    prop_oneof![40 => (0_u8..3).prop_map(IndexValue::Valid), 1 => proptest::sample::select(faults.to_vec())]
}

/// Attributes that are keys of indexes: all of them, or some.
fn index_values(
    value: impl Strategy<Value = IndexValue> + Clone + 'static,
) -> BoxedStrategy<Vec<IndexValueDraft>> {
    let all: Vec<_> = (0_u8..8).map(|attribute| draft_of(Just(attribute), value.clone()).boxed()).collect();
    prop_oneof![3 => all, 2 => collection::vec(draft_of(0_u8..8, value), 0..8)].boxed()
}

fn draft_of(
    attribute: impl Strategy<Value = u8>,
    value: impl Strategy<Value = IndexValue>,
) -> impl Strategy<Value = IndexValueDraft> {
    (attribute, value).prop_map(|(attribute, value)| IndexValueDraft { attribute, value })
}

/// A change of an attribute that is a key of an index, mostly valid.
pub(super) fn index_change() -> impl Strategy<Value = IndexChangeDraft> {
    let change = prop_oneof![
        4 => index_value().prop_map(IndexChange::Set),
        2 => Just(IndexChange::Remove),
        1 => (-2_i8..3).prop_map(IndexChange::Add),
    ];
    (0_u8..8, change).prop_map(|(attribute, change)| IndexChangeDraft { attribute, change })
}

/// An attribute that is no key, mostly of the type that its name promises.
pub fn attribute() -> BoxedStrategy<(String, Value)> {
    let text = field_of(ValueType::String);
    let long = (900_usize..6000).prop_map(move |length| (text.to_owned(), Value::from("x".repeat(length))));
    prop_oneof![30 => field(2), 1 => long].boxed()
}

/// Attributes that are no keys. A few break a rule of values, or the size of an item.
pub fn attributes() -> BoxedStrategy<Vec<(String, Value)>> {
    let named = |name: &str, value: Value| Just((name.to_owned(), value));
    let fault = prop_oneof![
        2 => named("u", Value::StringSet([].into())),
        1 => named("v", Value::NumberSet([].into())),
        1 => named("w", Value::BinarySet([].into())),
        1 => named("", Value::from(1)),
        1 => named("m", Value::map([("", 1)])),
        1 => named("m", Value::map([("l", Value::list([Value::StringSet([].into())]))])),
        2 => named("l", deep(31)),
        2 => named("l", deep(32)),
        3 => (400_000_usize..420_000).prop_map(|length| ("s".to_owned(), Value::from("x".repeat(length)))),
    ];
    let valid = || collection::vec(attribute(), 0..9);
    prop_oneof![
        60 => valid(),
        1 => (valid(), fault).prop_map(|(mut attributes, fault)| {
            attributes.push(fault);
            attributes
        }),
    ]
    .boxed()
}

/// A number inside so many lists.
pub(super) fn deep(levels: usize) -> Value {
    (0..levels).fold(Value::from(1), |inner, _| Value::list([inner]))
}

/// An item, mostly valid.
pub fn item() -> BoxedStrategy<ItemDraft> {
    item_of(key(), index_values(index_value()), attributes())
}

/// A valid item.
pub fn valid_item() -> BoxedStrategy<ItemDraft> {
    let index = index_values((0_u8..3).prop_map(IndexValue::Valid));
    item_of(valid_key(), index, collection::vec(attribute(), 0..9))
}

fn item_of(
    key: impl Strategy<Value = key::KeyDraft> + 'static,
    index: impl Strategy<Value = Vec<IndexValueDraft>> + 'static,
    attributes: impl Strategy<Value = Vec<(String, Value)>> + 'static,
) -> BoxedStrategy<ItemDraft> {
    (key, index, attributes).prop_map(|(key, index, attributes)| ItemDraft { key, index, attributes }).boxed()
}
