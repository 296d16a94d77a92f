//! Reading many entities, page by page.

mod ahead;
mod endings;
mod items;
mod pages;
mod source;
mod spots;
mod start;
mod under_way;

pub use items::Items;
pub use source::{Entities, Only, Sequential, Source};
pub(super) use source::{private, read_entities};

use super::IntoCursor;
use crate::{
    Cursor, Error, Rule,
    store::{ConsumedCapacity, ReturnConsumedCapacity},
};
use std::{fmt, marker::PhantomData, time::Duration};

/// A read of many entities: a [`Query`](super::Query), a [`Find`](super::Find), a [`Scan`](super::Scan), or
/// one of them [projected](super::Projected). Nothing is read until its last method, which says how much:
/// [`page`](Self::page), [`stream`](Self::stream), [`all`](Self::all), [`first`](Self::first),
/// [`one`](Self::one) or [`count`](Self::count).
///
/// # How much is read
///
/// The service reads items, up to a limit or 1 MB, and then applies the filter. So how much is read and
/// how much is returned are two things, and four methods keep them apart:
///
/// | | counts | ends | the trap that it avoids |
/// |---|---|---|---|
/// | [`limit`](Self::limit) | items read by one request, before the filter | the request | a request that reads 1 MB where a few items were wanted |
/// | [`page_size`](Self::page_size) | entities of one page, after the filter | a `page` | a page with 3 entities, or none, though there are 20 more further on |
/// | [`take_exactly`](Self::take_exactly) | entities in all, after the filter | the whole read: `all`, `stream`, `count` too | a list that is cut in the caller, and a cursor that skips what was cut off |
/// | [`max_requests`](Self::max_requests) | requests | the whole read | a filter that hardly anything matches, and one call that reads a whole table |
///
/// `page_size(n).page()` and `take_exactly(n).page()` read the same. The difference is in what goes on by
/// itself: with a page size `all()` and `stream()` still return everything, while `take_exactly` ends them.
///
/// Where a number of entities is wanted, each request is told to read that many items. As long as a filter
/// hides some, the next request reads twice as many for each entity that is still missing: so a rare match
/// takes few requests, and no request reads much more than it must. `limit` bounds each of them all the same.
///
/// # Cursors
///
/// A page has a [cursor](crate::cursor) if there may be more, and [`after`](Self::after) goes on there: after
/// the last entity that was returned, not after the last item that was read. It belongs to this read: the
/// same table, index, key condition and direction, or segment; and to what else it is [bound
/// to](Self::context). The filter, the limits and what is projected may change.
///
/// Within one call pages follow each other without cursors.
///
/// # Cancellation
///
/// Dropping a read, its future or its stream leaves nothing running.
#[must_use = "nothing is read until `page`, `stream`, `all`, `first`, `one` or `count`"]
pub struct ReadMany<'r, T, S, R: ?Sized> {
    repository: &'r R,
    pub(super) source: S,
    options: Options,
    entity: PhantomData<fn() -> T>,
}

/// What can be said of every read.
#[derive(Debug, Default)]
struct Options {
    fault: Option<Error>,
    after: Option<Cursor>,
    limit: Option<u32>,
    page_size: Option<usize>,
    take_exactly: Option<usize>,
    max_requests: Option<u32>,
    return_consumed_capacity: ReturnConsumedCapacity,
    timeout: Option<Duration>,
    context: Vec<Vec<u8>>,
    binds_filter: bool,
}

impl<'r, T, S, R: ?Sized> ReadMany<'r, T, S, R> {
    pub(super) fn of(repository: &'r R, source: S) -> Self {
        Self { repository, source, options: Options::default(), entity: PhantomData }
    }

    /// The read with another source.
    pub(super) fn map<N>(self, source: impl FnOnce(S) -> N) -> ReadMany<'r, T, N, R> {
        let Self { repository, source: from, options, entity } = self;
        ReadMany { repository, source: source(from), options, entity }
    }

    /// Reads at most so many items in a request, before the filter: the service's `Limit`. At least 1.
    ///
    /// A page without a [page size](Self::page_size) is one request. With a filter it may have fewer
    /// entities, or none, and still not be the last one: what ends a list of pages is that there is no
    /// cursor.
    pub fn limit(mut self, limit: u32) -> Self {
        self.options.limit = Some(limit);
        self.at_least_one(limit > 0)
    }

    /// Returns pages of so many entities, as a reader sees pages: [`page`](Self::page) makes requests until
    /// it has that many, or there are no more. At least 1. It changes nothing for what does not return a
    /// page.
    pub fn page_size(mut self, entities: usize) -> Self {
        self.options.page_size = Some(entities);
        self.at_least_one(entities > 0)
    }

    /// Returns so many entities in all, or as many as there are: [`page`](Self::page), [`all`](Self::all),
    /// [`stream`](Self::stream) and [`count`](Self::count) make requests until they have that many, and end
    /// there. At least 1.
    ///
    /// The cursor of a page or stream goes on after the last entity that was returned, even where the last
    /// request had read more.
    pub fn take_exactly(mut self, entities: usize) -> Self {
        self.options.take_exactly = Some(entities);
        self.at_least_one(entities > 0)
    }

    /// Makes at most so many requests. At least 1.
    ///
    /// A [page](Self::page) ends then, with a cursor to go on, and says so in [`stop`](super::Page::stop). A
    /// stream has [`Error::Unfinished`] at its end, and a cursor too. What returns no cursor fails with
    /// [`Error::Unfinished`], so nothing that was cut off looks complete.
    ///
    /// The batches that [`follow`](super::Query::follow) reads from the table are not counted.
    pub fn max_requests(mut self, requests: u32) -> Self {
        self.options.max_requests = Some(requests);
        self.at_least_one(requests > 0)
    }

    /// Goes on where another read ended: with its cursor, or the text of one that a client sent. `None` is
    /// the start.
    ///
    /// # Examples
    ///
    /// ```
    /// # use twintable::prelude::*;
    /// # use twintable::repository::Page;
    /// # struct Order;
    /// struct Request {
    ///     cursor: Option<String>,
    /// }
    ///
    /// async fn orders(orders: &dyn Repository<Order>, request: Request) -> Result<Page<Order>, Error> {
    ///     orders.scan().page_size(20).after(request.cursor).page().await
    /// }
    /// ```
    pub fn after(mut self, cursor: impl IntoCursor) -> Self {
        match cursor.into_cursor() {
            Ok(cursor) => self.options.after = cursor,
            Err(refused) => self.options.fault = Some(refused.into()),
        }
        self
    }

    /// Binds cursors to a user, a session, a kind of view: they are refused where something else is given, or
    /// nothing. Each call adds one more, and their order counts. See also
    /// [`with_cursor_context`](super::TableRepository::with_cursor_context).
    ///
    /// The repository's scope is always bound.
    pub fn context(mut self, part: impl AsRef<[u8]>) -> Self {
        self.options.context.push(part.as_ref().to_vec());
        self
    }

    /// Binds cursors to the filter too, so that pages of one filter are not continued with another. Not for a
    /// filter that differs from page to page, such as one on the present time.
    pub const fn bind_filter(mut self) -> Self {
        self.options.binds_filter = true;
        self
    }

    /// Reports what the read consumed: all its requests together.
    pub const fn return_consumed_capacity(mut self, wanted: ReturnConsumedCapacity) -> Self {
        self.options.return_consumed_capacity = wanted;
        self
    }

    /// Gives up after this time, by the repository's timer: with [`Error::TimedOut`]. The time is that of the
    /// whole call, however many requests it makes; of a stream it is that of each page, since the consumer's
    /// own pace is none of its business.
    pub const fn timeout(mut self, limit: Duration) -> Self {
        self.options.timeout = Some(limit);
        self
    }

    pub(super) fn at_least_one(mut self, is_kept: bool) -> Self {
        if !is_kept {
            self.options.fault = Some(Error::invalid(Rule::LimitZero));
        }
        self
    }
}

impl<T, S: fmt::Debug, R: ?Sized> fmt::Debug for ReadMany<'_, T, S, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { repository: _, source, options, entity: _ } = self;
        f.debug_struct("ReadMany").field("source", source).field("options", options).finish_non_exhaustive()
    }
}

/// Adds what another request consumed.
pub(super) fn add_capacity(sum: &mut Option<ConsumedCapacity>, consumed: Option<ConsumedCapacity>) {
    match (sum, consumed) {
        (Some(sum), Some(consumed)) => sum.add(consumed),
        (sum @ None, consumed) => *sum = consumed,
        (Some(_), None) => {}
    }
}

#[cfg(test)]
mod tests;
