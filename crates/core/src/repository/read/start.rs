//! The start of a read: what is asked, and from where.

use super::{
    Options, ReadMany,
    pages::{Fetch, Pages, Plan},
    source::{Entities, Source},
    spots::Spots,
};
use crate::{
    Error,
    expr::Filter,
    repository::{Paging, ReadCursors, ReadPage, ReadRequest, Repository, Wanted, deadline::within},
    store::Segment,
};
use futures_util::future::{BoxFuture, FutureExt};
use std::{marker::PhantomData, sync::Arc, time::Duration};

/// Makes what makes the cursors of a read.
pub(super) type Binder<'r> = Box<dyn Fn() -> Result<ReadCursors, Error> + Send + Sync + 'r>;

/// A read that is about to begin.
pub(super) struct Started<'r, T, S, R: ?Sized> {
    pub(super) spots: Spots,
    asked: Arc<Asked<'r, R>>,
    concurrency: usize,
    types: PhantomData<fn() -> (T, S)>,
}

struct Asked<'r, R: ?Sized> {
    repository: &'r R,
    request: ReadRequest,
    options: Options,
}

impl<'r, T: Send + Sync + 'static, S: Source<T>, R: Repository<T> + ?Sized> ReadMany<'r, T, S, R> {
    pub(super) fn start(self) -> Result<Started<'r, T, S, R>, Error> {
        let Self { repository, source, mut options, entity: _ } = self;
        if let Some(fault) = options.fault.take() {
            return Err(fault);
        }
        let segments = source.segments();
        let request = source.into_request()?;
        // The request is copied for each page, and a copy takes stack for each level of a filter.
        request.validate()?;
        let (spots, concurrency) = match segments {
            None => (Spots::start(), 1),
            Some((segments, concurrency)) => (Spots::start_of(segments), concurrency),
        };
        let after = options.after.take();
        let asked = Arc::new(Asked { repository, request, options });
        let mut started = Started { spots, asked, concurrency, types: PhantomData };
        if let Some(cursor) = after {
            let position = started.cursors()?.open(&cursor)?;
            started.spots = started.spots.go_to(position)?;
        }
        Ok(started)
    }
}

impl<'r, T: Send + Sync + 'static, S: Source<T>, R: Repository<T> + ?Sized> Started<'r, T, S, R> {
    pub(super) fn options(&self) -> &Options {
        &self.asked.options
    }

    /// What makes the cursors of the read.
    pub(super) fn cursors(&self) -> Result<ReadCursors, Error> {
        self.asked.cursors::<T>()
    }

    /// As [`cursors`](Self::cursors), for later.
    pub(super) fn binder(&self) -> Binder<'r> {
        let asked = Arc::clone(&self.asked);
        Box::new(move || asked.cursors::<T>())
    }

    /// The pages with the entities; each has a time limit, if there is one.
    pub(super) fn pages(&self, wanted: Wanted, timeout: Option<Duration>) -> Pages<'r, S::Item>
    where
        S: Entities<T>,
    {
        self.follow(wanted, move |asked, request| {
            let page = S::read(asked.repository, request);
            match timeout {
                None => page,
                Some(_) => within(asked.repository.timer(), timeout, page).boxed(),
            }
        })
    }

    /// The pages with the numbers of entities.
    pub(super) fn counts(&self) -> Pages<'r, T> {
        self.follow(Wanted::Count, |asked, request| super::source::read_entities(asked.repository, request))
    }

    fn follow<I>(
        &self,
        wanted: Wanted,
        read: impl Fn(&Asked<'r, R>, ReadRequest) -> BoxFuture<'r, Result<ReadPage<I>, Error>> + Send + Sync + 'r,
    ) -> Pages<'r, I> {
        let asked = Arc::clone(&self.asked);
        let fetch: Fetch<'r, I> = Box::new(move |segment, paging| {
            let request = asked.request.page(segment, paging);
            read(&asked, request)
        });
        let Options { limit, max_requests, return_consumed_capacity, .. } = self.asked.options;
        let (lanes, concurrency) = (self.spots.lanes().to_vec(), self.concurrency);
        let is_parallel = matches!(self.asked.request, ReadRequest::ParallelScan(_));
        Pages::new(Plan {
            fetch,
            wanted,
            limit,
            return_consumed_capacity,
            max_requests,
            lanes,
            is_parallel,
            concurrency,
        })
    }
}

impl<R: ?Sized> Asked<'_, R> {
    fn cursors<T: Send + Sync + 'static>(&self) -> Result<ReadCursors, Error>
    where
        R: Repository<T>,
    {
        let Self { repository, request, options } = self;
        let cursors = repository.cursors(request)?;
        let cursors = options.context.iter().fold(cursors, |cursors, part| cursors.context(part));
        Ok(match request.filter() {
            Some(filter) if options.binds_filter => cursors.filter(filter),
            Some(_) | None => cursors,
        })
    }
}

impl ReadRequest {
    fn filter(&self) -> Option<&Filter> {
        match self {
            Self::Query(query) => query.filter.as_ref(),
            Self::Scan(scan) | Self::ParallelScan(scan) => scan.filter.as_ref(),
        }
    }

    fn validate(&self) -> Result<(), Error> {
        self.filter().map_or(Ok(()), Filter::validate)?;
        match self {
            Self::Query(query) => query.key_condition.validate(),
            Self::Scan(_) | Self::ParallelScan(_) => Ok(()),
        }
    }

    /// The request for one page, of a segment if one is named.
    fn page(&self, segment: Option<Segment>, paging: Paging) -> Self {
        let mut page = self.clone();
        match &mut page {
            Self::Query(query) => query.paging = paging,
            Self::Scan(scan) | Self::ParallelScan(scan) => {
                scan.segment = segment.or(scan.segment);
                scan.paging = paging;
            }
        }
        page
    }
}
