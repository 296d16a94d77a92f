//! Changing one entity.

use super::{Existence, New, Nothing, Old, Repository, Returning, UpdateItem, request::Marker};
use crate::{
    Error, Key, Path, Value, expr,
    expr::{Filter, SetValue},
};
use futures::future::{BoxFuture, FutureExt};
use std::{fmt, future::IntoFuture, marker::PhantomData};

/// A change of one entity: an update or an upsert. Await it.
///
/// It returns the entity as it is now, unless it is told otherwise.
#[must_use = "nothing happens until it is awaited"]
pub struct Update<'r, T, R: ?Sized, M = New> {
    repository: &'r R,
    request: UpdateItem<T>,
    returns: Marker<M>,
}

impl<'r, T, R: ?Sized> Update<'r, T, R> {
    pub(super) const fn new(repository: &'r R, key: Key<T>, existence: Existence) -> Self {
        let update = expr::Update::new();
        let request = UpdateItem { key, update, existence, condition: None, returning: Returning::New };
        Self { repository, request, returns: PhantomData }
    }
}

impl<'r, T, R: ?Sized, M> Update<'r, T, R, M> {
    /// Puts a value at a path: a constant, another path's value, a sum, an appended list.
    pub fn set(self, path: impl Into<Path>, value: impl Into<SetValue>) -> Self {
        self.with(|update| update.set(path, value))
    }

    /// Takes an attribute or an element away.
    pub fn remove(self, path: impl Into<Path>) -> Self {
        self.with(|update| update.remove(path))
    }

    /// Adds a number to a number, or elements to a set; what is missing counts as zero or as the empty set.
    pub fn add(self, path: impl Into<Path>, value: impl Into<Value>) -> Self {
        self.with(|update| update.add(path, value))
    }

    /// Takes elements out of a set.
    pub fn delete(self, path: impl Into<Path>, elements: impl Into<Value>) -> Self {
        self.with(|update| update.delete(path, elements))
    }

    /// Adds the actions of an update that was made elsewhere.
    pub fn apply(self, actions: expr::Update) -> Self {
        self.with(|mut update| {
            update.actions.extend(actions.actions);
            update
        })
    }

    /// Depends on a condition on the entity as it was. Several conditions must all be true.
    pub fn when(mut self, condition: Filter) -> Self {
        self.request.condition = super::guard::both(self.request.condition, Some(condition));
        self
    }

    /// Returns the entity as it was, if there was one.
    pub fn returning_old(self) -> Update<'r, T, R, Old> {
        self.returning(Returning::Old)
    }

    /// Returns nothing.
    pub fn returning_nothing(self) -> Update<'r, T, R, Nothing> {
        self.returning(Returning::Nothing)
    }

    fn with(mut self, change: impl FnOnce(expr::Update) -> expr::Update) -> Self {
        self.request.update = change(self.request.update);
        self
    }

    fn returning<N>(mut self, returning: Returning) -> Update<'r, T, R, N> {
        self.request.returning = returning;
        Update { repository: self.repository, request: self.request, returns: PhantomData }
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Update<'r, T, R, New> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.repository.update_item(self.request).map(super::table::returned).boxed()
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Update<'r, T, R, Old> {
    type Output = Result<Option<T>, Error>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.repository.update_item(self.request)
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Update<'r, T, R, Nothing> {
    type Output = Result<(), Error>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.repository.update_item(self.request).map(|outcome| outcome.map(drop)).boxed()
    }
}

impl<T, R: ?Sized, M> fmt::Debug for Update<'_, T, R, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Update")
            .field("key", &self.request.key)
            .field("update", &self.request.update)
            .field("condition", &self.request.condition)
            .finish_non_exhaustive()
    }
}
