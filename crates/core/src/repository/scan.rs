//! Reading a whole table.

use super::{
    ReadMany, ReadPage, ReadRequest, Repository, ScanItems,
    read::{Entities, Sequential, Source, private, read_entities},
};
use crate::{Covers, Error, Index, IntoFilter, InvalidRequest, Item, Rule, store::Segment};
use futures_util::future::BoxFuture;
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A read of a whole table or index: [`orders.scan()`](super::RepositoryExt::scan).
pub type Scan<'r, T, R> = ReadMany<'r, T, Table<InSequence>, R>;

/// A read of a whole table or index, in [segments](Scan::segments) that are read side by side. It has
/// [`stream`](ReadMany::stream), [`all`](ReadMany::all) and [`count`](ReadMany::count).
pub type ParallelScan<'r, T, R> = ReadMany<'r, T, Table<InParallel>, R>;

/// What a [`Scan`] reads.
pub struct Table<M> {
    request: ScanItems,
    segments: u32,
    concurrency: Option<usize>,
    fault: Option<Box<InvalidRequest>>,
    way: PhantomData<fn() -> M>,
}

/// Marks a scan that reads one page after the other.
#[derive(Debug, Clone, Copy)]
pub enum InSequence {}

/// Marks a scan that reads several segments side by side.
#[derive(Debug, Clone, Copy)]
pub enum InParallel {}

/// The most segments that there may be.
const MAX_SEGMENTS: u32 = 1_000_000;

/// How many requests a parallel scan has under way, unless it is told.
const CONCURRENCY: usize = 8;

impl<'r, T, R: ?Sized> Scan<'r, T, R> {
    pub(super) fn new(repository: &'r R) -> Self {
        let (request, way) = (ScanItems::default(), PhantomData);
        Self::of(repository, Table { request, segments: 1, concurrency: None, fault: None, way })
    }

    /// Reads one of several segments, which together are the table: for workers that divide a scan among
    /// them. Segments are numbered from 0, and there are 1 to 1,000,000.
    pub fn segment(mut self, index: u32, total: u32) -> Self {
        self.source.request.segment = Some(Segment { index, total });
        self
    }

    /// Reads so many segments side by side, 1 to 1,000,000, as one stream without an order. Each may have a
    /// page in memory while it is read.
    ///
    /// One cursor says how far all of them have come. It goes on with the same number of segments, and has
    /// room for about 5,000; it holds a key for each segment that is being read, so that with long keys the
    /// [concurrency](ParallelScan::concurrency) has to be low: see [its sizes](crate::cursor#sizes).
    pub fn segments(self, total: u32) -> ParallelScan<'r, T, R> {
        self.map(|Table { request, segments: _, concurrency, mut fault, way: _ }| {
            if total == 0 || total > MAX_SEGMENTS || request.segment.is_some() {
                fault = Some(InvalidRequest::new(Rule::SegmentRange));
            }
            Table { request, segments: total, concurrency, fault, way: PhantomData }
        })
    }
}

impl<T, R: ?Sized> ParallelScan<'_, T, R> {
    /// Makes at most so many requests at a time, at least 1. It is 8 unless told. Segments that were begun
    /// are read to their end before others begin.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.source.concurrency = Some(requests);
        self.at_least_one(requests > 0)
    }
}

impl<T, M, R: ?Sized> ReadMany<'_, T, Table<M>, R> {
    /// Reads an index, which must hold all attributes of the entity.
    pub fn of_index<I: Covers + Index<Entity = T>>(mut self) -> Self {
        self.source.request.index = I::NAME.map(Cow::Borrowed);
        self
    }

    /// Returns only what a filter is true for. It changes no cost, and a page may have nothing that matches
    /// and still not be the last. Several filters must all be true.
    pub fn filter(mut self, filter: impl IntoFilter<T>) -> Self {
        super::and_when(&mut self.source.request.filter, &mut self.source.fault, filter.into_filter());
        self
    }

    /// Sees every write that ended before it. Costs twice as much; not possible on a global index.
    pub fn consistent(mut self) -> Self {
        self.source.request.consistent = true;
        self
    }

    /// Says that a scan is meant, and why: a repository that [denies
    /// scans](super::TableRepository::denying_scans) does this one. The reason is for who reads the code.
    pub fn allow_full_scan(mut self, why: impl Into<Cow<'static, str>>) -> Self {
        self.source.request.allowed = Some(why.into());
        self
    }
}

impl<M, R: ?Sized> ReadMany<'_, Item, Table<M>, R> {
    /// Reads an index.
    pub fn index(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.source.request.index = Some(name.into());
        self
    }
}

impl<M> private::Sealed for Table<M> {}

impl Sequential for Table<InSequence> {}

impl<T> Source<T> for Table<InSequence> {
    fn into_request(self) -> Result<ReadRequest, Error> {
        self.fault.map_or(Ok(ReadRequest::Scan(self.request)), |fault| Err(fault.into()))
    }
}

impl<T> Source<T> for Table<InParallel> {
    fn into_request(self) -> Result<ReadRequest, Error> {
        self.fault.map_or(Ok(ReadRequest::ParallelScan(self.request)), |fault| Err(fault.into()))
    }

    fn segments(&self) -> Option<(u32, usize)> {
        Some((self.segments, self.concurrency.unwrap_or(CONCURRENCY)))
    }
}

impl<T: 'static, M> Entities<T> for Table<M>
where
    Self: Source<T>,
{
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

impl<M> fmt::Debug for Table<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("request", &self.request).finish_non_exhaustive()
    }
}
