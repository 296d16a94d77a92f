//! An ordered structure of items: of a table, or of an index.

mod seen;

use super::{Bounds, Overlay};
use crate::key::{KeyBytes, hash_of};
use parking_lot::{RwLock, RwLockWriteGuard};
use seen::Seen;
use std::{collections::BTreeMap, ops::Bound};
use twintable::Item;

/// The number of buckets, a power of two. The top bits of a key's hash choose the bucket.
const BUCKETS: usize = 64;
const BUCKET_SHIFT: u32 = u64::BITS - BUCKETS.trailing_zeros();
/// A page ends before the item that would take it beyond this many bytes.
const MAX_PAGE_BYTES: usize = 1024 * 1024;

type Bucket = BTreeMap<Box<[u8]>, Stored>;

/// An item and its size in bytes. A clone shares the item.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) item: Item,
    pub(crate) size: usize,
}

impl Stored {
    pub(crate) fn new(item: Item) -> Self {
        Self { size: item.size(), item }
    }
}

/// Items in the order of their keys, in buckets with a lock each.
///
/// The keys begin with a hash, and a bucket holds a range of hashes: walking the buckets walks all keys in
/// order, and the keys of one partition stand in one bucket.
#[derive(Debug)]
pub(crate) struct Entries {
    buckets: Box<[RwLock<Bucket>]>,
}

/// The items of one page, before any filter.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) items: Vec<Stored>,
    /// Whether the page ended before the range did, as far as it can tell.
    pub(crate) is_cut: bool,
    /// The bytes of the items.
    pub(crate) bytes: usize,
    /// How many entries were looked at.
    pub(crate) visited: usize,
}

impl Entries {
    pub(crate) fn new() -> Self {
        Self { buckets: (0..BUCKETS).map(|_| RwLock::default()).collect() }
    }

    pub(crate) fn get(&self, key: &KeyBytes) -> Option<Stored> {
        self.bucket(key.as_bytes()).read().get(key.as_bytes()).cloned()
    }

    /// The bucket of a key, locked for a write.
    pub(crate) fn lock(&self, key: &KeyBytes) -> RwLockWriteGuard<'_, Bucket> {
        self.bucket(key.as_bytes()).write()
    }

    pub(crate) fn insert(&self, key: Box<[u8]>, stored: Stored) {
        self.bucket(&key).write().insert(key, stored);
    }

    pub(crate) fn remove(&self, key: &[u8]) {
        self.bucket(key).write().remove(key);
    }

    /// Removes one entry and inserts another, so that no reader of either bucket meets both or none.
    pub(crate) fn replace(&self, old: &[u8], new: Box<[u8]>, stored: Stored) {
        let (from, to) = (bucket_of(old), bucket_of(&new));
        // The lower bucket is locked first, whichever it is.
        let mut low = self.buckets[from.min(to)].write();
        let mut high = (from != to).then(|| self.buckets[from.max(to)].write());
        let high = high.as_deref_mut();
        let (source, target) = match high {
            None => {
                low.remove(old);
                low.insert(new, stored);
                return;
            }
            Some(high) if from < to => (&mut *low, high),
            Some(high) => (high, &mut *low),
        };
        source.remove(old);
        target.insert(new, stored);
    }

    /// Collects a page: at most `limit` items and 1 MB of a range, in order or in reverse, after the key
    /// where another page ended. One bucket is locked at a time.
    pub(crate) fn page(&self, bounds: Bounds<'_>, overlay: Option<&Overlay<'_>>) -> Page {
        let Bounds { range, after, descending, limit } = bounds;
        let mut page = Page::default();
        if range.is_empty() {
            return page;
        }
        let (mut low, mut high) = range.bounds();
        if let Some(after) = after.map(KeyBytes::as_bytes) {
            let bound = if descending { &mut high } else { &mut low };
            *bound = Bound::Excluded(after);
        }
        let (first, last) = (bucket_of_bound(low, 0), bucket_of_bound(high, BUCKETS - 1));
        // The step may be empty: a page can go on after the last key of its range.
        if is_inverted(low, high) {
            return page;
        }
        let mut buckets: Box<dyn Iterator<Item = usize>> =
            if descending { Box::new((first..=last).rev()) } else { Box::new(first..=last) };
        let mut seen = overlay.map(|overlay| Seen::new(overlay, (low, high), descending));
        while !page.is_cut
            && let Some(position) = buckets.next()
        {
            let bucket = self.buckets[position].read();
            let entries = bucket.range::<[u8], _>((low, high));
            match (&mut seen, descending) {
                (None, false) => page.take_from(entries.map(|(_, stored)| stored), limit),
                (None, true) => page.take_from(entries.rev().map(|(_, stored)| stored), limit),
                (Some(seen), false) => page.take_from(seen.merged(entries, position), limit),
                (Some(seen), true) => page.take_from(seen.merged(entries.rev(), position), limit),
            }
        }
        page
    }

    /// All items, in order. One bucket is locked at a time.
    pub(super) fn all(&self) -> Vec<Stored> {
        let mut all = Vec::new();
        self.buckets.iter().for_each(|bucket| all.extend(bucket.read().values().cloned()));
        all
    }

    /// Removes all items.
    pub(super) fn clear(&self) {
        self.buckets.iter().for_each(|bucket| bucket.write().clear());
    }

    fn bucket(&self, key: &[u8]) -> &RwLock<Bucket> {
        &self.buckets[bucket_of(key)]
    }
}

impl Page {
    fn take_from<'e>(&mut self, entries: impl Iterator<Item = &'e Stored>, limit: usize) {
        for stored in entries {
            self.visited += 1;
            if !self.items.is_empty() && self.bytes + stored.size > MAX_PAGE_BYTES {
                self.is_cut = true;
                return;
            }
            self.bytes += stored.size;
            self.items.push(stored.clone());
            // What comes after is not looked at, so a full page never knows whether it is the last one.
            if self.items.len() == limit {
                self.is_cut = true;
                return;
            }
        }
    }
}

fn bucket_of(key: &[u8]) -> usize {
    usize::try_from(hash_of(key) >> BUCKET_SHIFT).unwrap_or(0)
}

fn bucket_of_bound(bound: Bound<&[u8]>, unbounded: usize) -> usize {
    match bound {
        // A bound may be shorter than a hash; what it lacks counts as zero.
        Bound::Included(key) | Bound::Excluded(key) => match key.len() {
            0 => unbounded,
            1..8 => usize::from(key[0]) >> (u8::BITS - BUCKETS.trailing_zeros()),
            _ => bucket_of(key),
        },
        Bound::Unbounded => unbounded,
    }
}

/// An ordered map refuses a range whose start lies behind its end.
fn is_inverted(low: Bound<&[u8]>, high: Bound<&[u8]>) -> bool {
    match (low, high) {
        (Bound::Included(low) | Bound::Excluded(low), Bound::Included(high) | Bound::Excluded(high)) => {
            low >= high
        }
        (Bound::Unbounded, _) | (_, Bound::Unbounded) => false,
    }
}
