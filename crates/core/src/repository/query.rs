//! Reading a partition.

use super::{
    QueryItems, ReadMany, ReadPage, ReadRequest, Repository,
    read::{Entities, Only, Sequential, Source, private, read_entities},
};
use crate::{
    AnyIndex, ConsistentIndex, Covers, Error, Index, IntoFilter, InvalidRequest, Item, KeyCondition,
    Projection, expr,
};
use futures_util::future::BoxFuture;
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A read of a partition, of the table or of an index: [`orders.query(..)`](super::RepositoryExt::query).
pub type Query<'r, T, I, R> = ReadMany<'r, T, Partition<I>, R>;

/// A read that returns only some attributes.
pub type Projected<'r, T, P, S, R> = ReadMany<'r, T, Only<S, P>, R>;

/// What a [`Query`] reads.
pub struct Partition<I> {
    request: QueryItems,
    fault: Option<Box<InvalidRequest>>,
    index: PhantomData<fn() -> I>,
}

impl<'r, T, I: Index, R: ?Sized> Query<'r, T, I, R> {
    pub(super) fn new(repository: &'r R, key_condition: KeyCondition<I>) -> Self {
        let (index, made) = key_condition.into_parts();
        let (key_condition, fault) = match made {
            Ok(key_condition) => (key_condition, None),
            Err(fault) => (expr::KeyCondition { partition: Vec::new(), sort: Vec::new() }, Some(fault)),
        };
        let request = QueryItems { index, ..QueryItems::new(key_condition) };
        Self::of(repository, Partition { request, fault, index: PhantomData })
    }
}

impl<T, R: ?Sized> Query<'_, T, AnyIndex, R> {
    /// Reads an index.
    pub fn index(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.source.request.index = Some(name.into());
        self
    }
}

impl<'r, T, I, R: ?Sized> Query<'r, T, I, R> {
    /// Returns only what a filter is true for. It changes no cost, and a page may have nothing that matches
    /// and still not be the last. Several filters must all be true.
    pub fn filter(mut self, filter: impl IntoFilter<T>) -> Self {
        super::and_when(&mut self.source.request.filter, &mut self.source.fault, filter.into_filter());
        self
    }

    /// Sees every write that ended before it. Costs twice as much; not possible on a global index.
    pub fn consistent(mut self) -> Self
    where
        I: ConsistentIndex,
    {
        self.source.request.consistent = true;
        self
    }

    /// Reverses the order of the sort key.
    pub fn descending(mut self) -> Self {
        self.source.request.descending = true;
        self
    }

    /// Reads the entities from the table, after the index has said which: for an index that does not hold all
    /// attributes. It costs a read of each entity on top, and leaves out what was deleted since. A filter
    /// looks at what the index holds.
    pub fn follow(self) -> Query<'r, T, Followed, R> {
        self.map(|Partition { mut request, fault, index: _ }| {
            request.follow = true;
            Partition { request, fault, index: PhantomData }
        })
    }
}

/// Marks a query whose entities are read from the table after the index.
#[derive(Debug, Clone, Copy)]
pub enum Followed {}

impl Index for Followed {
    type Entity = Item;
    const NAME: Option<&'static str> = None;
}

impl Covers for Followed {}

impl<'r, T, S: Source<T>, R: ?Sized> ReadMany<'r, T, S, R> {
    /// Reads only the attributes of a struct that derives [`Projection`], which the index must hold. The cost
    /// stays that of what the table or index holds.
    pub fn project<P: Projection<Entity = T>>(self) -> Projected<'r, T, P, S, R> {
        self.map(Only::of)
    }
}

impl<I> private::Sealed for Partition<I> {}

impl<I> Sequential for Partition<I> {}

impl<T, I> Source<T> for Partition<I> {
    fn into_request(self) -> Result<ReadRequest, Error> {
        let Self { request, fault, index: _ } = self;
        fault.map_or(Ok(ReadRequest::Query(request)), |fault| Err(fault.into()))
    }
}

impl<T: 'static, I: Covers> Entities<T> for Partition<I> {
    type Item = T;

    fn read<R: Repository<T> + ?Sized>(
        repository: &R,
        request: ReadRequest,
    ) -> BoxFuture<'_, Result<ReadPage<T>, Error>>
    where
        T: Send + Sync + 'static,
    {
        read_entities(repository, request)
    }
}

impl<I> fmt::Debug for Partition<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Partition").field(&self.request).finish()
    }
}
