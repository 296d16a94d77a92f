//! A table as a whole: all that it holds, read and replaced while the store's gate is held alone.

use super::{Change, Index, Stored, Table};
use std::{
    convert::Infallible,
    sync::{Arc, atomic::Ordering},
};
use twintable::Item;

impl Table {
    /// All items.
    pub(crate) fn all(&self) -> Vec<Stored> {
        self.entries.all()
    }

    /// Makes the table hold these items and no others, and all reads see them. They have been checked against the
    /// schema.
    pub(crate) fn fill(&self, items: impl Iterator<Item = Item>) {
        self.entries.clear();
        self.indexes.iter().for_each(Index::clear);
        self.item_count.store(0, Ordering::Relaxed);
        self.size_bytes.store(0, Ordering::Relaxed);
        for item in items {
            let Ok(_) = self.write(self.key_of_item(&item), |_| Ok::<_, Infallible>(Change::Put(item)));
        }
        self.settle();
    }

    /// Makes all that was written visible to all reads.
    pub(crate) fn settle(&self) {
        if let Some(history) = &self.history {
            history.clear();
        }
        self.indexes.iter().for_each(Index::settle);
    }

    /// The attribute that says when an item expires.
    pub(crate) fn time_to_live(&self) -> Option<Arc<str>> {
        self.time_to_live.read().clone()
    }

    pub(crate) fn set_time_to_live(&self, attribute: Option<Arc<str>>) {
        *self.time_to_live.write() = attribute;
    }
}
