//! Maps: values by name.

mod order;
mod seek;

use super::{AttributeName, Value, list::drop_flat};
use order::{is_same, order, sort};
pub(crate) use seek::{Seeker, Sought};
use std::{
    collections::HashMap,
    fmt,
    hash::{BuildHasher, Hash, Hasher},
    mem, slice, vec,
};

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
#[derive(Clone)]
// Items are small, and read and built far more often than changed: one block is faster than a tree.
pub struct Map {
    /// Each name once. More than [`FEW`] are sorted.
    entries: Vec<Entry>,
    /// Whether few are sorted too. Those of a hash map are not until somebody asks for their order, since most are
    /// taken out by their names.
    is_sorted: bool,
}

/// A value with its name.
type Entry = (AttributeName, Value);

/// How many entries are looked through one after the other: most names have other lengths, which is seen faster than which
/// of two comes first.
const FEW: usize = 24;

impl Map {
    /// An empty map.
    pub const fn new() -> Self {
        Self { entries: Vec::new(), is_sorted: true }
    }

    /// An empty map with room for so many entries.
    #[inline]
    pub fn with_capacity(entries: usize) -> Self {
        Self { entries: Vec::with_capacity(entries), is_sorted: true }
    }

    /// The value under a name.
    #[inline]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries.get(self.find(name)?).map(|(_, value)| value)
    }

    /// The value under a name, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let place = self.find(name)?;
        self.entries.get_mut(place).map(|(_, value)| value)
    }

    /// Puts a value under a name, and returns the value that stood there.
    #[inline]
    pub fn insert(&mut self, name: impl Into<AttributeName>, value: impl Into<Value>) -> Option<Value> {
        self.put(name.into(), value.into())
    }

    fn put(&mut self, name: AttributeName, value: Value) -> Option<Value> {
        if !self.is_sorted {
            self.put_in_order();
        }
        // Entries often come in order.
        if self.is_next(&name) {
            self.entries.push((name, value));
            return None;
        }
        match self.place(&name) {
            Ok(place) => self.entries.get_mut(place).map(|(_, stored)| mem::replace(stored, value)),
            Err(place) => {
                self.entries.insert(place, (name, value));
                None
            }
        }
    }

    /// Puts a value under a name, fastest in the order of the names.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "a call would move the name and the value, which are made in place here"
    )]
    pub(crate) fn append(&mut self, name: AttributeName, value: Value) {
        let is_next = self.is_next(&name);
        // At the end in any case: with one place to go to, neither is made elsewhere first.
        self.entries.push((name, value));
        if !is_next {
            self.put_last_in_order();
        }
    }

    /// Brings the last entry to its place.
    #[cold]
    #[inline(never)]
    fn put_last_in_order(&mut self) {
        if let Some((name, value)) = self.entries.pop() {
            self.put(name, value);
        }
    }

    /// Whether a name comes after all others.
    fn is_next(&self, name: &str) -> bool {
        self.is_sorted && self.entries.last().is_none_or(|(last, _)| order(last, name).is_lt())
    }

    /// Brings entries in order that are not.
    #[cold]
    fn put_in_order(&mut self) {
        sort(&mut self.entries);
        self.is_sorted = true;
    }

    /// Takes the value under a name out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.find(name).map(|place| self.entries.remove(place).1)
    }

    /// Whether there is a value under a name.
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The number of entries.
    #[inline]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries, in the order of their names.
    pub fn iter(&self) -> MapIter<'_> {
        if self.is_sorted {
            return MapIter(Walk::Stored(self.entries.iter()));
        }
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_unstable_by(|(first, _), (second, _)| order(first, second));
        MapIter(Walk::Sorted(entries.into_iter()))
    }

    /// The entries, in no particular order.
    #[inline]
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// A map of entries in any order. Of entries with one name the last one counts.
    pub fn from_entries(mut entries: Vec<(AttributeName, Value)>) -> Self {
        sort(&mut entries);
        Self { entries, is_sorted: true }
    }

    /// The entries, taken out, in no particular order.
    fn into_entries(mut self) -> Vec<(AttributeName, Value)> {
        mem::take(&mut self.entries)
    }

    /// A map of what a hash map holds, each made into a value.
    ///
    /// # Errors
    ///
    /// The first one of `read`.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::{collections::HashMap, num::ParseIntError};
    /// use twintable::{Map, Value};
    ///
    /// let texts = HashMap::from([("age".to_owned(), "41")]);
    /// let map = Map::try_from_hash_map(texts, |text| Ok::<_, ParseIntError>(Value::from(text.parse::<u8>()?)))?;
    /// assert_eq!(map.get("age"), Some(&Value::from(41)));
    /// # Ok::<(), ParseIntError>(())
    /// ```
    #[inline]
    pub fn try_from_hash_map<V, E>(
        values: HashMap<String, V, impl BuildHasher>,
        mut read: impl FnMut(V) -> Result<Value, E>,
    ) -> Result<Self, E> {
        let mut entries = Vec::with_capacity(values.len());
        for (name, value) in values {
            entries.push((AttributeName::from(name), read(value)?));
        }
        let mut map = Self { entries, is_sorted: false };
        if map.len() > FEW {
            map.put_in_order();
        }
        Ok(map)
    }

    /// A hash map of the values, each made into something else.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::collections::HashMap;
    /// use twintable::Map;
    ///
    /// let address = Map::from_iter([("city", "Oslo"), ("street", "1 Rue X")]);
    /// let types = address.into_hash_map(|value| value.value_type().descriptor());
    /// assert_eq!(types, HashMap::from([("city".to_owned(), "S"), ("street".to_owned(), "S")]));
    /// ```
    #[inline]
    pub fn into_hash_map<V>(self, mut make: impl FnMut(Value) -> V) -> HashMap<String, V> {
        let entries = self.into_entries();
        let mut values = HashMap::with_capacity(entries.len());
        for (name, value) in entries {
            values.insert(name.into(), make(value));
        }
        values
    }

    /// Where a name stands.
    #[inline]
    fn find(&self, name: &str) -> Option<usize> {
        if self.entries.len() <= FEW {
            self.entries.iter().position(|(stored, _)| is_same(stored, name))
        } else {
            self.place(name).ok()
        }
    }

    /// Where a name stands, or where it would.
    #[inline]
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|(stored, _)| order(stored, name))
    }

    /// Takes all values out, for dropping them.
    pub(super) fn take_values(&mut self) -> impl Iterator<Item = Value> + use<> {
        mem::take(&mut self.entries).into_iter().map(|(_, value)| value)
    }
}

impl Default for Map {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        if self.is_sorted && other.is_sorted {
            return self.entries == other.entries;
        }
        self.len() == other.len() && self.entries().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl Eq for Map {}

impl Hash for Map {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.iter().for_each(|entry| entry.hash(state));
    }
}

/// The entries of a [`Map`], in the order of their names.
#[derive(Debug, Clone)]
pub struct MapIter<'a>(Walk<'a>);

#[derive(Debug, Clone)]
enum Walk<'a> {
    Stored(slice::Iter<'a, Entry>),
    Sorted(vec::IntoIter<&'a Entry>),
}

impl<'a> Iterator for MapIter<'a> {
    type Item = (&'a str, &'a Value);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let entry = match &mut self.0 {
            Walk::Stored(entries) => entries.next(),
            Walk::Sorted(entries) => entries.next(),
        };
        entry.map(|(name, value)| (name.as_str(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            Walk::Stored(entries) => entries.size_hint(),
            Walk::Sorted(entries) => entries.size_hint(),
        }
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
        let mut all = mem::take(self).into_entries();
        all.extend(entries.into_iter().map(|(name, value)| (name.into(), value.into())));
        *self = Self::from_entries(all);
    }
}

impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = MapIntoIter;

    #[inline]
    fn into_iter(mut self) -> MapIntoIter {
        if !self.is_sorted {
            self.put_in_order();
        }
        MapIntoIter(self.into_entries().into_iter())
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
        if self.entries.iter().any(|(_, value)| value.holds_values()) {
            drop_flat(mem::take(&mut self.entries).into_iter().map(|(_, value)| value).collect());
        }
    }
}

#[cfg(test)]
mod tests;
