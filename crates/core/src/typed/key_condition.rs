//! Typed key conditions.

use super::Made;
use crate::{AnyIndex, Entity, Error, Includes, Index, Item, Rule, expr};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// Which part of which partition of the index `I` a query reads.
///
/// The constructors of an entity's indexes make it: `Order::of_customer("c-1").placed_at().ge(day)`.
#[must_use = "a key condition does nothing until a query carries it"]
pub struct KeyCondition<I> {
    made: Made<expr::KeyCondition>,
    // The repository has to fill in a scope.
    has_scope: bool,
    name: Option<Cow<'static, str>>,
    index: PhantomData<fn() -> I>,
}

impl<I: Index> KeyCondition<I> {
    pub(crate) fn of(made: Made<expr::KeyCondition>) -> Self {
        Self { made, has_scope: false, name: I::NAME.map(Cow::Borrowed), index: PhantomData }
    }

    pub(crate) fn of_entity(made: Made<expr::KeyCondition>) -> Self
    where
        I::Entity: Entity,
    {
        Self { has_scope: <I::Entity as Entity>::HAS_SCOPE, ..Self::of(made) }
    }

    /// A key condition whose attributes are named as they are in the table.
    pub fn untyped(condition: expr::KeyCondition) -> Self {
        Self::of(Ok(condition))
    }

    /// The whole partition: the items of all types that share it. Read it with a repository of an enum that has
    /// those types as variants.
    pub fn collection(mut self) -> Self {
        self.made = self.made.map(|condition| expr::KeyCondition { sort: Vec::new(), ..condition });
        self
    }

    /// The key condition as plain data.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] where a value cannot be part of the key, and with
    /// [`Rule::KeyScope`] for one that only a repository with a scope can complete.
    pub fn into_expr(self) -> Result<expr::KeyCondition, Error> {
        if self.has_scope {
            return Err(Error::invalid(Rule::KeyScope));
        }
        Ok(self.made?)
    }

    /// The name of the index, and the condition.
    pub(crate) fn into_parts(self) -> (Option<Cow<'static, str>>, Made<expr::KeyCondition>) {
        (self.name, self.made)
    }
}

/// What a query of a repository of `T`s can start from: a key condition of one of its indexes, complete or not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key condition for a repository of `{T}`",
    label = "not of an index of `{T}`",
    note = "the entity's own constructors make key conditions: one for the table, one for each index"
)]
pub trait IntoKeyCondition<T> {
    /// The index that is read.
    type Index: Index;

    /// The key condition.
    fn into_key_condition(self) -> KeyCondition<Self::Index>;
}

impl<I: Index, T: Includes<I::Entity>> IntoKeyCondition<T> for KeyCondition<I> {
    type Index = I;

    fn into_key_condition(self) -> Self {
        self
    }
}

impl IntoKeyCondition<Item> for expr::KeyCondition {
    type Index = AnyIndex;

    fn into_key_condition(self) -> KeyCondition<AnyIndex> {
        KeyCondition::untyped(self)
    }
}

impl<I> Clone for KeyCondition<I> {
    fn clone(&self) -> Self {
        Self {
            made: self.made.clone(),
            has_scope: self.has_scope,
            name: self.name.clone(),
            index: PhantomData,
        }
    }
}

impl<I> PartialEq for KeyCondition<I> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.made == other.made
    }
}

impl<I> fmt::Debug for KeyCondition<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyCondition")
            .field("index", &self.name)
            .field("condition", &self.made)
            .finish_non_exhaustive()
    }
}
