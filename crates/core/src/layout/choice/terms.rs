//! The terms of a filter that must all be true, and what they say of attributes.

use crate::{
    Path, Value, ValueType,
    expr::{Comparator, Filter, Operand},
    index::Bound,
};

/// A filter, taken apart into the terms that must all be true.
#[derive(Debug)]
pub(super) struct Terms<'f> {
    whole: &'f Filter,
    terms: Vec<Term<'f>>,
}

#[derive(Debug)]
struct Term<'f> {
    filter: &'f Filter,
    // What it says in the words of a key condition, of a whole attribute.
    says: Option<(&'f str, Says<'f>)>,
}

#[derive(Debug)]
enum Says<'f> {
    Equal(&'f Value),
    Within(Bound),
}

impl<'f> Terms<'f> {
    /// The terms of a filter that has been checked, so that it is not too deep.
    pub(super) fn of(whole: &'f Filter) -> Self {
        let mut terms = Vec::new();
        flatten(whole, &mut terms);
        let terms = terms.into_iter().map(|filter| Term { filter, says: says(filter) });
        Self { whole, terms: terms.collect() }
    }

    /// The value that an attribute must have: the first, if there are several. A key has no `NULL`.
    pub(super) fn pinned(&self, attribute: &str) -> Option<&'f Value> {
        self.equalities(attribute).map(|(_, value)| value).find(|value| **value != Value::Null)
    }

    /// The terms that say no more than that.
    pub(super) fn pinning(&self, attribute: &str) -> impl Iterator<Item = usize> {
        let pinned = self.pinned(attribute);
        self.equalities(attribute).filter(move |(_, value)| Some(*value) == pinned).map(|(index, _)| index)
    }

    /// The bounds on an attribute, and the terms that say so.
    pub(super) fn bounds(&self, attribute: &str) -> impl Iterator<Item = (usize, &Bound)> {
        self.said_of(attribute).filter_map(|(index, says)| match says {
            Says::Within(bound) => Some((index, bound)),
            Says::Equal(_) => None,
        })
    }

    /// Whether an item that the filter is true for has an attribute for sure; and not as `NULL`, where that counts.
    pub(super) fn show(&self, attribute: &str, not_null: bool) -> bool {
        let shows = |(path, is_valued): (&Path, bool)| {
            // `NULL` has nothing inside.
            path.attribute() == attribute && (!not_null || is_valued || !path.steps().is_empty())
        };
        self.terms.iter().any(|term| shown(term.filter).into_iter().any(shows))
    }

    /// Whether an item that the filter is true for has one of some values for sure.
    pub(super) fn are_about(&self, attribute: &str, values: &[Value]) -> bool {
        self.equalities(attribute).any(|(_, value)| values.contains(value))
            || self.terms.iter().any(|term| is_in(term.filter, attribute, values))
    }

    /// The filter without some of its terms; `None` if none is left.
    pub(super) fn without(&self, taken: &[usize]) -> Option<Filter> {
        if taken.is_empty() {
            return Some(self.whole.clone());
        }
        let left = self.terms.iter().enumerate().filter(|(index, _)| !taken.contains(index));
        let mut left: Vec<_> = left.map(|(_, term)| term.filter.clone()).collect();
        match left.len() {
            0 | 1 => left.pop(),
            _ => Some(Filter::all(left)),
        }
    }

    fn equalities(&self, attribute: &str) -> impl Iterator<Item = (usize, &'f Value)> {
        self.said_of(attribute).filter_map(|(index, says)| match says {
            Says::Equal(value) => Some((index, *value)),
            Says::Within(_) => None,
        })
    }

    fn said_of(&self, attribute: &str) -> impl Iterator<Item = (usize, &Says<'f>)> {
        let said = self.terms.iter().map(|term| term.says.as_ref());
        said.enumerate().filter_map(move |(index, said)| match said {
            Some((name, says)) if *name == attribute => Some((index, says)),
            Some(_) | None => None,
        })
    }
}

fn flatten<'f>(filter: &'f Filter, terms: &mut Vec<&'f Filter>) {
    match filter {
        Filter::And(inner) => inner.iter().for_each(|term| flatten(term, terms)),
        Filter::Compare { .. }
        | Filter::Between { .. }
        | Filter::In { .. }
        | Filter::Exists(_)
        | Filter::NotExists(_)
        | Filter::TypeIs(..)
        | Filter::BeginsWith { .. }
        | Filter::Contains { .. }
        | Filter::Or(_)
        | Filter::Not(_) => terms.push(filter),
    }
}

/// What a term says of a whole attribute and constants.
fn says(filter: &Filter) -> Option<(&str, Says<'_>)> {
    match filter {
        Filter::Compare { left, comparator, right } => match (left, right) {
            (Operand::Path(path), Operand::Value(value)) => {
                Some((whole(path)?, compared(*comparator, value)?))
            }
            (Operand::Value(value), Operand::Path(path)) => {
                Some((whole(path)?, compared(mirrored(*comparator), value)?))
            }
            _ => None,
        },
        Filter::Between {
            operand: Operand::Path(path),
            low: Operand::Value(low),
            high: Operand::Value(high),
        } => Some((whole(path)?, Says::Within(Bound::Between(low.clone(), high.clone())))),
        Filter::BeginsWith { operand: Operand::Path(path), prefix: Operand::Value(prefix) } => {
            Some((whole(path)?, Says::Within(Bound::BeginsWith(prefix.clone()))))
        }
        Filter::Between { .. }
        | Filter::BeginsWith { .. }
        | Filter::In { .. }
        | Filter::Exists(_)
        | Filter::NotExists(_)
        | Filter::TypeIs(..)
        | Filter::Contains { .. }
        | Filter::And(_)
        | Filter::Or(_)
        | Filter::Not(_) => None,
    }
}

fn whole(path: &Path) -> Option<&str> {
    if path.steps().is_empty() { Some(path.attribute()) } else { None }
}

fn compared(comparator: Comparator, value: &Value) -> Option<Says<'_>> {
    Some(match comparator {
        Comparator::Equal => Says::Equal(value),
        Comparator::NotEqual => return None,
        Comparator::Less => Says::Within(Bound::Less(value.clone())),
        Comparator::LessOrEqual => Says::Within(Bound::LessOrEqual(value.clone())),
        Comparator::Greater => Says::Within(Bound::Greater(value.clone())),
        Comparator::GreaterOrEqual => Says::Within(Bound::GreaterOrEqual(value.clone())),
    })
}

/// The comparator for the two sides exchanged.
const fn mirrored(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Equal | Comparator::NotEqual => comparator,
        Comparator::Less => Comparator::Greater,
        Comparator::LessOrEqual => Comparator::GreaterOrEqual,
        Comparator::Greater => Comparator::Less,
        Comparator::GreaterOrEqual => Comparator::LessOrEqual,
    }
}

/// The paths that lead somewhere in every item that a term is true for; and whether to something else than `NULL`.
fn shown(filter: &Filter) -> Vec<(&Path, bool)> {
    match filter {
        Filter::Compare { comparator: Comparator::NotEqual, .. }
        | Filter::NotExists(_)
        | Filter::And(_)
        | Filter::Or(_)
        | Filter::Not(_) => Vec::new(),
        Filter::Compare { left, comparator: Comparator::Equal, right } => {
            let is_valued = is_valued(left) || is_valued(right);
            paths([left, right]).map(|path| (path, is_valued)).collect()
        }
        // What is ordered is no `NULL`, nor what has a prefix.
        Filter::Compare { left, right, .. } => paths([left, right]).map(|path| (path, true)).collect(),
        Filter::Between { operand, low, high } => {
            paths([operand, low, high]).map(|path| (path, true)).collect()
        }
        Filter::BeginsWith { operand, prefix } => paths([operand, prefix]).map(|path| (path, true)).collect(),
        Filter::In { operand, list } => {
            let is_valued = is_valued(operand) || list.iter().all(is_valued);
            paths([operand]).map(|path| (path, is_valued)).collect()
        }
        Filter::Contains { container, element } => {
            let element = paths([element]).map(|path| (path, false));
            paths([container]).map(|path| (path, true)).chain(element).collect()
        }
        Filter::Exists(path) => vec![(path, false)],
        Filter::TypeIs(path, value_type) => vec![(path, *value_type != ValueType::Null)],
    }
}

fn paths<const N: usize>(operands: [&Operand; N]) -> impl Iterator<Item = &Path> {
    operands.into_iter().filter_map(|operand| match operand {
        Operand::Path(path) | Operand::Size(path) => Some(path),
        Operand::Value(_) => None,
    })
}

/// Whether an operand is something else than `NULL`, where it is anything.
fn is_valued(operand: &Operand) -> bool {
    match operand {
        Operand::Value(value) => *value != Value::Null,
        Operand::Size(_) => true,
        Operand::Path(_) => false,
    }
}

fn is_in(filter: &Filter, attribute: &str, values: &[Value]) -> bool {
    let Filter::In { operand: Operand::Path(path), list } = filter else { return false };
    let is_listed = |operand: &Operand| match operand {
        Operand::Value(value) => values.contains(value),
        Operand::Path(_) | Operand::Size(_) => false,
    };
    whole(path) == Some(attribute) && list.iter().all(is_listed)
}
