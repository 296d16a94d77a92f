//! Writing the entities of a stream.

use super::{BatchWriteStream, Repository, WriteItem};
use crate::batch::{BatchError, Observer};
use futures_util::{
    future::{BoxFuture, FutureExt},
    stream::BoxStream,
};
use std::{fmt, future::IntoFuture};

/// A write of the entities of a stream. Await it.
///
/// It returns how many they were. When it fails it lists what is not done and what is unknown of what it took from the
/// stream, and counts what is done. Where a key is repeated, the table is as if each had been written in turn.
///
/// # Examples
///
/// ```
/// # use twintable::prelude::*;
/// # struct Order;
/// use futures::{Stream, stream};
///
/// async fn load(orders: &dyn Repository<Order>, file: impl Stream<Item = Order> + Send) -> Result<usize, Error> {
///     let load = orders.put_stream(file).on_progress(|progress| println!("{} orders", progress.done));
///     Ok(load.await?)
/// }
/// ```
#[must_use = "nothing happens until it is awaited"]
pub struct PutStream<'r, T, R: ?Sized> {
    repository: &'r R,
    request: BatchWriteStream<'r, T>,
    observer: Observer<'r>,
}

impl<'r, T, R: ?Sized> PutStream<'r, T, R> {
    pub(super) fn new(repository: &'r R, writes: BoxStream<'r, WriteItem<T>>) -> Self {
        Self { repository, request: BatchWriteStream::new(writes), observer: Observer::none() }
    }

    /// Goes on with the others where one fails by itself: one that breaks a rule or whose condition is false. What
    /// failed is kept until the end, in memory.
    pub const fn keep_going(mut self) -> Self {
        self.request.keeps_going = true;
        self
    }

    batch_options!();
    batch_only!();
}

impl<'r, T: Send + Sync + 'static, R: Repository<T> + ?Sized> IntoFuture for PutStream<'r, T, R> {
    type Output = Result<usize, BatchError<T, usize>>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let written = self.repository.batch_write_stream(self.request, self.observer);
        let entities = |error: BatchError<_, _>| error.filter_map(|done| done, WriteItem::into_entity);
        written.map(move |outcome| outcome.map_err(entities)).boxed()
    }
}

impl<T, R: ?Sized> fmt::Debug for PutStream<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PutStream").field(&self.request).finish()
    }
}
