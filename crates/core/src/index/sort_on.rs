//! Conditions on one part of a sort key.

use super::{Index, KeyQuery, composition::Bound};
use crate::{AttributeType, Entity, IntoKeyPart, KeyCondition, Value, kind};
use std::{fmt, marker::PhantomData};

/// Marks a part of a composed sort key that others follow.
#[derive(Debug, Clone, Copy)]
pub enum Inner {}

/// Marks the last part of a composed sort key.
#[derive(Debug, Clone, Copy)]
pub enum Last {}

/// Marks a sort attribute that is a field as it is.
#[derive(Debug, Clone, Copy)]
pub enum Whole {}

/// A key condition that waits for the condition on one part of the sort key, of type `V`.
///
/// `eq` leads to `N`, where the next part can be given; every other condition ends the key condition. All of them
/// stay inside the entity's own part of the partition: `gt` never reaches the next type of item.
#[must_use = "says nothing until a comparison follows"]
pub struct SortOn<I, V, P, N> {
    query: KeyQuery<I>,
    types: Types<V, P, N>,
}

type Types<V, P, N> = PhantomData<fn() -> (V, P, N)>;

impl<I, V, P, N> SortOn<I, V, P, N> {
    /// Waits for the condition on the next part.
    pub const fn new(query: KeyQuery<I>) -> Self {
        Self { query, types: PhantomData }
    }
}

impl<I: Index<Entity: Entity>, V: AttributeType, P, N: From<KeyQuery<I>>> SortOn<I, V, P, N> {
    /// `=`
    pub fn eq(self, value: impl IntoKeyPart<V>) -> N {
        N::from(self.query.part(value.into_key_part()))
    }
}

impl<I: Index<Entity: Entity>, V, P, N> SortOn<I, V, P, N> {
    /// `<`
    pub fn lt(self, value: impl IntoKeyPart<V>) -> KeyCondition<I>
    where
        V: AttributeType<Kind: kind::Ranged<P>>,
    {
        self.query.bounded(value.into_key_part().map(Bound::Less))
    }

    /// `<=`
    pub fn le(self, value: impl IntoKeyPart<V>) -> KeyCondition<I>
    where
        V: AttributeType<Kind: kind::Ranged<P>>,
    {
        self.query.bounded(value.into_key_part().map(Bound::LessOrEqual))
    }

    /// `>`
    pub fn gt(self, value: impl IntoKeyPart<V>) -> KeyCondition<I>
    where
        V: AttributeType<Kind: kind::Ranged<P>>,
    {
        self.query.bounded(value.into_key_part().map(Bound::Greater))
    }

    /// `>=`
    pub fn ge(self, value: impl IntoKeyPart<V>) -> KeyCondition<I>
    where
        V: AttributeType<Kind: kind::Ranged<P>>,
    {
        self.query.bounded(value.into_key_part().map(Bound::GreaterOrEqual))
    }

    /// Between two bounds, both included.
    pub fn between(self, low: impl IntoKeyPart<V>, high: impl IntoKeyPart<V>) -> KeyCondition<I>
    where
        V: AttributeType<Kind: kind::Ranged<P>>,
    {
        let bounds = low.into_key_part().and_then(|low| Ok((low, high.into_key_part()?)));
        self.query.bounded(bounds.map(|(low, high)| Bound::Between(low, high)))
    }
}

impl<I: Index<Entity: Entity>, V, P, N> SortOn<I, V, P, N> {
    /// Begins with a text, or with bytes.
    pub fn begins_with(self, prefix: impl Into<Value>) -> KeyCondition<I>
    where
        V: AttributeType<Kind: kind::Prefixed>,
    {
        self.query.bounded(Ok(Bound::BeginsWith(prefix.into())))
    }
}

impl<I: Index<Entity: Entity>> From<KeyQuery<I>> for KeyCondition<I> {
    fn from(query: KeyQuery<I>) -> Self {
        query.finish()
    }
}

impl<I, V, P, N> fmt::Debug for SortOn<I, V, P, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SortOn").field(&self.query).finish()
    }
}
