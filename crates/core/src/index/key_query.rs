//! A key condition in the making.

use super::{
    Index,
    composition::{Bound, Composition},
};
use crate::{
    Entity, InvalidRequest, KeyCondition, Rule, Value, ValueError, attribute::unstorable, path, typed::Made,
};
use std::{fmt, marker::PhantomData};

/// A partition of an index, and the first parts of its sort key: what the constructors of indexes start from.
///
/// Code that `#[derive(Entity)]` writes uses it.
pub struct KeyQuery<I> {
    made: Made<Composition<'static>>,
    index: PhantomData<fn() -> I>,
}

impl<I: Index<Entity: Entity>> KeyQuery<I> {
    /// The partition, from the values of its attributes.
    #[expect(clippy::needless_pass_by_value, reason = "callers make the array for this")]
    pub fn new<const N: usize>(parts: [(&'static str, Result<Value, ValueError>); N]) -> Self {
        Self::of(partition::<I, N>(&parts))
    }

    /// Gives the next part of the sort key by equality.
    #[must_use]
    pub fn part(self, value: Result<Value, ValueError>) -> Self {
        Self::of(self.made.and_then(|mut composition| {
            let value = composition.stored(value)?;
            composition.part(value)?;
            Ok(composition)
        }))
    }

    /// Gives a range of the next part of the sort key.
    pub(super) fn bounded(self, bound: Result<Bound, ValueError>) -> KeyCondition<I> {
        KeyCondition::of_entity(self.made.and_then(|composition| {
            let bound = composition.stored(bound)?;
            let condition = composition.on_next_part(&bound)?;
            composition.ended_by(condition)
        }))
    }

    /// All that begins with the parts that were given.
    pub fn finish(self) -> KeyCondition<I> {
        KeyCondition::of_entity(self.made.and_then(Composition::finish))
    }
}

impl<I> KeyQuery<I> {
    const fn of(made: Made<Composition<'static>>) -> Self {
        Self { made, index: PhantomData }
    }
}

fn partition<I: Index<Entity: Entity>, const N: usize>(
    parts: &[(&'static str, Result<Value, ValueError>); N],
) -> Made<Composition<'static>> {
    for (name, value) in parts {
        if let Err(error) = value {
            return Err(unstorable(&path(*name), error));
        }
    }
    let value_of = |name: &str| {
        let part = parts.iter().find(|(part, _)| *part == name);
        part.and_then(|(_, value)| value.as_ref().ok())
    };
    let fields = <I::Entity as Entity>::layout().key_fields(I::NAME);
    let (partition, sort) = fields.ok_or_else(|| InvalidRequest::new(Rule::NoSuchIndex))?;
    Composition::new(&partition, sort, &value_of)
}

impl<I> Clone for KeyQuery<I> {
    fn clone(&self) -> Self {
        Self::of(self.made.clone())
    }
}

impl<I> fmt::Debug for KeyQuery<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("KeyQuery").field(&self.made).finish()
    }
}
