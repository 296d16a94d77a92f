//! Finding the values of many names, one after the other.

use super::{
    FEW, Map,
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
    /// They have none. A tag of each name is at hand, since to look at the names themselves takes branches that nothing
    /// predicts.
    Tagged([u32; FEW]),
}

/// So many entries need no tags.
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
            let mut tags = [NO_TAG; FEW];
            for (place, (name, _)) in tags.iter_mut().zip(&self.entries) {
                *place = tag(name);
            }
            Seeker::Tagged(tags)
        }
    }

    /// The value under a name.
    #[inline]
    pub(crate) fn seek(&self, seeker: &mut Seeker, name: &str) -> Option<&Value> {
        self.entries.get(self.place_from(seeker, name)?).map(|(_, value)| value)
    }

    /// Takes the value under a name out; each name once. Where entries have an order `NULL` stays behind, since to close the
    /// gap would move what comes after it.
    #[inline]
    pub(crate) fn take_from(&mut self, seeker: &mut Seeker, name: &str) -> Option<Value> {
        let place = self.place_from(seeker, name)?;
        if self.is_sorted {
            return self.entries.get_mut(place).map(|(_, value)| mem::replace(value, Value::Null));
        }
        // The last one takes its place, and so does the last one's tag.
        let (_, value) = self.entries.swap_remove(place);
        if let Seeker::Tagged(tags) = seeker
            && let Some(last) = tags.get(self.entries.len()).copied()
            && let Some(free) = tags.get_mut(place)
        {
            *free = last;
        }
        Some(value)
    }

    #[inline]
    fn place_from(&self, seeker: &mut Seeker, name: &str) -> Option<usize> {
        match seeker {
            Seeker::InOrder(next) => self.place_in_order(next, name),
            Seeker::OneByOne => self.find(name),
            Seeker::Tagged(tags) => self.place_tagged(tags, name),
        }
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

    #[inline]
    fn place_tagged(&self, tags: &[u32; FEW], name: &str) -> Option<usize> {
        let wanted = tag(name);
        let mut alike: u32 = 0;
        for (place, tag) in tags.iter().enumerate() {
            alike |= if *tag == wanted { 1 << place } else { 0 };
        }
        while alike != 0 {
            let place = alike.trailing_zeros() as usize;
            if self.entries.get(place).is_some_and(|(stored, _)| is_same(stored, name)) {
                return Some(place);
            }
            alike &= alike - 1;
        }
        None
    }
}

/// The tag of no name: none has a byte `0xFF`.
const NO_TAG: u32 = u32::MAX;

/// The length and three bytes of a name. Different names may have one tag.
#[inline]
fn tag(name: &str) -> u32 {
    let bytes = name.as_bytes();
    match (bytes.first(), bytes.get(bytes.len() / 2), bytes.last()) {
        (Some(first), Some(middle), Some(last)) => {
            u32::from_le_bytes([*first, *middle, *last, bytes.len().to_le_bytes()[0]])
        }
        _ => 0,
    }
}
