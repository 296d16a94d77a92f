//! Typed filters.

use super::Made;
use crate::{Entity, Error, Includes, Item, expr, path};
use std::{
    fmt,
    marker::PhantomData,
    ops::{BitAnd, BitOr, Not},
};

/// A boolean expression over an entity `T`: a filter of a query or scan, or the condition of a write.
///
/// Comparisons of [attributes](struct@crate::Attribute) make it; `and`, `or`, `not` or `&`, `|`, `!` combine it.
#[must_use = "a filter does nothing until a request carries it"]
pub struct Filter<T> {
    made: Made<expr::Filter>,
    entity: PhantomData<fn() -> T>,
}

impl<T> Filter<T> {
    /// An expression whose attributes are named by path. Nothing checks that the entity has them.
    pub const fn untyped(filter: expr::Filter) -> Self {
        Self { made: Ok(filter), entity: PhantomData }
    }

    pub(crate) const fn of(made: Made<expr::Filter>) -> Self {
        Self { made, entity: PhantomData }
    }

    pub(crate) fn into_made(self) -> Made<expr::Filter> {
        self.made
    }

    /// The expression as plain data.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] where a value in it cannot be stored.
    pub fn into_expr(self) -> Result<expr::Filter, Error> {
        Ok(self.made?)
    }

    /// Both this and another.
    pub fn and(self, other: impl IntoFilter<T>) -> Self {
        self.joined(other.into_filter(), expr::Filter::and)
    }

    /// This, or another, or both.
    pub fn or(self, other: impl IntoFilter<T>) -> Self {
        self.joined(other.into_filter(), expr::Filter::or)
    }

    /// All of these. An empty list is refused when the request is made: it never makes a condition disappear.
    pub fn all(filters: impl IntoIterator<Item = Self>) -> Self {
        let made = filters.into_iter().map(|filter| filter.made).collect::<Result<Vec<_>, _>>();
        Self::of(made.map(expr::Filter::all))
    }

    /// Any of these. An empty list is refused when the request is made.
    pub fn any(filters: impl IntoIterator<Item = Self>) -> Self {
        let made = filters.into_iter().map(|filter| filter.made).collect::<Result<Vec<_>, _>>();
        Self::of(made.map(expr::Filter::any))
    }

    fn joined(self, other: Self, join: impl FnOnce(expr::Filter, expr::Filter) -> expr::Filter) -> Self {
        Self::of(self.made.and_then(|first| Ok(join(first, other.made?))))
    }
}

impl<T> Not for Filter<T> {
    type Output = Self;

    /// Whether this is false. Two negations cancel.
    fn not(self) -> Self {
        Self::of(self.made.map(Not::not))
    }
}

impl<T> BitAnd for Filter<T> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.and(other)
    }
}

impl<T> BitOr for Filter<T> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl<V: Entity> Filter<V> {
    /// The same filter for an enum that has the entity as a variant: true only for that variant. For
    /// implementations of [`Includes::lift`].
    pub fn of_variant<T>(self) -> Filter<T> {
        let of_type = V::layout().type_attribute_name().map(|attribute| path(attribute).eq(V::NAME));
        Filter::of(self.made.map(|filter| match of_type {
            Some(of_type) => of_type.and(filter),
            None => filter,
        }))
    }
}

/// What can be a filter of a `T`: a filter of it, and of an enum also a filter of one of its variants.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no filter of `{T}`",
    label = "a filter of another entity"
)]
pub trait IntoFilter<T> {
    /// The filter.
    fn into_filter(self) -> Filter<T>;
}

impl<V, T: Includes<V>> IntoFilter<T> for Filter<V> {
    fn into_filter(self) -> Filter<T> {
        T::lift(self)
    }
}

/// Items have no types to check.
impl IntoFilter<Item> for expr::Filter {
    fn into_filter(self) -> Filter<Item> {
        Filter::untyped(self)
    }
}

impl<T> Clone for Filter<T> {
    fn clone(&self) -> Self {
        Self::of(self.made.clone())
    }
}

impl<T> PartialEq for Filter<T> {
    fn eq(&self, other: &Self) -> bool {
        self.made == other.made
    }
}

impl<T> fmt::Debug for Filter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.made {
            Ok(filter) => filter.fmt(f),
            Err(fault) => fault.fmt(f),
        }
    }
}
