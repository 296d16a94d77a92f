//! Following pages: of one read, or of the segments of a scan side by side.

use super::under_way::{Reading, UnderWay};
use crate::{
    Error, Item,
    repository::{Paging, ReadPage, Wanted},
    store::{ReturnConsumedCapacity, Segment},
};
use futures_util::future::BoxFuture;
use std::{
    collections::VecDeque,
    fmt,
    task::{Context, Poll, ready},
};

/// How far something was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    Start,
    After(Item),
    /// Inside a page whose keys the repository did not tell.
    Unknown,
    End,
}

/// Asks a repository for one page.
pub(super) type Fetch<'r, T> =
    Box<dyn Fn(Option<Segment>, Paging) -> BoxFuture<'r, Result<ReadPage<T>, Error>> + Send + Sync + 'r>;

/// What pages are read, and how.
pub(super) struct Plan<'r, T> {
    pub(super) fetch: Fetch<'r, T>,
    pub(super) wanted: Wanted,
    /// The most items of one request, before the filter.
    pub(super) limit: Option<u32>,
    pub(super) return_consumed_capacity: ReturnConsumedCapacity,
    pub(super) max_requests: Option<u32>,
    /// Where each lane begins.
    pub(super) lanes: Vec<Spot>,
    /// Whether each lane is a segment.
    pub(super) is_parallel: bool,
    /// How many requests there are at a time.
    pub(super) concurrency: usize,
}

/// The pages of a read. The lanes of it, which are the segments of a scan, are read side by side; those that
/// were begun go on before others begin.
pub(super) struct Pages<'r, T> {
    fetch: Fetch<'r, T>,
    paging: Paging,
    requests: u32,
    max_requests: Option<u32>,
    lanes: Vec<Lane>,
    is_parallel: bool,
    /// The lanes that have more and are not being read, the next one first.
    ready: VecDeque<usize>,
    reading: UnderWay<'r, T>,
    concurrency: usize,
}

struct Lane {
    next: Spot,
    /// How many items are read for each that is wanted.
    factor: u32,
}

/// What came next.
pub(super) enum Next<T> {
    Page(LanePage<T>),
    /// Nothing is under way.
    None,
}

/// What is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    More,
    /// All lanes are at their end.
    End,
    /// There is more, but no request is left for it.
    MaxRequests,
}

/// A page, and the lane that it is of.
#[derive(Debug)]
pub(super) struct LanePage<T> {
    pub(super) lane: usize,
    pub(super) page: ReadPage<T>,
}

impl<T> ReadPage<T> {
    /// Where a read goes on that has taken in the whole page.
    pub(super) fn end(&self) -> Spot {
        self.last_evaluated_key.clone().map_or(Spot::End, Spot::After)
    }
}

impl<'r, T> Pages<'r, T> {
    pub(super) fn new(plan: Plan<'r, T>) -> Self {
        let Plan {
            fetch,
            wanted,
            limit,
            return_consumed_capacity,
            max_requests,
            lanes,
            is_parallel,
            concurrency,
        } = plan;
        let lanes: Vec<_> = lanes.into_iter().map(|next| Lane { next, factor: 1 }).collect();
        let of = |spot: fn(&Spot) -> bool| {
            let lanes = lanes.iter().enumerate();
            lanes.filter(move |(_, lane)| spot(&lane.next)).map(|(at, _)| at)
        };
        let begun = of(|spot| matches!(spot, Spot::After(_)));
        let ready = begun.chain(of(|spot| *spot == Spot::Start)).collect();
        let paging = Paging { limit, exclusive_start_key: None, wanted, return_consumed_capacity };
        let reading = UnderWay::none();
        Self { fetch, paging, requests: 0, max_requests, lanes, is_parallel, ready, reading, concurrency }
    }

    /// The number of requests so far.
    pub(super) const fn requests(&self) -> u32 {
        self.requests
    }

    /// What is left beside the pages that were read.
    pub(super) fn state(&self) -> State {
        if self.reading.is_empty() && self.ready.is_empty() {
            State::End
        } else if self.reading.is_empty() && self.max_requests.is_some_and(|most| self.requests >= most) {
            State::MaxRequests
        } else {
            State::More
        }
    }

    /// The error of a read that could not be finished.
    pub(super) const fn unfinished(&self) -> Error {
        Error::Unfinished { requests: self.requests }
    }

    /// Lets go of what is under way.
    pub(super) fn drop_requests(&mut self) {
        self.reading.clear();
    }

    /// The number of requests that are under way.
    pub(super) fn under_way(&self) -> usize {
        self.reading.len()
    }

    /// Makes as many requests as there may be beside others, for so many entities if that is known.
    pub(super) fn request(&mut self, beside: usize, wanted: Option<usize>) {
        while beside + self.reading.len() < self.concurrency
            && self.max_requests.is_none_or(|most| self.requests < most)
            && wanted != Some(0)
            && let Some(lane) = self.ready.pop_front()
        {
            let Some(Lane { next, factor }) = self.lanes.get(lane) else { continue };
            let exclusive_start_key = match next {
                Spot::Start => None,
                Spot::After(key) => Some(key.clone()),
                Spot::Unknown | Spot::End => continue,
            };
            let needed = wanted.map(|wanted| saturating(wanted).saturating_mul(*factor));
            let limit = needed.into_iter().chain(self.paging.limit).min();
            let paging = Paging { limit, exclusive_start_key, ..self.paging.clone() };
            let page = (self.fetch)(self.segment(lane), paging);
            self.requests = self.requests.saturating_add(1);
            self.reading.push(Reading { lane, page });
        }
    }

    fn segment(&self, lane: usize) -> Option<Segment> {
        self.is_parallel.then(|| Segment { index: saturating(lane), total: saturating(self.lanes.len()) })
    }

    /// What comes next of what was requested. After an error nothing is under way.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Next<T>, Error>> {
        let Some((lane, page)) = ready!(self.reading.poll_next(context)) else {
            return Poll::Ready(Ok(Next::None));
        };
        let page = match page {
            Ok(page) => page,
            Err(error) => {
                self.drop_requests();
                return Poll::Ready(Err(error));
            }
        };
        if let Some(read) = self.lanes.get_mut(lane) {
            read.next = page.end();
            if page.count < page.scanned_count {
                read.factor = read.factor.saturating_mul(2);
            }
            if read.next != Spot::End {
                self.ready.push_front(lane);
            }
        }
        Poll::Ready(Ok(Next::Page(LanePage { lane, page })))
    }

    /// The next page, for so many entities if that is known.
    pub(super) async fn next(&mut self, wanted: Option<usize>) -> Result<Next<T>, Error> {
        self.request(0, wanted);
        std::future::poll_fn(|context| self.poll_next(context)).await
    }
}

impl<T> fmt::Debug for Pages<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("requests", &self.requests)
            .field("under_way", &self.under_way())
            .finish_non_exhaustive()
    }
}

/// A number of entities as a limit.
fn saturating(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
