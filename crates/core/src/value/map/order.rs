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
    if is_sorted(entries) || sort_by_beginnings(entries) {
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

/// Whether each name comes after the one before it.
fn is_sorted(entries: &[Entry]) -> bool {
    entries.is_sorted_by(|(first, _), (second, _)| order(first, second).is_lt())
}

/// How many entries most items have at most.
const FEW: usize = 32;

/// The bits that a place among few takes.
const PLACE: u8 = 31;

/// Brings few entries into the order of the first bytes of their names, and says whether that is the order of the names: it
/// is not if two begin alike. Numbers are sorted, and then each entry is moved once: entries are large, and to sort them
/// moves each many times.
fn sort_by_beginnings(entries: &mut [Entry]) -> bool {
    let mut places = [0; FEW];
    let Some(places) = places.get_mut(..entries.len()) else { return false };
    for ((place, (name, _)), at) in places.iter_mut().zip(entries.iter()).zip(0..) {
        *place = beginning(name.as_bytes()) & !u64::from(PLACE) | at;
    }
    places.sort_unstable();
    let mut from = [0; FEW];
    for (at, place) in places.iter().enumerate() {
        from[at] = place.to_be_bytes()[7] & PLACE;
        // What stood there may have been moved behind meanwhile.
        while usize::from(from[at]) < at {
            from[at] = from[usize::from(from[at])];
        }
        entries.swap(at, usize::from(from[at]));
    }
    places.is_sorted_by(|first, second| first | u64::from(PLACE) < second & !u64::from(PLACE))
}

/// The first eight bytes of a name, as a number of the same order. A shorter name counts as if zeros followed.
#[inline]
fn beginning(name: &[u8]) -> u64 {
    if let Some(eight) = name.first_chunk() {
        return u64::from_be_bytes(*eight);
    }
    let (mut bytes, mut left) = ([0; 8], name);
    if let Some((four, rest)) = name.split_first_chunk::<4>() {
        bytes[..4].copy_from_slice(four);
        left = rest;
    }
    let first = name.len() - left.len();
    for (to, from) in bytes.iter_mut().skip(first).zip(left) {
        *to = *from;
    }
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests;
