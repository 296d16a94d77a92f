//! Primary keys.

use crate::{Item, Value};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt};

/// The primary key of an item: the partition attribute and, if the table has one, the sort attribute,
/// with their names.
///
/// # Examples
///
/// ```
/// use twintable::{PrimaryKey, Value};
///
/// let key = PrimaryKey::new("PK", "CUSTOMER#1").sort("SK", "PROFILE");
/// assert_eq!(key.get("SK"), Some(&Value::from("PROFILE")));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PrimaryKey {
    /// The partition attribute's name and value.
    pub partition: (Cow<'static, str>, Value),
    /// The sort attribute's name and value, if the table has one.
    pub sort: Option<(Cow<'static, str>, Value)>,
}

impl PrimaryKey {
    /// A key of one attribute.
    pub fn new(name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        Self { partition: (name.into(), value.into()), sort: None }
    }

    /// Adds the sort attribute.
    #[must_use]
    pub fn sort(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.sort = Some((name.into(), value.into()));
        self
    }

    /// The attributes of the key: the partition attribute, then the sort attribute.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &Value)> {
        std::iter::once(&self.partition).chain(&self.sort).map(|(name, value)| (name.as_ref(), value))
    }

    /// The number of attributes: 1 or 2.
    pub fn len(&self) -> usize {
        1 + usize::from(self.sort.is_some())
    }

    /// Never: a key has at least one attribute.
    pub const fn is_empty(&self) -> bool {
        false
    }

    /// The value of one of the key's attributes.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.attributes().find_map(|(attribute, value)| (attribute == name).then_some(value))
    }

    /// The key as an item that has the key attributes alone.
    pub fn to_item(&self) -> Item {
        self.attributes().map(|(name, value)| (name, value.clone())).collect()
    }
}

impl fmt::Debug for PrimaryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.attributes()).finish()
    }
}
