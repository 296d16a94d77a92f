//! Removing one entity.

use super::{DeleteItem, Nothing, Old, Pending, Repository, Returning, limited, request::Marker};
use crate::{Error, IntoFilter, InvalidRequest, Key, Versioned};
use futures_util::future::BoxFuture;
use std::{fmt, future::IntoFuture, marker::PhantomData, time::Duration};

/// A removal of one entity. Await it.
///
/// It returns nothing, unless it is told otherwise.
#[must_use = "nothing happens until it is awaited"]
pub struct Delete<'r, T, R: ?Sized, M = Nothing> {
    repository: &'r R,
    request: DeleteItem<T>,
    fault: Option<Box<InvalidRequest>>,
    timeout: Option<Duration>,
    returns: Marker<M>,
}

impl<'r, T, R: ?Sized> Delete<'r, T, R> {
    pub(super) const fn new(repository: &'r R, key: Key<T>, expecting: Option<u64>) -> Self {
        let request = DeleteItem { key, expecting, condition: None, returning: Returning::Nothing };
        Self { repository, request, fault: None, timeout: None, returns: PhantomData }
    }
}

impl<'r, T, R: ?Sized, M> Delete<'r, T, R, M> {
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

    /// Depends on the version, if the entity is there.
    pub const fn expecting(mut self, version: u64) -> Self
    where
        T: Versioned,
    {
        self.request.expecting = Some(version);
        self
    }

    /// Returns the entity as it was, if there was one.
    pub fn returning_old(mut self) -> Delete<'r, T, R, Old> {
        self.request.returning = Returning::Old;
        Delete {
            repository: self.repository,
            request: self.request,
            fault: self.fault,
            timeout: self.timeout,
            returns: PhantomData,
        }
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized, M> Delete<'r, T, R, M> {
    fn sent(self) -> BoxFuture<'r, Result<Option<T>, Error>> {
        match self.fault {
            Some(fault) => super::refused(fault),
            None => limited(self.repository.timer(), self.timeout, self.repository.delete_item(self.request)),
        }
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Delete<'r, T, R, Nothing> {
    type Output = Result<(), Error>;
    type IntoFuture = Pending<'r, T, ()>;

    fn into_future(self) -> Self::IntoFuture {
        Pending::nothing(self.sent())
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Delete<'r, T, R, Old> {
    type Output = Result<Option<T>, Error>;
    type IntoFuture = Pending<'r, T, Option<T>>;

    fn into_future(self) -> Self::IntoFuture {
        Pending::old_entity(self.sent())
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
