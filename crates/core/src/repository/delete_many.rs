//! Removing many entities.

use super::{BatchWriteItems, Repository, WriteItem};
use crate::{
    Key,
    batch::{BatchError, Observer},
};
use futures_util::future::{BoxFuture, FutureExt};
use std::{fmt, future::IntoFuture};

/// A removal of many entities. Await it.
#[must_use = "nothing happens until it is awaited"]
pub struct DeleteMany<'r, T, R: ?Sized> {
    repository: &'r R,
    request: BatchWriteItems<T>,
    observer: Observer<'r>,
}

impl<'r, T, R: ?Sized> DeleteMany<'r, T, R> {
    pub(super) fn new(repository: &'r R, keys: impl Iterator<Item = (Key<T>, Option<u64>)>) -> Self {
        let writes = keys.map(|(key, expecting)| WriteItem::Delete { key, expecting });
        Self { repository, request: BatchWriteItems::new(writes), observer: Observer::none() }
    }

    batch_options!();
    batch_write_options!();
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for DeleteMany<'r, T, R> {
    type Output = Result<(), BatchError<Key<T>>>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let deleted = self.repository.batch_write_items(self.request, self.observer);
        let keys = |writes: Vec<WriteItem<T>>| writes.into_iter().filter_map(WriteItem::into_key).collect();
        deleted
            .map(move |outcome| {
                outcome.map(drop).map_err(|error| error.filter_map(keys, WriteItem::into_key))
            })
            .boxed()
    }
}

impl<T, R: ?Sized> fmt::Debug for DeleteMany<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeleteMany")
            .field("writes", &self.request.writes.len())
            .field("repeated", &self.request.repeated)
            .field("batch_only", &self.request.batch_only)
            .field("options", &self.request.options)
            .finish_non_exhaustive()
    }
}
