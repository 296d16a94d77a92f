//! What a stale read sees in place of the truth.

use super::{KeyBytes, Source, Stored};
use crate::simulation::SharedKey;
use std::collections::BTreeMap;

/// The items that a page does not see as they are, but as they were: each as it was at some moment.
#[derive(Debug)]
pub(crate) struct Overlay<'t> {
    source: Source<'t>,
    /// The items by primary key; `None` for one that was not there.
    seen: BTreeMap<SharedKey, Option<Stored>>,
    /// What the source had of these items, in order.
    entries: Vec<(KeyBytes, Stored)>,
}

impl<'t> Overlay<'t> {
    pub(super) fn new(source: Source<'t>, seen: BTreeMap<SharedKey, Option<Stored>>) -> Self {
        let entry = |stored: &Stored| Some((source.place_of(&stored.item)?, source.project(stored)));
        let mut entries: Vec<_> = seen.values().flatten().filter_map(entry).collect();
        entries.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Self { source, seen, entries }
    }

    /// Whether an entry is not seen as it is.
    pub(super) fn hides(&self, key: &[u8], stored: &Stored) -> bool {
        match self.source.index {
            None => self.seen.contains_key(key),
            Some(_) => self.seen.contains_key(self.source.table.key_of_item(&stored.item).as_bytes()),
        }
    }

    /// What is seen in place of hidden entries, in order.
    pub(super) fn entries(&self) -> &[(KeyBytes, Stored)] {
        &self.entries
    }

    /// The item under a primary key as the page sees it; `truth` is what the table has.
    pub(crate) fn item(&self, key: &KeyBytes, truth: impl FnOnce() -> Option<Stored>) -> Option<Stored> {
        self.seen.get(key.as_bytes()).cloned().unwrap_or_else(truth)
    }
}
