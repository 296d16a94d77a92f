//! Lists, and dropping what holds values.

use super::Value;
use std::{
    mem,
    ops::{Deref, DerefMut},
    vec,
};

/// Values of any types, in order.
///
/// Reads and changes as a `Vec<Value>`. Dropping it takes no stack, however deep it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct List(Vec<Value>);

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

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl<'a> IntoIterator for &'a List {
    type Item = &'a Value;
    type IntoIter = std::slice::Iter<'a, Value>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Drop for List {
    #[inline]
    fn drop(&mut self) {
        if self.0.iter().any(Value::holds_values) {
            drop_flat(mem::take(&mut self.0));
        }
    }
}

/// Drops values in a loop: the compiler's own recursion would overflow the stack on a deep tree.
pub(super) fn drop_flat(mut pending: Vec<Value>) {
    while let Some(mut value) = pending.pop() {
        match &mut value {
            Value::List(list) => pending.append(&mut list.0),
            Value::Map(map) => pending.extend(map.take_values()),
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
    #[inline]
    pub(super) fn holds_values(&self) -> bool {
        match self {
            Self::List(list) => !list.0.is_empty(),
            Self::Map(map) => !map.is_empty(),
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
