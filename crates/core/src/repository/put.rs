//! Writing one entity.

use super::{Existence, New, Nothing, Old, PutItem, Repository, Returning, request::Marker};
use crate::{Error, expr::Filter};
use futures::future::{BoxFuture, FutureExt};
use std::{fmt, future::IntoFuture, marker::PhantomData};

/// A write of one entity: a create or a put. Await it.
///
/// It returns the entity as stored, unless it is told otherwise.
#[must_use = "nothing happens until it is awaited"]
pub struct Put<'r, T, R: ?Sized, M = New> {
    repository: &'r R,
    request: PutItem<T>,
    returns: Marker<M>,
}

impl<'r, T, R: ?Sized> Put<'r, T, R> {
    pub(super) const fn new(repository: &'r R, entity: T, existence: Existence) -> Self {
        let request = PutItem { entity, existence, condition: None, returning: Returning::New };
        Self { repository, request, returns: PhantomData }
    }
}

impl<'r, T, R: ?Sized, M> Put<'r, T, R, M> {
    /// Depends on a condition on the entity as it was. Several conditions must all be true.
    pub fn when(mut self, condition: Filter) -> Self {
        self.request.condition = super::guard::both(self.request.condition, Some(condition));
        self
    }

    /// Returns the entity as it was, if there was one.
    pub fn returning_old(self) -> Put<'r, T, R, Old> {
        self.returning(Returning::Old)
    }

    /// Returns nothing.
    pub fn returning_nothing(self) -> Put<'r, T, R, Nothing> {
        self.returning(Returning::Nothing)
    }

    fn returning<N>(mut self, returning: Returning) -> Put<'r, T, R, N> {
        self.request.returning = returning;
        Put { repository: self.repository, request: self.request, returns: PhantomData }
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Put<'r, T, R, New> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.repository.put_item(self.request).map(super::table::returned).boxed()
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Put<'r, T, R, Old> {
    type Output = Result<Option<T>, Error>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.repository.put_item(self.request)
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Put<'r, T, R, Nothing> {
    type Output = Result<(), Error>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.repository.put_item(self.request).map(|outcome| outcome.map(drop)).boxed()
    }
}

impl<T, R: ?Sized, M> fmt::Debug for Put<'_, T, R, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Put")
            .field("existence", &self.request.existence)
            .field("condition", &self.request.condition)
            .finish_non_exhaustive()
    }
}
