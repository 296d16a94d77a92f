//! Maps: values by name.

mod order;

use super::{AttributeName, Value, list::drop_flat};
use order::{is_same, order, sort};
use std::{mem, vec};

/// Values by name, in the order of the names.
///
/// Finding one of many values takes as many comparisons as the logarithm of their number. Dropping a map takes no stack,
/// however deep it is.
///
/// # Examples
///
/// ```
/// use twintable::{Map, Value};
///
/// let mut address = Map::new();
/// address.insert("city", "Oslo");
/// assert_eq!(address.get("city"), Some(&Value::from("Oslo")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
// Sorted by name, each name once. Items are small, and read and built far more often than changed: one block is
// faster than a tree.
pub struct Map(Vec<Entry>);

/// A value with its name.
type Entry = (AttributeName, Value);

impl Map {
    /// An empty map.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// An empty map with room for so many entries.
    #[inline]
    pub fn with_capacity(entries: usize) -> Self {
        Self(Vec::with_capacity(entries))
    }

    /// The value under a name.
    #[inline]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(self.find(name)?).map(|(_, value)| value)
    }

    /// The value under a name, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let place = self.find(name)?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    /// Puts a value under a name, and returns the value that stood there.
    #[inline]
    pub fn insert(&mut self, name: impl Into<AttributeName>, value: impl Into<Value>) -> Option<Value> {
        self.put(name.into(), value.into())
    }

    fn put(&mut self, name: AttributeName, value: Value) -> Option<Value> {
        match self.place(&name) {
            Ok(place) => self.0.get_mut(place).map(|(_, stored)| mem::replace(stored, value)),
            Err(place) => {
                self.0.insert(place, (name, value));
                None
            }
        }
    }

    /// Takes the value under a name out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.find(name).map(|place| self.0.remove(place).1)
    }

    /// The place of a name, for one who asks for names in their order: `next` is behind the last one that was found.
    #[inline]
    pub(crate) fn find_from(&self, next: &mut usize, name: &str) -> Option<usize> {
        while let Some((stored, _)) = self.0.get(*next) {
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
        let last = next.checked_sub(1).and_then(|last| self.0.get(last))?;
        if order(&last.0, name).is_lt() {
            return None;
        }
        let found = self.find(name)?;
        *next = found + 1;
        Some(found)
    }

    /// The value at a place.
    #[inline]
    pub(crate) fn at(&self, place: usize) -> Option<&Value> {
        self.0.get(place).map(|(_, value)| value)
    }

    /// Takes the value at a place out, and leaves `NULL` there, which is faster than to remove it.
    #[inline]
    pub(crate) fn take_at(&mut self, place: usize) -> Option<Value> {
        self.0.get_mut(place).map(|(_, value)| mem::replace(value, Value::Null))
    }

    /// Whether there is a value under a name.
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The number of entries.
    #[inline]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no entries.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries, in the order of their names.
    pub fn iter(&self) -> MapIter<'_> {
        MapIter(self.0.iter())
    }

    /// A map of entries in any order. Of entries with one name the last one counts.
    pub fn from_entries(mut entries: Vec<(AttributeName, Value)>) -> Self {
        sort(&mut entries);
        Self(entries)
    }

    /// Where a name stands.
    #[inline]
    fn find(&self, name: &str) -> Option<usize> {
        // Most names have other lengths, which is seen faster than which of two comes first.
        const FEW: usize = 24;
        if self.0.len() <= FEW {
            self.0.iter().position(|(stored, _)| is_same(stored, name))
        } else {
            self.place(name).ok()
        }
    }

    /// Where a name stands, or where it would.
    #[inline]
    fn place(&self, name: &str) -> Result<usize, usize> {
        match self.0.last() {
            // Entries often come in order.
            Some((last, _)) if order(last, name).is_lt() => Err(self.0.len()),
            _ => self.0.binary_search_by(|(stored, _)| order(stored, name)),
        }
    }

    /// Takes all values out, for dropping them.
    pub(super) fn take_values(&mut self) -> impl Iterator<Item = Value> + use<> {
        mem::take(&mut self.0).into_iter().map(|(_, value)| value)
    }
}

/// The entries of a [`Map`], in the order of their names.
#[derive(Debug, Clone)]
pub struct MapIter<'a>(std::slice::Iter<'a, Entry>);

impl<'a> Iterator for MapIter<'a> {
    type Item = (&'a str, &'a Value);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name.as_str(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for MapIter<'_> {}

/// The entries of a [`Map`], taken out, in the order of their names.
#[derive(Debug)]
pub struct MapIntoIter(vec::IntoIter<Entry>);

impl Iterator for MapIntoIter {
    type Item = (String, Value);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name.into(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for MapIntoIter {}

impl<N: Into<AttributeName>, V: Into<Value>> FromIterator<(N, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        Self::from_entries(entries.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl<N: Into<AttributeName>, V: Into<Value>> Extend<(N, V)> for Map {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, entries: I) {
        let mut all = mem::take(&mut self.0);
        all.extend(entries.into_iter().map(|(name, value)| (name.into(), value.into())));
        *self = Self::from_entries(all);
    }
}

impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = MapIntoIter;

    #[inline]
    fn into_iter(mut self) -> MapIntoIter {
        MapIntoIter(mem::take(&mut self.0).into_iter())
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = (&'a str, &'a Value);
    type IntoIter = MapIter<'a>;

    #[inline]
    fn into_iter(self) -> MapIter<'a> {
        self.iter()
    }
}

impl Drop for Map {
    #[inline]
    fn drop(&mut self) {
        if self.0.iter().any(|(_, value)| value.holds_values()) {
            drop_flat(mem::take(&mut self.0).into_iter().map(|(_, value)| value).collect());
        }
    }
}

#[cfg(test)]
mod tests;
