//! Indexes, and which items are in them.

use super::{KeyField, Layout};
use crate::{AttributeType, Error, GlobalIndex, IndexProjection, Item, LocalIndex, TableSchema, Value};
use std::borrow::Cow;

/// An index of an entity: its key, what it holds, and which items are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexLayout {
    name: Cow<'static, str>,
    // Empty for a local index, whose partition is the table's.
    partition: Vec<KeyField>,
    sort: Vec<KeyField>,
    projection: IndexProjection,
    when: Option<Membership>,
}

/// Which items are in a sparse index: those whose attribute has one of some values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The attribute.
    pub attribute: Cow<'static, str>,
    /// The values of items that are in the index.
    pub one_of: Vec<Value>,
}

impl IndexLayout {
    /// A global index. It needs a partition key.
    pub fn global(name: impl Into<Cow<'static, str>>, partition: KeyField) -> Self {
        Self::new(name, vec![partition], Vec::new())
    }

    /// A local index: the table's partitions in the order of another attribute.
    pub fn local(name: impl Into<Cow<'static, str>>, sort: KeyField) -> Self {
        Self::new(name, Vec::new(), vec![sort])
    }

    fn new(name: impl Into<Cow<'static, str>>, partition: Vec<KeyField>, sort: Vec<KeyField>) -> Self {
        Self { name: name.into(), partition, sort, projection: IndexProjection::All, when: None }
    }

    /// Adds one more partition attribute of a global index, up to four.
    #[must_use]
    pub fn partition_key(mut self, field: KeyField) -> Self {
        self.partition.push(field);
        self
    }

    /// Adds a sort attribute; up to four of a global index.
    #[must_use]
    pub fn sort_key(mut self, field: KeyField) -> Self {
        self.sort.push(field);
        self
    }

    /// Says which attributes the index holds.
    #[must_use]
    pub fn projection(mut self, projection: IndexProjection) -> Self {
        self.projection = projection;
        self
    }

    /// Keeps items out of the index unless an attribute has one of some values.
    #[must_use]
    pub fn when(mut self, attribute: impl Into<Cow<'static, str>>, one_of: Vec<Value>) -> Self {
        self.when = Some(Membership { attribute: attribute.into(), one_of });
        self
    }

    /// As [`when`](Self::when), with values of type `V`. A value that cannot be stored is one that no item has.
    #[must_use]
    pub fn when_one_of<V: AttributeType>(
        self,
        attribute: impl Into<Cow<'static, str>>,
        one_of: impl IntoIterator<Item = V>,
    ) -> Self {
        self.when(attribute, one_of.into_iter().filter_map(|value| value.to_value().ok()).collect())
    }

    /// The index's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the index is a local one.
    pub const fn is_local(&self) -> bool {
        self.partition.is_empty()
    }

    /// The partition attributes; none for a local index.
    pub fn partition(&self) -> &[KeyField] {
        &self.partition
    }

    /// The sort attributes.
    pub fn sort(&self) -> &[KeyField] {
        &self.sort
    }

    /// Which items are in the index, beside those that have all parts of its key.
    pub const fn membership(&self) -> Option<&Membership> {
        self.when.as_ref()
    }

    /// The key attributes that are composed.
    pub(crate) fn composed(&self) -> impl Iterator<Item = &KeyField> {
        self.partition.iter().chain(&self.sort).filter(|field| field.template.is_some())
    }

    /// Adds the index to its table.
    pub(crate) fn declare(&self, schema: &mut TableSchema) {
        let attribute = |field: &KeyField| field.attribute.clone();
        if self.is_local() {
            schema.local_indexes.extend(self.sort.first().map(|sort| LocalIndex {
                name: self.name.clone(),
                sort_key: attribute(sort),
                projection: self.projection.clone(),
            }));
        } else {
            schema.global_indexes.push(GlobalIndex {
                name: self.name.clone(),
                partition_keys: self.partition.iter().map(attribute).collect(),
                sort_keys: self.sort.iter().map(attribute).collect(),
                projection: self.projection.clone(),
            });
        }
    }

    /// Adds the composed keys to an item that belongs in the index.
    pub(crate) fn complete(&self, layout: &Layout, item: &mut Item) -> Result<(), Error> {
        let is_member = self.when.as_ref().is_none_or(|when| when.holds_for(item.get(&when.attribute)));
        for field in layout.composed_fields(self) {
            let value = if is_member { field.value(&|name: &str| item.get(name))? } else { None };
            match value {
                Some(value) => item.insert(&*field.attribute.name, value),
                None => item.remove(&field.attribute.name),
            };
        }
        Ok(())
    }
}

impl Membership {
    /// Whether an item with that value belongs in the index.
    pub fn holds_for(&self, value: Option<&Value>) -> bool {
        value.is_some_and(|value| self.one_of.contains(value))
    }
}
