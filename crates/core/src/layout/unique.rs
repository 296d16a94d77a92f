//! Fields that no two entities have the same value of.

use super::{KeyField, Layout};
use crate::{
    AttributeType, InvalidRequest, Item, KeyType, PrimaryKey, Rule, Value, key_template::UNIQUE_MARK,
    kind::KeyAttributeKind,
};
use std::fmt::Write as _;

/// The attribute that names the owner of a unique value: the primary key, as a list.
pub(crate) const UNIQUE_OWNER: &str = "\u{10FFFD}owner";

/// The most bytes of a sort key.
const MAX_SORT_KEY: usize = 1024;

/// What the items that hold a unique value have in the type attribute.
const UNIQUE_TYPE: &str = "\u{10FFFD}unique";

/// A field that no two entities have the same value of: in the whole table, or among those that agree in other
/// fields.
///
/// For each value there is an item beside the entities, under a key of its own, that says who has it. It is written
/// in one transaction with the entity.
///
/// # Examples
///
/// ```
/// use twintable::layout::Unique;
///
/// let email = Unique::of::<String>("email");
/// let seat = Unique::of::<u32>("seat").within::<String>("flight");
/// assert_eq!((email.attribute(), seat.attribute()), ("email", "seat"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    attribute: &'static str,
    within: Vec<&'static str>,
}

impl Unique {
    /// A unique attribute of type `V`, which must be stored as a text, a number or bytes. An entity without a value
    /// is in nobody's way.
    pub const fn of<V: AttributeType<Kind: KeyAttributeKind>>(attribute: &'static str) -> Self {
        Self { attribute, within: Vec::new() }
    }

    /// Asks for different values only among entities that agree in another attribute, of type `V`: a text, a number or
    /// bytes. Those without it agree too. With several attributes, they have to agree in all.
    #[must_use]
    pub fn within<V: AttributeType<Kind: KeyAttributeKind>>(mut self, attribute: &'static str) -> Self {
        self.within.push(attribute);
        self
    }

    /// The attribute.
    pub const fn attribute(&self) -> &'static str {
        self.attribute
    }

    /// The attributes that decide which value the entity has: the field's own, and those that it is unique within.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.attribute).chain(self.within.iter().copied())
    }

    /// The text that stands for the value, among all fields of all entities of a table; `None` without a value.
    pub(super) fn text(&self, entity: &str, scope: Option<&str>, item: &Item) -> Option<String> {
        if !matches!(item.get(self.attribute)?, Value::String(_) | Value::Number(_) | Value::Binary(_)) {
            return None;
        }
        let mut text = format!("{UNIQUE_MARK}unique");
        push(&mut text, 'E', entity);
        push(&mut text, 'A', self.attribute);
        push(&mut text, if scope.is_some() { 'T' } else { '-' }, scope.unwrap_or_default());
        for attribute in self.within.iter().copied().chain([self.attribute]) {
            match item.get(attribute) {
                Some(Value::String(value)) => push(&mut text, 'S', value),
                Some(Value::Number(value)) => push(&mut text, 'N', &value.to_string()),
                Some(Value::Binary(value)) => {
                    let digits = value.iter().fold(String::new(), |mut digits, byte| {
                        // Writing to a text cannot fail.
                        let _ = write!(digits, "{byte:02x}");
                        digits
                    });
                    push(&mut text, 'B', &digits);
                }
                Some(
                    Value::Bool(_)
                    | Value::Null
                    | Value::List(_)
                    | Value::Map(_)
                    | Value::StringSet(_)
                    | Value::NumberSet(_)
                    | Value::BinarySet(_),
                )
                | None => push(&mut text, '-', ""),
            }
        }
        Some(text)
    }
}

/// Adds a part that says where it ends: `#` in it is doubled, and `#` and a letter follow each part.
fn push(text: &mut String, kind: char, part: &str) {
    text.push('#');
    text.push(kind);
    text.push_str(&part.replace('#', "##"));
}

/// As much of a text as a sort key may have.
fn start_of(text: &str) -> &str {
    let end = text.floor_char_boundary(MAX_SORT_KEY);
    text.get(..end).unwrap_or(text)
}

/// An item that says who has a unique value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sentinel {
    pub(crate) attribute: &'static str,
    pub(crate) key: PrimaryKey,
}

impl Layout {
    /// Adds a field that no two entities have the same value of. The table's partition key must be a text.
    #[must_use]
    pub fn unique(mut self, unique: Unique) -> Self {
        if self.schema().partition_key.key_type != KeyType::String {
            let attribute = self.schema().partition_key.name.to_string();
            self.fault.get_or_insert_with(|| InvalidRequest::new(Rule::UniqueTable).at(attribute));
        }
        self.uniques.push(unique);
        self
    }

    /// The fields that no two entities have the same value of.
    pub fn uniques(&self) -> &[Unique] {
        &self.uniques
    }

    /// Whether the entity, or a variant, has unique fields.
    pub(crate) fn has_uniques(&self) -> bool {
        self.alternatives().any(|layout| !layout.uniques.is_empty())
    }

    /// Whether items that hold unique values are in an index too: its key has nothing that they lack.
    pub(crate) fn has_sentinels_in(&self, index: &str) -> bool {
        let schema = self.schema();
        let is_held = |name: &str| {
            schema.is_key(name)
                || self.ttl_attributes().contains(&name)
                || self.type_attribute_name() == Some(name)
        };
        let key = schema.key_schema(Some(index));
        self.has_uniques() && key.is_some_and(|key| key.attributes().all(|key| is_held(&key.name)))
    }

    /// Whether an item holds a unique value, and is no entity.
    pub(crate) fn is_sentinel(&self, item: &Item) -> bool {
        let partition = || item.get(&self.schema().partition_key.name).and_then(Value::as_str);
        self.has_uniques() && partition().is_some_and(|text| text.starts_with(UNIQUE_MARK))
    }

    /// The items that say that an item has its unique values. The scope counts where the entity's own key has it.
    pub(crate) fn sentinels(&self, scope: Option<&str>, item: &Item) -> Vec<Sentinel> {
        let schema = self.schema();
        let scope = scope.filter(|_| self.primary_fields().any(KeyField::has_scope));
        let of = |unique: &Unique| {
            let text = unique.text(self.name(), scope, item)?;
            // In an index by the sort key, values that differ stand in different places.
            let sort = schema.sort_key.as_ref().map(|sort| {
                let value = match sort.key_type {
                    KeyType::String => Value::from(start_of(&text)),
                    KeyType::Number => Value::from(0),
                    KeyType::Binary => Value::binary([0]),
                };
                (sort.name.clone(), value)
            });
            let partition = (schema.partition_key.name.clone(), Value::from(text));
            Some(Sentinel { attribute: unique.attribute, key: PrimaryKey { partition, sort } })
        };
        self.uniques.iter().filter_map(of).collect()
    }

    /// The item that says who has a unique value. It expires when its owner does.
    pub(crate) fn sentinel_item(&self, key: &PrimaryKey, owner: &PrimaryKey, of: &Item) -> Item {
        let mut item = key.to_item();
        item.insert(UNIQUE_OWNER, owner_value(owner));
        if let Some(attribute) = self.type_attribute_name() {
            item.insert(attribute, UNIQUE_TYPE);
        }
        for attribute in self.ttl_attributes() {
            if let Some(time) = of.get(attribute) {
                item.insert(*attribute, time.clone());
            }
        }
        item
    }
}

/// A primary key, as the value of an attribute.
pub(crate) fn owner_value(owner: &PrimaryKey) -> Value {
    Value::list(owner.attributes().map(|(_, value)| value.clone()))
}
