//! Secondary indexes.

use super::KeyAttribute;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Which attributes of an item an index holds, beside the keys of the table and of the index.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum IndexProjection {
    /// All attributes.
    #[default]
    All,
    /// The keys alone.
    KeysOnly,
    /// The keys and these attributes: at least 1, and at most 100 over all indexes of a table.
    Include(Vec<Cow<'static, str>>),
}

impl IndexProjection {
    /// The keys and these attributes.
    pub fn include<N: Into<Cow<'static, str>>>(names: impl IntoIterator<Item = N>) -> Self {
        Self::Include(names.into_iter().map(Into::into).collect())
    }

    /// Whether the index holds an attribute that is not a key.
    pub fn contains(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::KeysOnly => false,
            Self::Include(names) => names.iter().any(|included| included == name),
        }
    }
}

/// A local secondary index: the table's partitions in another order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalIndex {
    /// The index's name: 3 to 255 letters, digits, `_`, `-` and `.`.
    pub name: Cow<'static, str>,
    /// The attribute that orders the items; an item without it is not in the index.
    pub sort_key: KeyAttribute,
    /// Which attributes the index holds.
    pub projection: IndexProjection,
}

impl LocalIndex {
    /// An index that holds all attributes.
    pub fn new(name: impl Into<Cow<'static, str>>, sort_key: KeyAttribute) -> Self {
        Self { name: name.into(), sort_key, projection: IndexProjection::All }
    }

    /// Says which attributes the index holds.
    #[must_use]
    pub fn projection(mut self, projection: IndexProjection) -> Self {
        self.projection = projection;
        self
    }
}

/// A global secondary index: the table's items in other partitions, in another order.
///
/// Reads of it are always eventually consistent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlobalIndex {
    /// The index's name: 3 to 255 letters, digits, `_`, `-` and `.`.
    pub name: Cow<'static, str>,
    /// The 1 to 4 attributes that decide the partition together.
    pub partition_keys: Vec<KeyAttribute>,
    /// The 0 to 4 attributes that order a partition, the first one first. An item that lacks any key
    /// attribute is not in the index.
    pub sort_keys: Vec<KeyAttribute>,
    /// Which attributes the index holds.
    pub projection: IndexProjection,
}

impl GlobalIndex {
    /// An index with one partition attribute that holds all attributes.
    pub fn new(name: impl Into<Cow<'static, str>>, partition_key: KeyAttribute) -> Self {
        Self {
            name: name.into(),
            partition_keys: vec![partition_key],
            sort_keys: Vec::new(),
            projection: IndexProjection::All,
        }
    }

    /// Adds one more partition attribute, up to four.
    #[must_use]
    pub fn partition_key(mut self, key: KeyAttribute) -> Self {
        self.partition_keys.push(key);
        self
    }

    /// Adds one more sort attribute, up to four.
    #[must_use]
    pub fn sort_key(mut self, key: KeyAttribute) -> Self {
        self.sort_keys.push(key);
        self
    }

    /// Says which attributes the index holds.
    #[must_use]
    pub fn projection(mut self, projection: IndexProjection) -> Self {
        self.projection = projection;
        self
    }
}
