//! Bytes that say one thing alone: equal things give equal bytes, and different things different ones.
//!
//! Everything has a tag or a length before it, and a place that is fixed, so no two sequences of calls that
//! follow the same grammar write the same bytes. All numbers are big-endian and of one width.

mod filter;
mod value;

/// Writes such bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Canonical(Vec<u8>);

impl Canonical {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Which of several things follows.
    pub(super) fn tag(&mut self, tag: u8) {
        self.0.push(tag);
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.tag(u8::from(flag));
    }

    pub(super) fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_be_bytes());
    }

    /// How many things follow.
    pub(super) fn count(&mut self, count: usize) {
        // As many bytes on every machine; no machine counts further than 64 bits.
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.0.extend_from_slice(&count.to_be_bytes());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// What was written apart, with its length.
    pub(super) fn nested(&mut self, nested: &Self) {
        self.bytes(&nested.0);
    }

    /// A thing that may be absent.
    pub(super) fn option<T>(&mut self, option: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.flag(option.is_some());
        if let Some(present) = option {
            write(self, present);
        }
    }
}
