//! Removing one entity.

use super::{DeleteItem, Nothing, Old, Repository, Returning, request::Marker};
use crate::{Error, Key, expr::Filter};
use futures::future::{BoxFuture, FutureExt};
use std::{fmt, future::IntoFuture, marker::PhantomData};

/// A removal of one entity. Await it.
///
/// It returns nothing, unless it is told otherwise.
#[must_use = "nothing happens until it is awaited"]
pub struct Delete<'r, T, R: ?Sized, M = Nothing> {
    repository: &'r R,
    request: DeleteItem<T>,
    returns: Marker<M>,
}

impl<'r, T, R: ?Sized> Delete<'r, T, R> {
    pub(super) const fn new(repository: &'r R, key: Key<T>) -> Self {
        let request = DeleteItem { key, condition: None, returning: Returning::Nothing };
        Self { repository, request, returns: PhantomData }
    }
}

impl<'r, T, R: ?Sized, M> Delete<'r, T, R, M> {
    /// Depends on a condition on the entity as it was. Several conditions must all be true.
    pub fn when(mut self, condition: Filter) -> Self {
        self.request.condition = super::guard::both(self.request.condition, Some(condition));
        self
    }

    /// Returns the entity as it was, if there was one.
    pub fn returning_old(mut self) -> Delete<'r, T, R, Old> {
        self.request.returning = Returning::Old;
        Delete { repository: self.repository, request: self.request, returns: PhantomData }
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Delete<'r, T, R, Nothing> {
    type Output = Result<(), Error>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.repository.delete_item(self.request).map(|outcome| outcome.map(drop)).boxed()
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Delete<'r, T, R, Old> {
    type Output = Result<Option<T>, Error>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.repository.delete_item(self.request)
    }
}

impl<T, R: ?Sized, M> fmt::Debug for Delete<'_, T, R, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delete")
            .field("key", &self.request.key)
            .field("condition", &self.request.condition)
            .finish_non_exhaustive()
    }
}
