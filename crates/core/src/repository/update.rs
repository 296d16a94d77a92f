//! Changing one entity.

use super::{
    Existence, New, Nothing, Old, Pending, Repository, Returning, UpdateItem, limited, request::Marker,
};
use crate::{Change, Error, IntoFilter, InvalidRequest, Key, Versioned, expr};
use futures_util::future::BoxFuture;
use std::{fmt, future::IntoFuture, marker::PhantomData, time::Duration};

/// A change of one entity: an update or an upsert. Await it.
///
/// It returns the entity as it is now, unless it is told otherwise.
#[must_use = "nothing happens until it is awaited"]
pub struct Update<'r, T, R: ?Sized, M = New> {
    repository: &'r R,
    request: UpdateItem<T>,
    changes: crate::Update<T>,
    fault: Option<Box<InvalidRequest>>,
    timeout: Option<Duration>,
    returns: Marker<M>,
}

impl<'r, T, R: ?Sized> Update<'r, T, R> {
    pub(super) const fn new(repository: &'r R, key: Key<T>, existence: Existence) -> Self {
        let request = UpdateItem {
            key,
            update: expr::Update::new(),
            given: Vec::new(),
            existence,
            expecting: None,
            condition: None,
            returning: Returning::New,
        };
        Self {
            repository,
            request,
            changes: crate::Update::new(),
            fault: None,
            timeout: None,
            returns: PhantomData,
        }
    }
}

impl<T, R: ?Sized, M> Change<T> for Update<'_, T, R, M> {
    fn changed(mut self, change: impl FnOnce(crate::Update<T>) -> crate::Update<T>) -> Self {
        self.changes = change(self.changes);
        self
    }
}

impl<'r, T, R: ?Sized, M> Update<'r, T, R, M> {
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

    /// Depends on the version of the entity. Every update counts it up, whether this is called or not.
    pub const fn expecting(mut self, version: u64) -> Self
    where
        T: Versioned,
    {
        self.request.expecting = Some(version);
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

    fn returning<N>(mut self, returning: Returning) -> Update<'r, T, R, N> {
        self.request.returning = returning;
        Update {
            repository: self.repository,
            request: self.request,
            changes: self.changes,
            fault: self.fault,
            timeout: self.timeout,
            returns: PhantomData,
        }
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized, M> Update<'r, T, R, M> {
    fn sent(mut self) -> BoxFuture<'r, Result<Option<T>, Error>> {
        let changes = self.fault.map_or_else(|| self.changes.into_parts(), Err);
        match changes {
            Ok((update, given)) => {
                self.request.update = update;
                self.request.given = given;
                limited(self.repository.timer(), self.timeout, self.repository.update_item(self.request))
            }
            Err(fault) => super::refused(fault),
        }
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Update<'r, T, R, New> {
    type Output = Result<T, Error>;
    type IntoFuture = Pending<'r, T, T>;

    fn into_future(self) -> Self::IntoFuture {
        Pending::new_entity(self.sent())
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Update<'r, T, R, Old> {
    type Output = Result<Option<T>, Error>;
    type IntoFuture = Pending<'r, T, Option<T>>;

    fn into_future(self) -> Self::IntoFuture {
        Pending::old_entity(self.sent())
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Update<'r, T, R, Nothing> {
    type Output = Result<(), Error>;
    type IntoFuture = Pending<'r, T, ()>;

    fn into_future(self) -> Self::IntoFuture {
        Pending::nothing(self.sent())
    }
}

impl<T, R: ?Sized, M> fmt::Debug for Update<'_, T, R, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Update")
            .field("key", &self.request.key)
            .field("changes", &self.changes)
            .field("condition", &self.request.condition)
            .finish_non_exhaustive()
    }
}
