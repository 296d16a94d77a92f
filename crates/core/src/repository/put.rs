//! Writing one entity.

use super::{
    Existence, New, Nothing, Old, Pending, PutItem, Repository, Returning, limited, request::Marker,
};
use crate::{Error, IntoFilter, InvalidRequest};
use futures_util::future::BoxFuture;
use std::{fmt, future::IntoFuture, marker::PhantomData, time::Duration};

/// A write of one entity: a create or a put. Await it.
///
/// It returns the entity as stored, unless it is told otherwise.
#[must_use = "nothing happens until it is awaited"]
pub struct Put<'r, T, R: ?Sized, M = New> {
    repository: &'r R,
    request: PutItem<T>,
    fault: Option<Box<InvalidRequest>>,
    timeout: Option<Duration>,
    returns: Marker<M>,
}

impl<'r, T, R: ?Sized> Put<'r, T, R> {
    pub(super) const fn new(repository: &'r R, entity: T, existence: Existence) -> Self {
        let request = PutItem { entity, existence, condition: None, returning: Returning::New };
        Self { repository, request, fault: None, timeout: None, returns: PhantomData }
    }
}

impl<'r, T, R: ?Sized, M> Put<'r, T, R, M> {
    /// Depends on a condition on the entity as it was. Several conditions must all be true.
    pub fn when(mut self, condition: impl IntoFilter<T>) -> Self {
        super::and_when(&mut self.request.condition, &mut self.fault, condition.into_filter());
        self
    }

    /// Gives up after this time, by the repository's timer: with [`Error::TimedOut`]. The write may
    /// happen all the same.
    pub const fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
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
        Put {
            repository: self.repository,
            request: self.request,
            fault: self.fault,
            timeout: self.timeout,
            returns: PhantomData,
        }
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized, M> Put<'r, T, R, M> {
    fn sent(self) -> BoxFuture<'r, Result<Option<T>, Error>> {
        match self.fault {
            Some(fault) => super::refused(fault),
            None => limited(self.repository.timer(), self.timeout, self.repository.put_item(self.request)),
        }
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Put<'r, T, R, New> {
    type Output = Result<T, Error>;
    type IntoFuture = Pending<'r, T, T>;

    fn into_future(self) -> Self::IntoFuture {
        Pending::new_entity(self.sent())
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Put<'r, T, R, Old> {
    type Output = Result<Option<T>, Error>;
    type IntoFuture = Pending<'r, T, Option<T>>;

    fn into_future(self) -> Self::IntoFuture {
        Pending::old_entity(self.sent())
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Put<'r, T, R, Nothing> {
    type Output = Result<(), Error>;
    type IntoFuture = Pending<'r, T, ()>;

    fn into_future(self) -> Self::IntoFuture {
        Pending::nothing(self.sent())
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
