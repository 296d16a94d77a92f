//! What a query or scan reads: a table, or one of its indexes.

use super::{Index, Overlay, Page, Stored, Table, index_key};
use crate::key::{KeyBytes, Range};
use twintable::{Item, KeySchema};

/// A table or one of its indexes, to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'t> {
    pub(crate) table: &'t Table,
    pub(crate) index: Option<&'t Index>,
    pub(crate) key: KeySchema<'t>,
}

/// Which items a page takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds<'r> {
    pub(crate) range: &'r Range,
    /// The key where the page before ended.
    pub(crate) after: Option<&'r KeyBytes>,
    pub(crate) descending: bool,
    /// The most items.
    pub(crate) limit: usize,
}

impl<'t> Source<'t> {
    /// What a page sees in place of the truth; `None` where it sees the truth.
    pub(crate) fn overlay(&self, range: &Range, is_consistent: bool) -> Option<Overlay<'t>> {
        match self.index {
            // It has caught up when it is read, and that is all that it knows.
            Some(index) if !index.is_local() => None,
            Some(_) | None if is_consistent => None,
            Some(_) | None => {
                let seen = self.table.history.as_ref()?.see_all(range);
                (!seen.is_empty()).then(|| Overlay::new(*self, seen))
            }
        }
    }

    /// Collects a page.
    pub(crate) fn page(&self, bounds: Bounds<'_>, overlay: Option<&Overlay<'_>>) -> Page {
        match self.index {
            None => self.table.entries.page(bounds, overlay),
            Some(index) => index.current_entries().page(bounds, overlay),
        }
    }

    /// The part of an item that the source holds.
    pub(super) fn project(&self, stored: &Stored) -> Stored {
        self.index.map_or_else(|| stored.clone(), |index| index.project(stored, &self.key))
    }

    pub(crate) fn seed(&self) -> u64 {
        self.table.setting.seed
    }

    /// Where an item stands; `None` if it is not in the index.
    pub(super) fn place_of(&self, item: &Item) -> Option<KeyBytes> {
        match self.index {
            None => Some(self.table.key_of_item(item)),
            Some(_) => index_key(&self.key, &self.table.schema, item, self.table.setting.seed),
        }
    }

    /// Where an item stands: what a page continues after. The item has all key attributes.
    pub(crate) fn position_of(&self, item: &Item) -> KeyBytes {
        self.place_of(item).unwrap_or_else(|| self.table.key_of_item(item))
    }

    /// The key attributes of an item, those of the table and of the index: where a page ended.
    pub(crate) fn start_key(&self, item: &Item) -> Item {
        let names =
            self.key.attributes().chain(self.table.schema.key_attributes()).map(|key| key.name.as_ref());
        names.filter_map(|name| Some((name, item.get(name)?.clone()))).collect()
    }
}
