//! The terms below `and`, `or` and `not`: what makes a filter a tree.

use super::Filter;
use crate::depth;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{mem, ops::Deref, slice, vec};

/// The terms of `and` and `or`, read as a slice of filters.
///
/// Dropping it takes no stack, however deep it is; and no reader builds one deeper than a request may be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms(Vec<Filter>);

/// The term of `not`.
///
/// Dropping it takes no stack, however deep it is; and no reader builds one deeper than a request may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term(Box<Filter>);

/// What becomes part of some terms.
pub(super) enum Part {
    /// Terms that are taken in flat.
    Flat(Terms),
    /// A filter that becomes one term.
    One(Filter),
}

impl Terms {
    /// The filters, taken out.
    pub fn into_vec(mut self) -> Vec<Filter> {
        mem::take(&mut self.0)
    }

    /// The terms of two parts, in their order.
    pub(super) fn joined(first: Part, second: Part) -> Self {
        match (first, second) {
            (Part::Flat(mut terms), Part::Flat(others)) => {
                terms.0.extend(others);
                terms
            }
            (Part::Flat(mut terms), Part::One(other)) => {
                terms.0.push(other);
                terms
            }
            (Part::One(one), Part::Flat(mut others)) => {
                others.0.insert(0, one);
                others
            }
            (Part::One(one), Part::One(other)) => {
                // A repository's own term often comes on top.
                let mut terms = Vec::with_capacity(4);
                terms.extend([one, other]);
                Self(terms)
            }
        }
    }
}

impl Term {
    /// A filter as the term of `not`.
    pub fn new(filter: Filter) -> Self {
        Self(Box::new(filter))
    }

    /// The filter, taken out.
    pub fn into_inner(mut self) -> Filter {
        self.take()
    }

    fn take(&mut self) -> Filter {
        mem::replace(&mut *self.0, Filter::And(Terms(Vec::new())))
    }
}

impl Deref for Terms {
    type Target = [Filter];

    fn deref(&self) -> &[Filter] {
        &self.0
    }
}

impl Deref for Term {
    type Target = Filter;

    fn deref(&self) -> &Filter {
        &self.0
    }
}

impl FromIterator<Filter> for Terms {
    fn from_iter<I: IntoIterator<Item = Filter>>(filters: I) -> Self {
        Self(filters.into_iter().collect())
    }
}

impl IntoIterator for Terms {
    type Item = Filter;
    type IntoIter = vec::IntoIter<Filter>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl<'a> IntoIterator for &'a Terms {
    type Item = &'a Filter;
    type IntoIter = slice::Iter<'a, Filter>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Drop for Terms {
    fn drop(&mut self) {
        if self.0.iter().any(|filter| !filter.terms().is_empty()) {
            drop_flat(mem::take(&mut self.0));
        }
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        if !self.terms().is_empty() {
            drop_flat(vec![self.take()]);
        }
    }
}

/// Drops filters in a loop: the compiler's own recursion would overflow the stack on a deep tree.
fn drop_flat(mut pending: Vec<Filter>) {
    while let Some(mut filter) = pending.pop() {
        match &mut filter {
            Filter::And(terms) | Filter::Or(terms) => pending.append(&mut terms.0),
            Filter::Not(term) => pending.push(term.take()),
            Filter::Compare { .. }
            | Filter::Between { .. }
            | Filter::In { .. }
            | Filter::Exists(_)
            | Filter::NotExists(_)
            | Filter::TypeIs(..)
            | Filter::BeginsWith { .. }
            | Filter::Contains { .. } => {}
        }
    }
}

impl Serialize for Terms {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Serialize for Term {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Terms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let _level = depth::enter()?;
        Vec::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Term {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let _level = depth::enter()?;
        Filter::deserialize(deserializer).map(Self::new)
    }
}
