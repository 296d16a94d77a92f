//! A table as a whole: all that it holds, read and replaced while the store's gate is held alone.

use super::{Author, Change, Index, Stored, Table};
use std::{convert::Infallible, sync::atomic::Ordering};
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
            let key = self.key_of_item(&item);
            let Ok(_) = self.write_as(Author::Restore, key, |_| Ok::<_, Infallible>(Change::Put(item)));
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
}
