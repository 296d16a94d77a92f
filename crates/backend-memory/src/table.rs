//! A table: its items, its indexes, and how a write keeps them in step.

mod author;
mod change;
mod contents;
mod entries;
mod expiry;
mod feed;
mod index;
mod overlay;
mod source;

pub(crate) use author::Author;
pub(crate) use change::{Change, Written};
pub(crate) use entries::{Entries, Page, Stored};
pub(crate) use index::Index;
pub(crate) use overlay::Overlay;
pub(crate) use source::{Bounds, Source};

use crate::{
    key::KeyBytes,
    setting::Setting,
    simulation::{History, Moment},
};
use expiry::Expiry;
use feed::Feed;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use twintable::{Error, Item, KeySchema, PrimaryKey, TableSchema, Value};

/// A table: its items by primary key, and its indexes.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) schema: Arc<TableSchema>,
    entries: Entries,
    indexes: Vec<Index>,
    item_count: AtomicU64,
    size_bytes: AtomicU64,
    setting: Arc<Setting>,
    expiry: Expiry,
    feed: Feed,
    history: Option<History>,
}

impl Table {
    pub(crate) fn new(schema: TableSchema, setting: &Arc<Setting>) -> Self {
        let simulator = setting.simulator.as_ref();
        Self {
            indexes: Index::all_of(&schema, simulator),
            schema: Arc::new(schema),
            entries: Entries::new(),
            item_count: AtomicU64::new(0),
            size_bytes: AtomicU64::new(0),
            setting: Arc::clone(setting),
            expiry: Expiry::default(),
            feed: Feed::default(),
            history: simulator.and_then(History::new),
        }
    }

    pub(crate) fn item_count(&self) -> u64 {
        self.item_count.load(Ordering::Relaxed)
    }

    pub(crate) fn size_bytes(&self) -> u64 {
        self.size_bytes.load(Ordering::Relaxed)
    }

    /// The bytes of a primary key, which has been checked against the schema.
    pub(crate) fn key_of(&self, key: &PrimaryKey) -> KeyBytes {
        let mut bytes = KeyBytes::partition(std::iter::once(&key.partition.1), self.setting.seed);
        if let Some((_, value)) = &key.sort {
            bytes.push(value);
        }
        bytes
    }

    /// The bytes of an item's primary key. The item has been checked against the schema.
    pub(crate) fn key_of_item(&self, item: &Item) -> KeyBytes {
        base_key(&self.schema, item, self.setting.seed)
    }

    /// The item under a key.
    pub(crate) fn get(&self, key: &KeyBytes) -> Option<Stored> {
        self.entries.get(key)
    }

    /// The item under a key as a read sees it.
    pub(crate) fn read(&self, key: &KeyBytes, is_consistent: bool) -> Option<Stored> {
        match &self.history {
            Some(history) if !is_consistent => history.see(key.as_bytes(), || self.get(key)),
            Some(_) | None => self.get(key),
        }
    }

    /// Reads the item under a key, lets `decide` say what becomes of it, and does that, all under the lock of
    /// the key's bucket. An error from `decide` changes nothing.
    pub(crate) fn write<E>(
        &self,
        key: KeyBytes,
        decide: impl FnOnce(Option<&Stored>) -> Result<Change, E>,
    ) -> Result<Written, E> {
        self.write_as(Author::Request, key, decide)
    }

    fn write_as<E>(
        &self,
        author: Author,
        key: KeyBytes,
        decide: impl FnOnce(Option<&Stored>) -> Result<Change, E>,
    ) -> Result<Written, E> {
        let mut bucket = self.entries.lock(&key);
        let old = bucket.get(key.as_bytes()).cloned();
        let new = match decide(old.as_ref())? {
            Change::Put(item) => Some(Stored::new(item)),
            Change::Delete => None,
            Change::Keep => return Ok(Written { new: old.clone(), old, index_units: Vec::new() }),
        };
        // All is worked out before anything changes.
        let step = |index: &Index| index.step(&self.schema, old.as_ref(), new.as_ref(), self.setting.seed);
        let steps: Vec<_> = self.indexes.iter().map(step).collect();
        let index_units = steps.iter().map(index::Step::units).collect();
        let at = self.moment(author);
        if let Some(history) = &self.history
            && let Some(at) = at
        {
            history.record(key.as_bytes(), old.as_ref(), new.as_ref(), at);
        }
        for (index, step) in self.indexes.iter().zip(steps) {
            index.follow(key.as_bytes(), step, at);
        }
        self.expiry.follow(key.as_bytes(), old.as_ref(), new.as_ref(), || self.setting.clock.now());
        match &new {
            Some(new) => match bucket.get_mut(key.as_bytes()) {
                Some(stored) => *stored = new.clone(),
                None => drop(bucket.insert(key.into_boxed(), new.clone())),
            },
            None => drop(bucket.remove(key.as_bytes())),
        }
        let written = Written { old, new, index_units };
        self.count(&written);
        self.feed.tell(&self.schema, &written, author, || self.setting.clock.now());
        Ok(written)
    }

    /// When a write counts as done, if that matters to what reads see.
    fn moment(&self, author: Author) -> Option<Moment> {
        let simulator = self.setting.simulator.as_ref()?;
        Some(match author {
            Author::Request | Author::Restore => simulator.now(),
            Author::TimeToLive(at) => simulator.at(at),
        })
    }

    fn count(&self, written: &Written) {
        let size = |stored: &Option<Stored>| stored.as_ref().map_or(0, |stored| stored.size as u64);
        // Wrapping sums of additions and subtractions end where they should, in any order.
        self.size_bytes.fetch_add(size(&written.new).wrapping_sub(size(&written.old)), Ordering::Relaxed);
        let count = |stored: &Option<Stored>| u64::from(stored.is_some());
        self.item_count.fetch_add(count(&written.new).wrapping_sub(count(&written.old)), Ordering::Relaxed);
    }

    /// What a query or scan reads: the table itself, or one of its indexes.
    pub(crate) fn source(&self, name: Option<&str>) -> Result<Source<'_>, Error> {
        let Some(key) = self.schema.key_schema(name) else {
            return Err(Error::invalid(twintable::Rule::NoSuchIndex));
        };
        let index = name.and_then(|name| self.indexes.iter().find(|index| index.name() == name));
        Ok(Source { table: self, index, key })
    }

    /// The indexes, in the order of the schema: local ones first.
    pub(crate) fn indexes(&self) -> &[Index] {
        &self.indexes
    }
}

/// The bytes of an item's primary key.
fn base_key(schema: &TableSchema, item: &Item, seed: u64) -> KeyBytes {
    let mut key = KeyBytes::partition(item.get(&schema.partition_key.name).into_iter(), seed);
    if let Some(value) = schema.sort_key.as_ref().and_then(|sort| item.get(&sort.name)) {
        key.push(value);
    }
    key
}

/// The bytes of an item's key in an index; `None` for an item that lacks a part of it.
fn index_key(key: &KeySchema<'_>, schema: &TableSchema, item: &Item, seed: u64) -> Option<KeyBytes> {
    let values: Option<Vec<&Value>> = key.attributes().map(|key| item.get(&key.name)).collect();
    let (partition, sort) = values.as_deref()?.split_at(key.partition.len());
    let mut bytes = KeyBytes::partition(partition.iter().copied(), seed);
    sort.iter().for_each(|value| bytes.push(value));
    // Items with equal index keys stand in the order of their primary keys.
    schema.key_attributes().filter_map(|key| item.get(&key.name)).for_each(|value| bytes.push(value));
    Some(bytes)
}

#[cfg(test)]
mod tests;
