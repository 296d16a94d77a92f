//! The one boolean expression, for filters and for the conditions of writes.

mod terms;

use terms::Part;
pub use terms::{Term, Terms};

use super::Operand;
use crate::{Path, ValueType};
use serde::{Deserialize, Serialize};
use std::ops::{BitAnd, BitOr, Not};

/// A boolean expression over an item: a filter of a query or scan, or the condition of a write.
///
/// # Examples
///
/// ```
/// use twintable::{expr::Filter, path};
///
/// let filter = path("status").eq("open").and(path("total").gt(100)).and(!path("tags").contains("test"));
/// assert_eq!(filter, path("status").eq("open") & path("total").gt(100) & !path("tags").contains("test"));
/// let text = serde_json::to_string(&filter)?;
/// assert_eq!(serde_json::from_str::<Filter>(&text)?, filter);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "a filter does nothing until a request carries it"]
pub enum Filter {
    /// Compares two operands.
    Compare {
        /// The left side.
        left: Operand,
        /// How the two are compared.
        comparator: Comparator,
        /// The right side.
        right: Operand,
    },
    /// Whether an operand lies between two bounds, both included.
    Between {
        /// What is compared.
        operand: Operand,
        /// The lower bound.
        low: Operand,
        /// The upper bound.
        high: Operand,
    },
    /// Whether an operand equals one of a list.
    In {
        /// What is compared.
        operand: Operand,
        /// What it is compared with: 1 to 100 operands.
        list: Vec<Operand>,
    },
    /// Whether there is a value at a path. `NULL` is a value.
    Exists(Path),
    /// Whether there is no value at a path.
    NotExists(Path),
    /// Whether the value at a path is of a type.
    TypeIs(Path, ValueType),
    /// Whether a text begins with a text, or bytes with bytes.
    BeginsWith {
        /// What is looked at.
        operand: Operand,
        /// What it should begin with.
        prefix: Operand,
    },
    /// Whether a text contains a text, bytes contain bytes, a set an element, or a list a value.
    Contains {
        /// What is looked into.
        container: Operand,
        /// What is looked for.
        element: Operand,
    },
    /// Whether all terms are true. At least one term.
    And(Terms),
    /// Whether any term is true. At least one term.
    Or(Terms),
    /// Whether the term is false.
    Not(Term),
}

/// How two operands are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparator {
    /// All six comparators.
    pub const ALL: [Self; 6] =
        [Self::Equal, Self::NotEqual, Self::Less, Self::LessOrEqual, Self::Greater, Self::GreaterOrEqual];

    /// The comparator in an expression's text.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// Whether the comparator asks for an order: all but `=` and `<>`.
    pub const fn needs_order(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }
}

impl Path {
    /// Whether there is a value here. `NULL` is a value.
    pub fn exists(self) -> Filter {
        Filter::Exists(self)
    }

    /// Whether there is no value here.
    pub fn not_exists(self) -> Filter {
        Filter::NotExists(self)
    }

    /// Whether the value is of a type.
    pub fn type_is(self, value_type: ValueType) -> Filter {
        Filter::TypeIs(self, value_type)
    }

    /// Whether a text begins with a text, or bytes with bytes. False for other types.
    pub fn begins_with(self, prefix: impl Into<Operand>) -> Filter {
        Filter::BeginsWith { operand: self.into(), prefix: prefix.into() }
    }

    /// Whether a text contains a text, bytes contain bytes, a set an element, or a list a value. False
    /// for other types.
    pub fn contains(self, element: impl Into<Operand>) -> Filter {
        Filter::Contains { container: self.into(), element: element.into() }
    }
}

impl Operand {
    /// Whether this begins with a text or with bytes. False for other types.
    pub fn begins_with(self, prefix: impl Into<Self>) -> Filter {
        Filter::BeginsWith { operand: self, prefix: prefix.into() }
    }

    /// Whether this contains a value: a constant that should hold the value at a path, for example.
    pub fn contains(self, element: impl Into<Self>) -> Filter {
        Filter::Contains { container: self, element: element.into() }
    }
}

impl Filter {
    /// Both this and another. Terms that are themselves `and` are taken in flat.
    pub fn and(self, other: Self) -> Self {
        let part = |filter| if let Self::And(terms) = filter { Part::Flat(terms) } else { Part::One(filter) };
        Self::And(Terms::joined(part(self), part(other)))
    }

    /// This, or another, or both. Terms that are themselves `or` are taken in flat.
    pub fn or(self, other: Self) -> Self {
        let part = |filter| if let Self::Or(terms) = filter { Part::Flat(terms) } else { Part::One(filter) };
        Self::Or(Terms::joined(part(self), part(other)))
    }

    /// All of these. An empty list is refused when the request is made: it never makes a condition
    /// disappear.
    pub fn all(filters: impl IntoIterator<Item = Self>) -> Self {
        Self::And(filters.into_iter().collect())
    }

    /// Any of these. An empty list is refused when the request is made.
    pub fn any(filters: impl IntoIterator<Item = Self>) -> Self {
        Self::Or(filters.into_iter().collect())
    }

    /// The terms right below this one, if it is `and`, `or` or `not`.
    pub fn terms(&self) -> &[Self] {
        match self {
            Self::And(terms) | Self::Or(terms) => terms,
            Self::Not(term) => std::slice::from_ref(&**term),
            Self::Compare { .. }
            | Self::Between { .. }
            | Self::In { .. }
            | Self::Exists(_)
            | Self::NotExists(_)
            | Self::TypeIs(..)
            | Self::BeginsWith { .. }
            | Self::Contains { .. } => &[],
        }
    }

    /// The operands of this node itself, those of its terms left out.
    pub fn operands(&self) -> impl Iterator<Item = &Operand> {
        let (few, list): ([Option<&Operand>; 3], &[Operand]) = match self {
            Self::Compare { left, comparator: _, right } => ([Some(left), Some(right), None], &[]),
            Self::Between { operand, low, high } => ([Some(operand), Some(low), Some(high)], &[]),
            Self::In { operand, list } => ([Some(operand), None, None], list),
            Self::BeginsWith { operand, prefix } => ([Some(operand), Some(prefix), None], &[]),
            Self::Contains { container, element } => ([Some(container), Some(element), None], &[]),
            Self::Exists(_)
            | Self::NotExists(_)
            | Self::TypeIs(..)
            | Self::And(_)
            | Self::Or(_)
            | Self::Not(_) => ([None; 3], &[]),
        };
        few.into_iter().flatten().chain(list)
    }
}

impl Not for Filter {
    type Output = Self;

    /// Whether this is false. Two negations cancel.
    fn not(self) -> Self {
        if let Self::Not(term) = self { term.into_inner() } else { Self::Not(Term::new(self)) }
    }
}

impl BitAnd for Filter {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.and(other)
    }
}

impl BitOr for Filter {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}
