//! Reading one entity.

use super::{GetItem, Repository, limited};
use crate::{Error, Key, Projection};
use futures_util::future::BoxFuture;
use std::{fmt, future::IntoFuture, time::Duration};

/// A read of one entity. Await it.
#[must_use = "nothing happens until it is awaited"]
pub struct Get<'r, T, R: ?Sized> {
    repository: &'r R,
    request: GetItem<T>,
    timeout: Option<Duration>,
}

impl<'r, T, R: ?Sized> Get<'r, T, R> {
    pub(super) const fn new(repository: &'r R, key: Key<T>) -> Self {
        Self { repository, request: GetItem { key, consistent: false }, timeout: None }
    }

    /// Sees every write that ended before it. Costs twice as much.
    pub const fn consistent(mut self) -> Self {
        self.request.consistent = true;
        self
    }

    /// Gives up after this time, by the repository's timer: with [`Error::TimedOut`].
    pub const fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }
}

impl<T: Send + Sync + 'static, R: Repository<T> + ?Sized> Get<'_, T, R> {
    /// Reads only the attributes of a struct that derives [`Projection`]. The cost stays that of the whole item.
    ///
    /// # Errors
    ///
    /// What the [repository](Repository) fails with.
    pub async fn project<P: Projection<Entity = T>>(self) -> Result<Option<P>, Error> {
        let read = self.repository.project_item(self.request, P::projection());
        let item = limited(self.repository.timer(), self.timeout, read).await?;
        item.map(|item| P::from_item(&item)).transpose()
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for Get<'r, T, R> {
    type Output = Result<Option<T>, Error>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        limited(self.repository.timer(), self.timeout, self.repository.get_item(self.request))
    }
}

impl<T, R: ?Sized> fmt::Debug for Get<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Get").field("key", &self.request.key).finish_non_exhaustive()
    }
}
