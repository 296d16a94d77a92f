//! Reading many entities.

use super::{BatchGetError, BatchGetItems, Repository, gathered::Gathered};
use crate::{
    Key, Projection,
    batch::{BatchError, BatchOptions, Observer},
};
use futures_util::future::BoxFuture;
use std::{fmt, future::IntoFuture};

/// A read of many entities. Await it.
#[must_use = "nothing happens until it is awaited"]
pub struct GetMany<'r, T, R: ?Sized> {
    repository: &'r R,
    request: BatchGetItems<T>,
    observer: Observer<'r>,
}

impl<'r, T, R: ?Sized> GetMany<'r, T, R> {
    pub(super) fn new(repository: &'r R, keys: Vec<Key<T>>) -> Self {
        let request = BatchGetItems { keys, consistent: false, options: BatchOptions::default() };
        Self { repository, request, observer: Observer::none() }
    }

    /// Sees every write that ended before it. Costs twice as much.
    pub const fn consistent(mut self) -> Self {
        self.request.consistent = true;
        self
    }

    batch_options!();
}

impl<T: Send + Sync + 'static, R: Repository<T> + ?Sized> GetMany<'_, T, R> {
    /// Reads only the attributes of a struct that derives [`Projection`]. The cost stays that of the whole items.
    ///
    /// # Errors
    ///
    /// As the read of whole entities.
    pub async fn project<P: Projection<Entity = T>>(self) -> Result<Vec<Option<P>>, BatchGetError<T, P>> {
        let Self { repository, request, observer } = self;
        let keys = request.keys.clone();
        let read = repository.batch_project_items(request, P::projection(), observer).await;
        let (done, not_done, end) = match read {
            Ok(items) => (keys.into_iter().zip(items).collect(), Vec::new(), Ok(())),
            Err(BatchError { done, not_done, unknown: _, cause }) => (done, not_done, Err(cause)),
        };
        let mut gathered = Gathered::with_capacity(done.len());
        for (key, item) in done {
            gathered.read(key, item.map(|item| P::from_item(&item)).transpose());
        }
        not_done.into_iter().for_each(|not_done| gathered.not_done(not_done));
        gathered.into_result(end)
    }
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for GetMany<'r, T, R> {
    type Output = Result<Vec<Option<T>>, BatchGetError<T>>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.repository.batch_get_items(self.request, self.observer)
    }
}

impl<T, R: ?Sized> fmt::Debug for GetMany<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetMany")
            .field("keys", &self.request.keys)
            .field("consistent", &self.request.consistent)
            .field("options", &self.request.options)
            .finish_non_exhaustive()
    }
}
