//! Finding the values of many names, one after the other.

use super::{
    Entry, FEW, Map,
    order::{is_same, order},
};
use crate::Value;
use std::mem;

/// How far somebody is who asks a map for one name after the other, best in the order of the names. It is of one map, which
/// nobody else changes meanwhile.
#[derive(Debug, Clone)]
pub(crate) enum Seeker {
    /// The entries have an order. The place is behind the last one that was found.
    InOrder(usize),
    /// They have none, but are so few that they are found one by one.
    OneByOne,
    /// They have none. Where each stands is at hand, since to look at one after the other takes branches that nothing
    /// predicts.
    Indexed(Index),
}

/// A name that is asked for, with where an index has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sought<'n> {
    text: &'n str,
    slot: u8,
}

impl<'n> Sought<'n> {
    pub(crate) const fn new(text: &'n str) -> Self {
        Self { text, slot: first_slot(text) }
    }

    pub(crate) const fn text(self) -> &'n str {
        self.text
    }
}

/// So many entries need no index.
const FEWER: usize = 4;

impl Map {
    /// Something to seek with.
    #[inline]
    pub(crate) fn seeker(&self) -> Seeker {
        if self.is_sorted {
            Seeker::InOrder(0)
        } else if self.len() <= FEWER {
            Seeker::OneByOne
        } else {
            Seeker::Indexed(Index::of(&self.entries))
        }
    }

    /// The value under a name.
    #[inline]
    pub(crate) fn seek(&self, seeker: &mut Seeker, name: Sought<'_>) -> Option<&Value> {
        let place = match seeker {
            Seeker::InOrder(next) => self.place_in_order(next, name.text),
            Seeker::OneByOne => self.find(name.text),
            Seeker::Indexed(index) => index.find(&self.entries, name),
        };
        self.entries.get(place?).map(|(_, value)| value)
    }

    /// Takes the value under a name out; each name once. Where entries have an order `NULL` stays behind, since to close the
    /// gap would move what comes after it.
    #[inline]
    pub(crate) fn take_from(&mut self, seeker: &mut Seeker, name: Sought<'_>) -> Option<Value> {
        if let Seeker::Indexed(index) = seeker {
            let place = index.find(&self.entries, name)?;
            let (_, value) = self.entries.swap_remove(place);
            index.moved(self.entries.len(), place);
            return Some(value);
        }
        self.take_unindexed(seeker, name.text)
    }

    // Apart, so that the code above stays small.
    #[inline(never)]
    fn take_unindexed(&mut self, seeker: &mut Seeker, name: &str) -> Option<Value> {
        if let Seeker::InOrder(next) = seeker {
            let place = self.place_in_order(next, name)?;
            return self.entries.get_mut(place).map(|(_, value)| mem::replace(value, Value::Null));
        }
        self.find(name).map(|place| self.entries.swap_remove(place).1)
    }

    #[inline]
    fn place_in_order(&self, next: &mut usize, name: &str) -> Option<usize> {
        while let Some((stored, _)) = self.entries.get(*next) {
            if is_same(stored, name) {
                *next += 1;
                return Some(*next - 1);
            }
            if order(stored, name).is_gt() {
                break;
            }
            *next += 1;
        }
        // It stands before, or nowhere.
        let last = next.checked_sub(1).and_then(|last| self.entries.get(last))?;
        if order(&last.0, name).is_lt() {
            return None;
        }
        let found = self.find(name)?;
        *next = found + 1;
        Some(found)
    }
}

/// The places of a few entries by their names: a hash table whose slots are bytes.
#[derive(Debug, Clone)]
pub(crate) struct Index {
    /// A place, or [`FREE`]. What was taken out leaves its slot behind: whoever looks there finds another name, or none.
    places: [u8; SLOTS],
    /// Of each place, its slot.
    slots: [u8; FEW],
}

/// So many that most names have a slot of their own; a power of two.
const SLOTS: usize = 64;

/// A slot that no entry ever had.
const FREE: u8 = u8::MAX;

impl Index {
    /// Of at most [`FEW`] entries.
    #[inline]
    fn of(entries: &[Entry]) -> Self {
        let mut index = Self { places: [FREE; SLOTS], slots: [0; FEW] };
        for ((place, (name, _)), slot) in (0..FREE).zip(entries).zip(&mut index.slots) {
            let mut at = first_slot(name);
            while index.places[usize::from(at) % SLOTS] != FREE {
                at = at.wrapping_add(1);
            }
            index.places[usize::from(at) % SLOTS] = place;
            *slot = at;
        }
        index
    }

    #[inline]
    fn find(&self, entries: &[Entry], name: Sought<'_>) -> Option<usize> {
        let mut at = name.slot;
        loop {
            let place = self.places[usize::from(at) % SLOTS];
            if place == FREE {
                return None;
            }
            let place = usize::from(place);
            if entries.get(place).is_some_and(|(stored, _)| is_same(stored, name.text)) {
                return Some(place);
            }
            at = at.wrapping_add(1);
        }
    }

    /// An entry was moved from the end to a place.
    #[inline]
    fn moved(&mut self, last: usize, place: usize) {
        if let Some(at) = self.slots.get(last).copied()
            && let Some(slot) = self.slots.get_mut(place)
            && let Ok(place) = u8::try_from(place)
        {
            *slot = at;
            self.places[usize::from(at) % SLOTS] = place;
        }
    }
}

/// Where to look for a name first, from its length and three of its bytes.
#[inline]
const fn first_slot(name: &str) -> u8 {
    let bytes = name.as_bytes();
    let ([first, .., last], (_, [middle, ..])) = (bytes, bytes.split_at(bytes.len() / 2)) else {
        return 0;
    };
    let all = u32::from_le_bytes([*first, *middle, *last, bytes.len().to_le_bytes()[0]]);
    (all.wrapping_mul(SPREAD) >> (u32::BITS - SLOTS.ilog2())).to_le_bytes()[0]
}

/// An odd number near the golden section of 2^32: what is multiplied with it differs in its highest bits.
const SPREAD: u32 = 0x9E37_79B1;
