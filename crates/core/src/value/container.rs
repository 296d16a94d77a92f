//! Lists and maps: the values that hold values.

use super::Value;
use std::{
    collections::{BTreeMap, btree_map},
    mem,
    ops::{Deref, DerefMut},
    vec,
};

/// Values of any types, in order.
///
/// Reads and changes as a `Vec<Value>`. Dropping it takes no stack, however deep it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct List(Vec<Value>);

/// Values by name, in the order of the names.
///
/// Dropping it takes no stack, however deep it is.
///
/// # Examples
///
/// ```
/// use twintable::{Map, Value};
///
/// let mut address = Map::new();
/// address.insert("city", "Oslo");
/// assert_eq!(address.get("city"), Some(&Value::from("Oslo")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Map(BTreeMap<String, Value>);

impl List {
    /// An empty list.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The values, taken out.
    pub fn into_vec(mut self) -> Vec<Value> {
        mem::take(&mut self.0)
    }
}

impl Deref for List {
    type Target = Vec<Value>;

    fn deref(&self) -> &Vec<Value> {
        &self.0
    }
}

impl DerefMut for List {
    fn deref_mut(&mut self) -> &mut Vec<Value> {
        &mut self.0
    }
}

impl From<Vec<Value>> for List {
    fn from(values: Vec<Value>) -> Self {
        Self(values)
    }
}

impl<V: Into<Value>> FromIterator<V> for List {
    fn from_iter<I: IntoIterator<Item = V>>(values: I) -> Self {
        Self(values.into_iter().map(Into::into).collect())
    }
}

impl IntoIterator for List {
    type Item = Value;
    type IntoIter = vec::IntoIter<Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl<'a> IntoIterator for &'a List {
    type Item = &'a Value;
    type IntoIter = std::slice::Iter<'a, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Map {
    /// An empty map.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// The value under a name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The value under a name, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.0.get_mut(name)
    }

    /// Puts a value under a name, and returns the value that stood there.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.0.insert(name.into(), value.into())
    }

    /// Takes the value under a name out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }

    /// Whether there is a value under a name.
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries, in the order of their names.
    pub fn iter(&self) -> MapIter<'_> {
        MapIter(self.0.iter())
    }
}

/// The entries of a [`Map`], in the order of their names.
#[derive(Debug, Clone)]
pub struct MapIter<'a>(btree_map::Iter<'a, String, Value>);

impl<'a> Iterator for MapIter<'a> {
    type Item = (&'a str, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name.as_str(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for MapIter<'_> {}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        Self(entries.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl<N: Into<String>, V: Into<Value>> Extend<(N, V)> for Map {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, entries: I) {
        self.0.extend(entries.into_iter().map(|(name, value)| (name.into(), value.into())));
    }
}

impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = btree_map::IntoIter<String, Value>;

    fn into_iter(mut self) -> Self::IntoIter {
        mem::take(&mut self.0).into_iter()
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = (&'a str, &'a Value);
    type IntoIter = MapIter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Drop for List {
    fn drop(&mut self) {
        if self.0.iter().any(Value::holds_values) {
            drop_flat(mem::take(&mut self.0));
        }
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        if self.0.values().any(Value::holds_values) {
            drop_flat(mem::take(&mut self.0).into_values().collect());
        }
    }
}

/// Drops values in a loop: the compiler's own recursion would overflow the stack on a deep tree.
fn drop_flat(mut pending: Vec<Value>) {
    while let Some(mut value) = pending.pop() {
        match &mut value {
            Value::List(list) => pending.append(&mut list.0),
            Value::Map(map) => pending.extend(mem::take(&mut map.0).into_values()),
            Value::String(_)
            | Value::Number(_)
            | Value::Binary(_)
            | Value::Bool(_)
            | Value::Null
            | Value::StringSet(_)
            | Value::NumberSet(_)
            | Value::BinarySet(_) => {}
        }
    }
}

impl Value {
    fn holds_values(&self) -> bool {
        match self {
            Self::List(list) => !list.0.is_empty(),
            Self::Map(map) => !map.0.is_empty(),
            Self::String(_)
            | Self::Number(_)
            | Self::Binary(_)
            | Self::Bool(_)
            | Self::Null
            | Self::StringSet(_)
            | Self::NumberSet(_)
            | Self::BinarySet(_) => false,
        }
    }
}
