//! The ten types of DynamoDB's data model.

mod attribute_name;
mod convert;
mod list;
mod map;
mod serial;
mod size;

pub use attribute_name::AttributeName;
pub use list::List;
pub use map::{Map, MapIntoIter, MapIter};
pub(crate) use map::{Seeker, Sought};

use crate::Number;
use std::{cmp::Ordering, collections::BTreeSet, fmt};

/// An attribute's value.
///
/// Two values are equal as DynamoDB has it: numbers by value, sets without order, lists in order, maps by
/// key. Values of different types are never equal. A set may be empty in this type, since a program may
/// pass through that state, but DynamoDB stores no empty set: a request that holds one is refused.
///
/// With serde a value reads and writes DynamoDB's own JSON: `{"S":"text"}`, `{"N":"1.5"}`.
///
/// # Examples
///
/// ```
/// use twintable::{Value, ValueType};
///
/// let value = Value::from("text");
/// assert_eq!(value.value_type(), ValueType::String);
/// assert_eq!(serde_json::to_string(&value)?, r#"{"S":"text"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// Text, `S`. Ordered by its UTF-8 bytes.
    String(String),
    /// An exact decimal, `N`.
    Number(Number),
    /// Bytes, `B`. Ordered as unsigned bytes.
    Binary(Vec<u8>),
    /// `true` or `false`, `BOOL`.
    Bool(bool),
    /// `NULL`: present, but without a value.
    Null,
    /// Values of any types in order, `L`.
    List(List),
    /// Values by name, `M`.
    Map(Map),
    /// A set of texts, `SS`.
    StringSet(BTreeSet<String>),
    /// A set of numbers, `NS`.
    NumberSet(BTreeSet<Number>),
    /// A set of byte strings, `BS`.
    BinarySet(BTreeSet<Vec<u8>>),
}

/// The name of a type in DynamoDB's data model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum ValueType {
    /// `S`.
    #[serde(rename = "S")]
    String,
    /// `N`.
    #[serde(rename = "N")]
    Number,
    /// `B`.
    #[serde(rename = "B")]
    Binary,
    /// `BOOL`.
    #[serde(rename = "BOOL")]
    Bool,
    /// `NULL`.
    #[serde(rename = "NULL")]
    Null,
    /// `L`.
    #[serde(rename = "L")]
    List,
    /// `M`.
    #[serde(rename = "M")]
    Map,
    /// `SS`.
    #[serde(rename = "SS")]
    StringSet,
    /// `NS`.
    #[serde(rename = "NS")]
    NumberSet,
    /// `BS`.
    #[serde(rename = "BS")]
    BinarySet,
}

impl ValueType {
    /// All ten types.
    pub const ALL: [Self; 10] = [
        Self::String,
        Self::Number,
        Self::Binary,
        Self::Bool,
        Self::Null,
        Self::List,
        Self::Map,
        Self::StringSet,
        Self::NumberSet,
        Self::BinarySet,
    ];

    /// The descriptor that stands for the type on the wire and in `attribute_type`, such as `"SS"`.
    pub const fn descriptor(self) -> &'static str {
        match self {
            Self::String => "S",
            Self::Number => "N",
            Self::Binary => "B",
            Self::Bool => "BOOL",
            Self::Null => "NULL",
            Self::List => "L",
            Self::Map => "M",
            Self::StringSet => "SS",
            Self::NumberSet => "NS",
            Self::BinarySet => "BS",
        }
    }

    /// Whether DynamoDB orders values of the type: texts, numbers and bytes.
    pub const fn is_ordered(self) -> bool {
        matches!(self, Self::String | Self::Number | Self::Binary)
    }

    /// Whether the type is one of the three set types.
    pub const fn is_set(self) -> bool {
        matches!(self, Self::StringSet | Self::NumberSet | Self::BinarySet)
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.descriptor())
    }
}

impl Value {
    /// The value's type.
    pub const fn value_type(&self) -> ValueType {
        match self {
            Self::String(_) => ValueType::String,
            Self::Number(_) => ValueType::Number,
            Self::Binary(_) => ValueType::Binary,
            Self::Bool(_) => ValueType::Bool,
            Self::Null => ValueType::Null,
            Self::List(_) => ValueType::List,
            Self::Map(_) => ValueType::Map,
            Self::StringSet(_) => ValueType::StringSet,
            Self::NumberSet(_) => ValueType::NumberSet,
            Self::BinarySet(_) => ValueType::BinarySet,
        }
    }

    /// How DynamoDB orders two values: texts by UTF-8 bytes, numbers by value, bytes as unsigned bytes.
    ///
    /// `None` for two values of different types and for all other types, equal or not.
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// use twintable::Value;
    ///
    /// assert_eq!(Value::from(2).compare(&Value::from(10)), Some(Ordering::Less));
    /// assert_eq!(Value::from("2").compare(&Value::from(10)), None);
    /// assert_eq!(Value::Null.compare(&Value::Null), None);
    /// ```
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::String(a), Self::String(b)) => Some(a.cmp(b)),
            (Self::Number(a), Self::Number(b)) => Some(a.cmp(b)),
            (Self::Binary(a), Self::Binary(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }

    /// Bytes, from anything that can be made into them.
    pub fn binary(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Binary(bytes.into())
    }

    /// A list of values.
    pub fn list<V: Into<Self>>(values: impl IntoIterator<Item = V>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }

    /// A map of values by name.
    pub fn map<N: Into<AttributeName>, V: Into<Self>>(entries: impl IntoIterator<Item = (N, V)>) -> Self {
        Self::Map(entries.into_iter().collect())
    }

    /// A set of texts. A repeated text counts once.
    pub fn string_set<S: Into<String>>(texts: impl IntoIterator<Item = S>) -> Self {
        Self::StringSet(texts.into_iter().map(Into::into).collect())
    }

    /// A set of numbers. A repeated number counts once, however it was written.
    pub fn number_set<N: Into<Number>>(numbers: impl IntoIterator<Item = N>) -> Self {
        Self::NumberSet(numbers.into_iter().map(Into::into).collect())
    }

    /// A set of byte strings. A repeated byte string counts once.
    pub fn binary_set<B: Into<Vec<u8>>>(binaries: impl IntoIterator<Item = B>) -> Self {
        Self::BinarySet(binaries.into_iter().map(Into::into).collect())
    }

    /// The text, if the value is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The number, if the value is one.
    pub const fn as_number(&self) -> Option<Number> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The bytes, if the value is binary.
    pub fn as_binary(&self) -> Option<&[u8]> {
        if let Self::Binary(bytes) = self { Some(bytes) } else { None }
    }

    /// The truth value, if the value is one.
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// The list, if the value is one.
    pub const fn as_list(&self) -> Option<&List> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// The map, if the value is one.
    pub const fn as_map(&self) -> Option<&Map> {
        if let Self::Map(map) = self { Some(map) } else { None }
    }
}

#[cfg(test)]
mod tests;
