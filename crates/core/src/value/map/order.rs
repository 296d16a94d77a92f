//! The order of entries: that of their names.

use super::Entry;
use std::{cmp::Ordering, mem};

/// The order of two names. Most differ soon, and are short: bytes are compared without a call.
#[inline]
pub(super) fn order(first: &str, second: &str) -> Ordering {
    const SOON: usize = 8;
    let (first, second) = (first.as_bytes(), second.as_bytes());
    for (one, other) in first.iter().zip(second).take(SOON) {
        if one != other {
            return one.cmp(other);
        }
    }
    match (first.get(SOON..), second.get(SOON..)) {
        (Some(first), Some(second)) => first.cmp(second),
        _ => first.len().cmp(&second.len()),
    }
}

/// Whether two names are the same. Most are of 4 to 16 bytes: their beginnings and ends are compared, without a call.
#[inline]
pub(super) fn is_same(first: &str, second: &str) -> bool {
    let (first, second) = (first.as_bytes(), second.as_bytes());
    match first.len() {
        length if length != second.len() => false,
        8..=16 => {
            first.first_chunk::<8>() == second.first_chunk() && first.last_chunk::<8>() == second.last_chunk()
        }
        4..8 => {
            first.first_chunk::<4>() == second.first_chunk() && first.last_chunk::<4>() == second.last_chunk()
        }
        0..4 => first.iter().eq(second),
        _ => first == second,
    }
}

/// Puts entries in order. Of those with one name the last one stays.
pub(super) fn sort(entries: &mut Vec<Entry>) {
    if entries.is_sorted_by(|(first, _), (second, _)| order(first, second).is_lt()) {
        return;
    }
    entries.sort_by(|(first, _), (second, _)| order(first, second));
    // Of two with one name, the first one is dropped: it takes the second one's value.
    entries.dedup_by(|second, first| {
        let is_same = first.0 == second.0;
        if is_same {
            mem::swap(&mut first.1, &mut second.1);
        }
        is_same
    });
}

#[cfg(test)]
mod tests;
