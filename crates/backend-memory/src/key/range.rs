//! A run of neighbouring keys.

use super::{HASH_BYTES, KeyBytes};
use std::ops::Bound;

/// A run of neighbouring keys: what one query or one segment of a scan reads.
#[derive(Debug, Clone)]
pub(crate) struct Range {
    /// Not before this key.
    low: Vec<u8>,
    /// Before this key; `None` for no bound.
    high: Option<Vec<u8>>,
}

impl Range {
    /// All keys.
    pub(crate) const fn all() -> Self {
        Self { low: Vec::new(), high: None }
    }

    /// The keys that begin with a prefix.
    pub(crate) fn prefix(prefix: &KeyBytes) -> Self {
        Self { low: prefix.as_bytes().to_vec(), high: successor(prefix.as_bytes()) }
    }

    /// The keys whose hashes lie in one of several equal parts.
    pub(crate) fn segment(index: u32, total: u32) -> Self {
        let start = |index: u32| (u128::from(index) << 64).div_ceil(u128::from(total));
        let bound = |start: u128| u64::try_from(start).ok().map(|hash| hash.to_be_bytes().to_vec());
        Self { low: bound(start(index)).unwrap_or_default(), high: bound(start(index + 1)) }
    }

    /// The keys of all partitions that have keys in the range.
    pub(crate) fn partitions(&self) -> Self {
        let low = self.low.iter().take(HASH_BYTES).copied().collect();
        let high = self.high.as_ref().and_then(|high| match high.get(..HASH_BYTES) {
            Some(hash) if high.len() > HASH_BYTES => successor(hash),
            Some(_) | None => Some(high.clone()),
        });
        Self { low, high }
    }

    /// Without the keys before `key`.
    pub(crate) fn from(mut self, key: &KeyBytes) -> Self {
        self.low = self.low.max(key.as_bytes().to_vec());
        self
    }

    /// Without the keys that begin with `key`, and those before it.
    pub(crate) fn after(mut self, key: &KeyBytes) -> Self {
        match successor(key.as_bytes()) {
            Some(next) => self.low = self.low.max(next),
            None => self.high = Some(self.low.clone()),
        }
        self
    }

    /// Without the keys from `key` on.
    pub(crate) fn before(mut self, key: &KeyBytes) -> Self {
        self.end_at(key.as_bytes().to_vec());
        self
    }

    /// Without the keys after those that begin with `key`.
    pub(crate) fn through(mut self, key: &KeyBytes) -> Self {
        if let Some(next) = successor(key.as_bytes()) {
            self.end_at(next);
        }
        self
    }

    fn end_at(&mut self, end: Vec<u8>) {
        self.high = Some(match self.high.take() {
            Some(high) => high.min(end),
            None => end,
        });
    }

    pub(crate) fn contains(&self, key: &[u8]) -> bool {
        *key >= *self.low && self.high.as_ref().is_none_or(|high| *key < **high)
    }

    /// Whether no key can lie in the range.
    pub(crate) fn is_empty(&self) -> bool {
        self.high.as_ref().is_some_and(|high| *high <= self.low)
    }

    /// The bounds, to look the range up in an ordered map.
    pub(crate) fn bounds(&self) -> (Bound<&[u8]>, Bound<&[u8]>) {
        (Bound::Included(&self.low), self.high.as_deref().map_or(Bound::Unbounded, Bound::Excluded))
    }
}

/// The smallest key after all keys that begin with a prefix; `None` where there is none.
fn successor(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|byte| *byte != u8::MAX)?;
    let mut next = prefix[..=last].to_vec();
    next[last] += 1;
    Some(next)
}
