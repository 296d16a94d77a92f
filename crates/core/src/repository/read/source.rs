//! What is read, and what comes of it.

use crate::{
    Error, Item, Projection,
    repository::{ReadPage, ReadRequest, Repository},
};
use futures_util::future::{BoxFuture, FutureExt};
use std::{fmt, marker::PhantomData};

/// What a [`ReadMany`](super::ReadMany) reads.
///
/// It is sealed: [`Query`](crate::repository::Query) and its like are all there are.
pub trait Source<T>: private::Sealed + Send + Sized {
    #[doc(hidden)]
    fn into_request(self) -> Result<ReadRequest, Error>;

    /// How many segments are read side by side, and by how many requests at a time, if it is a parallel scan.
    #[doc(hidden)]
    fn segments(&self) -> Option<(u32, usize)> {
        None
    }
}

/// A source whose entities can be read: not an index that lacks some of their attributes.
pub trait Entities<T>: Source<T> {
    /// What is returned for each entity.
    type Item: 'static;

    #[doc(hidden)]
    fn read<R: Repository<T> + ?Sized>(
        repository: &R,
        request: ReadRequest,
    ) -> BoxFuture<'_, Result<ReadPage<Self::Item>, Error>>
    where
        T: Send + Sync + 'static;
}

/// A source that is read in one go, one page after the other: not a parallel scan.
#[diagnostic::on_unimplemented(
    message = "a parallel scan has no pages, and no first entity",
    note = "it has `stream`, `all` and `count`"
)]
pub trait Sequential: private::Sealed {}

pub(in crate::repository) mod private {
    /// Nobody else implements the traits.
    pub trait Sealed {}
}

/// Reads whole entities.
pub(in crate::repository) fn read_entities<T: Send + Sync + 'static, R: Repository<T> + ?Sized>(
    repository: &R,
    request: ReadRequest,
) -> BoxFuture<'_, Result<ReadPage<T>, Error>> {
    match request {
        ReadRequest::Query(query) => repository.query_items(query),
        ReadRequest::Scan(scan) | ReadRequest::ParallelScan(scan) => repository.scan_items(scan),
    }
}

/// Some attributes of what another source reads.
pub struct Only<S, P> {
    source: S,
    projection: PhantomData<fn() -> P>,
}

impl<S, P> Only<S, P> {
    pub(in crate::repository) const fn of(source: S) -> Self {
        Self { source, projection: PhantomData }
    }
}

impl<S, P> private::Sealed for Only<S, P> {}

impl<S: Sequential, P> Sequential for Only<S, P> {}

impl<T, S: Source<T>, P> Source<T> for Only<S, P> {
    fn into_request(self) -> Result<ReadRequest, Error> {
        self.source.into_request()
    }

    fn segments(&self) -> Option<(u32, usize)> {
        self.source.segments()
    }
}

impl<T, S: Source<T>, P: Projection<Entity = T>> Entities<T> for Only<S, P> {
    type Item = P;

    fn read<R: Repository<T> + ?Sized>(
        repository: &R,
        request: ReadRequest,
    ) -> BoxFuture<'_, Result<ReadPage<P>, Error>>
    where
        T: Send + Sync + 'static,
    {
        let projection = P::projection();
        let page = match request {
            ReadRequest::Query(query) => repository.project_query(query, projection),
            ReadRequest::Scan(scan) | ReadRequest::ParallelScan(scan) => {
                repository.project_scan(scan, projection)
            }
        };
        page.map(|page| projected(page?)).boxed()
    }
}

fn projected<P: Projection>(mut page: ReadPage<Item>) -> Result<ReadPage<P>, Error> {
    let items = std::mem::take(&mut page.items);
    let items = items.iter().map(P::from_item).collect::<Result<_, _>>()?;
    Ok(page.with_items(items))
}

impl<S: fmt::Debug, P> fmt::Debug for Only<S, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Only").field(&self.source).finish()
    }
}
