//! Names and values, each once, in order of appearance.

use std::{borrow::Borrow, collections::HashMap, hash::Hash};

/// So many entries are compared one by one, which is faster than to hash them. More are found by their hashes.
const FEW: usize = 16;

/// Room for as many as most requests have.
const USUAL: usize = 8;

/// What was added, each with its place.
#[derive(Debug)]
pub(super) enum Interned<T> {
    Few(Vec<T>),
    Many(HashMap<T, usize>),
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl<T: Eq + Hash> Interned<T> {
    /// The place of an entry that was added.
    pub(super) fn find<Q: Eq + Hash + ?Sized>(&self, entry: &Q) -> Option<usize>
    where
        T: Borrow<Q>,
    {
        match self {
            Self::Few(entries) => entries.iter().position(|known| known.borrow() == entry),
            Self::Many(places) => places.get(entry).copied(),
        }
    }

    /// Adds an entry that is not there, and returns its place: the number of those before it.
    pub(super) fn add(&mut self, entry: T) -> usize {
        if let Self::Few(entries) = self
            && entries.len() == FEW
        {
            *self = Self::Many(entries.drain(..).zip(0..).collect());
        }
        match self {
            Self::Few(entries) => {
                if entries.is_empty() {
                    entries.reserve(USUAL);
                }
                entries.push(entry);
                entries.len() - 1
            }
            Self::Many(places) => {
                let place = places.len();
                places.insert(entry, place);
                place
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Few(entries) => entries.len(),
            Self::Many(places) => places.len(),
        }
    }

    /// Calls for each entry, with its place.
    pub(super) fn take_each(self, mut with: impl FnMut(usize, T)) {
        match self {
            Self::Few(entries) => {
                entries.into_iter().enumerate().for_each(|(place, entry)| with(place, entry));
            }
            Self::Many(places) => places.into_iter().for_each(|(entry, place)| with(place, entry)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, Interned};

    /// Few or many, an entry keeps the place that it was given.
    #[test]
    fn every_entry_keeps_its_place() {
        let mut interned = Interned::default();
        for place in 0..FEW * 3 {
            let entry = format!("name {place}");
            assert_eq!(interned.find(entry.as_str()), None);
            assert_eq!(interned.add(entry), place);
            for known in 0..=place {
                assert_eq!(interned.find(format!("name {known}").as_str()), Some(known));
            }
        }
        assert_eq!(interned.len(), FEW * 3);
        let mut taken = Vec::new();
        interned.take_each(|place, entry| taken.push((place, entry)));
        taken.sort();
        let expected: Vec<_> = (0..FEW * 3).map(|place| (place, format!("name {place}"))).collect();
        assert_eq!(taken, expected);
    }
}
