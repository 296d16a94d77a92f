//! Items: what a table holds.

use crate::{AttributeName, Map, Path, Value};
use serde::{Deserialize, Serialize};
use std::{fmt, sync::Arc};

/// An item: attributes by name.
///
/// Cloning is cheap: clones share one copy of the attributes until one of them is changed. With serde an
/// item reads and writes DynamoDB JSON.
///
/// # Examples
///
/// ```
/// use twintable::{Item, Value, item};
///
/// let item = item! { "PK" => "CUSTOMER#1", "credit" => 250, "tags" => Value::string_set(["new"]) };
/// assert_eq!(item.get("credit"), Some(&Value::from(250)));
/// assert_eq!(item, Item::new().with("credit", 250).with("PK", "CUSTOMER#1").with("tags", Value::string_set(["new"])));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Item(#[serde(with = "shared")] Arc<Map>);

impl Item {
    /// The largest size of an item, in bytes: 400 KB, counted as [`Item::size`] counts.
    pub const MAX_SIZE: usize = 400 * 1024;

    /// An item without attributes.
    pub fn new() -> Self {
        Self::default()
    }

    /// An item without attributes, with room for so many.
    pub fn with_capacity(attributes: usize) -> Self {
        Self::from(Map::with_capacity(attributes))
    }

    /// Adds an attribute, or replaces the one with that name.
    #[must_use]
    pub fn with(mut self, name: impl Into<AttributeName>, value: impl Into<Value>) -> Self {
        self.insert(name, value);
        self
    }

    /// Adds an attribute if there is a value for it: what is absent is left out, not stored as `NULL`.
    #[must_use]
    pub fn with_some(self, name: impl Into<AttributeName>, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The value at a path: of an attribute, or inside its maps and lists.
    ///
    /// `None` where a step leads nowhere, as DynamoDB has it: a missing attribute, a name in something
    /// that is no map, an index past the end.
    pub fn at(&self, path: &Path) -> Option<&Value> {
        path.steps().iter().try_fold(self.get(path.attribute())?, |value, step| step.of(value))
    }

    /// Puts a value under a name, and returns the value that stood there.
    pub fn insert(&mut self, name: impl Into<AttributeName>, value: impl Into<Value>) -> Option<Value> {
        self.attributes_mut().insert(name, value)
    }

    /// Takes an attribute out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        if self.0.contains(name) { self.attributes_mut().remove(name) } else { None }
    }

    /// Whether the item has an attribute.
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// The number of attributes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the item has no attributes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The attributes, in the order of their names.
    pub fn iter(&self) -> crate::MapIter<'_> {
        self.0.iter()
    }

    /// The attributes.
    #[inline]
    pub fn attributes(&self) -> &Map {
        &self.0
    }

    /// The attributes, to change them. Copies them first if a clone shares them.
    pub fn attributes_mut(&mut self) -> &mut Map {
        Arc::make_mut(&mut self.0)
    }

    /// The attributes, taken out. Copies them if a clone shares them.
    #[inline]
    pub fn into_attributes(self) -> Map {
        Arc::unwrap_or_clone(self.0)
    }

    /// Whether a clone shares the attributes, so that taking them out would copy them.
    #[inline]
    pub(crate) fn is_shared(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    /// The bytes that DynamoDB counts for the item: names and values, see [`Value::size`].
    pub fn size(&self) -> usize {
        self.0.entries_size()
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl From<Map> for Item {
    #[inline]
    fn from(attributes: Map) -> Self {
        Self(Arc::new(attributes))
    }
}

impl<N: Into<AttributeName>, V: Into<Value>> FromIterator<(N, V)> for Item {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(attributes: I) -> Self {
        Self::from(attributes.into_iter().collect::<Map>())
    }
}

impl<'a> IntoIterator for &'a Item {
    type Item = (&'a str, &'a Value);
    type IntoIter = crate::MapIter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Item {
    type Item = (String, Value);
    type IntoIter = <Map as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.into_attributes().into_iter()
    }
}

/// Builds an [`Item`] from names and values.
///
/// ```
/// use twintable::item;
///
/// let item = item! { "PK" => "a", "count" => 1 };
/// assert_eq!(item.len(), 2);
/// assert!(item! {}.is_empty());
/// ```
#[macro_export]
macro_rules! item {
    ($($name:expr => $value:expr),* $(,)?) => {
        $crate::Item::new()$(.with($name, $value))*
    };
}

/// A shared map, written as if it were not shared.
mod shared {
    use crate::Map;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::sync::Arc;

    pub(super) fn serialize<S: Serializer>(map: &Arc<Map>, serializer: S) -> Result<S::Ok, S::Error> {
        map.as_ref().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<Map>, D::Error> {
        Map::deserialize(deserializer).map(Arc::new)
    }
}

#[cfg(test)]
mod tests;
