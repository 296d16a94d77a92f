//! Writing many entities.

use super::{BatchWriteItems, Repository, WriteItem};
use crate::batch::{BatchError, Observer};
use futures_util::future::{BoxFuture, FutureExt};
use std::{fmt, future::IntoFuture};

/// A write of many entities: puts or creates. Await it.
///
/// It returns the entities as stored, in the order given.
#[must_use = "nothing happens until it is awaited"]
pub struct PutMany<'r, T, R: ?Sized> {
    repository: &'r R,
    request: BatchWriteItems<T>,
    observer: Observer<'r>,
}

impl<'r, T, R: ?Sized> PutMany<'r, T, R> {
    pub(super) fn new(repository: &'r R, writes: Vec<WriteItem<T>>) -> Self {
        Self { repository, request: BatchWriteItems::new(writes), observer: Observer::none() }
    }

    batch_options!();
    batch_write_options!();
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for PutMany<'r, T, R> {
    type Output = Result<Vec<T>, BatchError<T>>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let entities =
            |writes: Vec<WriteItem<T>>| writes.into_iter().filter_map(WriteItem::into_entity).collect();
        let written = self.repository.batch_write_items(self.request, self.observer);
        let done = move |outcome: Result<_, BatchError<_>>| match outcome {
            Ok(done) => Ok(entities(done)),
            Err(error) => Err(error.filter_map(entities, WriteItem::into_entity)),
        };
        written.map(done).boxed()
    }
}

impl<T, R: ?Sized> fmt::Debug for PutMany<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PutMany")
            .field("writes", &self.request.writes.len())
            .field("repeated", &self.request.repeated)
            .field("batch_only", &self.request.batch_only)
            .field("options", &self.request.options)
            .finish_non_exhaustive()
    }
}
