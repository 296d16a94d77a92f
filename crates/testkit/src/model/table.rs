//! One table: its items, and what its indexes hold of them.

use super::position::Position;
use std::collections::BTreeMap;
use twintable::{Item, KeySchema, TableSchema, store::TableDescription};

/// A table and its items, in the order of their keys.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    pub(super) schema: TableSchema,
    pub(super) items: BTreeMap<Position, Item>,
}

impl Table {
    /// The item with the same key as another, or as a primary key [as an item](twintable::PrimaryKey::to_item).
    pub(super) fn get(&self, key: &Item) -> Option<&Item> {
        self.items.get(&Position::in_table(key, &self.schema))
    }

    /// Replaces the item with a key, or takes it away.
    pub(super) fn set(&mut self, key: &Item, item: Option<Item>) {
        let position = Position::in_table(key, &self.schema);
        match item {
            Some(item) => self.items.insert(position, item),
            None => self.items.remove(&position),
        };
    }

    /// What an index holds, in its order.
    pub(super) fn index_entries(&self, key: &KeySchema<'_>) -> BTreeMap<Position, Item> {
        let entries = self.items.values().filter_map(|item| index_entry(item, key));
        entries.map(|entry| (Position::in_index(&entry, key, &self.schema), entry)).collect()
    }

    pub(super) fn description(&self) -> TableDescription {
        let bytes = self.items.values().map(Item::size).sum::<usize>();
        TableDescription {
            schema: self.schema.clone(),
            item_count: self.items.len() as u64,
            size_bytes: bytes as u64,
        }
    }
}

/// What an index holds of an item: nothing of one that lacks an attribute of the index's key.
pub(super) fn index_entry(item: &Item, key: &KeySchema<'_>) -> Option<Item> {
    let is_in_index = key.attributes().all(|attribute| item.contains(&attribute.name));
    let held = item.iter().filter(|(name, _)| key.holds(name));
    is_in_index.then(|| held.map(|(name, value)| (name, value.clone())).collect())
}
