//! Entries as a stale read sees them.

use super::{Overlay, Stored, bucket_of};
use crate::key::KeyBytes;
use std::{
    iter::{self, Peekable},
    ops::{Bound, RangeBounds},
};

/// What a page sees in place of hidden entries, in the order of the page, as far as it has not come to it yet.
pub(super) struct Seen<'o> {
    overlay: &'o Overlay<'o>,
    rest: Peekable<Box<dyn Iterator<Item = &'o (KeyBytes, Stored)> + 'o>>,
    descending: bool,
}

impl<'o> Seen<'o> {
    pub(super) fn new(
        overlay: &'o Overlay<'_>,
        bounds: (Bound<&'o [u8]>, Bound<&'o [u8]>),
        descending: bool,
    ) -> Self {
        let inside = overlay.entries().iter().filter(move |(key, _)| bounds.contains(key.as_bytes()));
        let rest: Box<dyn Iterator<Item = _>> =
            if descending { Box::new(inside.rev()) } else { Box::new(inside) };
        Self { overlay, rest: rest.peekable(), descending }
    }

    /// The entries of a bucket, without those that are hidden and with what is seen in their place.
    pub(super) fn merged<'e>(
        &'e mut self,
        entries: impl Iterator<Item = (&'e Box<[u8]>, &'e Stored)> + 'e,
        bucket: usize,
    ) -> impl Iterator<Item = &'e Stored> {
        let overlay = self.overlay;
        let mut entries = entries.filter(move |(key, stored)| !overlay.hides(key, stored)).peekable();
        iter::from_fn(move || {
            let seen = self.rest.peek().map(|(key, _)| key.as_bytes());
            let seen = seen.filter(|key| bucket_of(key) == bucket);
            let is_seen_next = match (seen, entries.peek()) {
                (None, _) => false,
                (Some(_), None) => true,
                (Some(seen), Some((key, _))) if self.descending => *seen > ***key,
                (Some(seen), Some((key, _))) => *seen < ***key,
            };
            if is_seen_next {
                self.rest.next().map(|(_, stored)| stored)
            } else {
                entries.next().map(|(_, stored)| stored)
            }
        })
    }
}
