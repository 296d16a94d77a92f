//! Pages: as a repository reads them, and as they are handed out.

use super::{QueryItems, ScanItems};
use crate::{
    Cursor, Item,
    store::{ConsumedCapacity, ReturnConsumedCapacity},
};

/// What is read page by page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadRequest {
    /// A partition.
    Query(QueryItems),
    /// The whole table or index, or one segment of it.
    Scan(ScanItems),
    /// All segments of the table or index, side by side.
    ParallelScan(ScanItems),
}

/// Which page of a read is asked for: one request of the service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paging {
    /// The most items that are read, before the filter.
    pub limit: Option<u32>,
    /// Where a page before this one ended, or the key of an item inside of one.
    pub exclusive_start_key: Option<Item>,
    /// What the page has.
    pub wanted: Wanted,
    /// Whether to report what the request consumed.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// What a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wanted {
    /// The entities.
    #[default]
    Items,
    /// The entities, and where each of them stands in the read.
    ItemsAndKeys,
    /// The number of entities alone.
    Count,
}

/// One page, as a repository reads it. It may have none and still not be the last one.
///
/// The methods of [`ReadMany`](super::ReadMany) make [`Page`]s of them, with cursors.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadPage<T> {
    /// The entities that the filter is true for; none if their number alone is wanted.
    pub items: Vec<T>,
    /// For each entity, if the request asked, its key in what is read and its key in the table: a page that
    /// starts after it goes on with the next entity.
    pub keys: Vec<Item>,
    /// The number of entities that the filter is true for.
    pub count: usize,
    /// The number of items read, before the filter.
    pub scanned_count: usize,
    /// Where the page ended; `None` if it was the last one.
    ///
    /// It can be the key of an item that the filter hid, also of another tenant's. So it is not for handing
    /// out: a [`Cursor`] is.
    pub last_evaluated_key: Option<Item>,
    /// What the request consumed, if it asked.
    pub consumed_capacity: Option<ConsumedCapacity>,
}

impl<T> ReadPage<T> {
    /// The last page of a read, with these entities and no keys.
    pub const fn last(items: Vec<T>) -> Self {
        let count = items.len();
        Self {
            items,
            keys: Vec::new(),
            count,
            scanned_count: count,
            last_evaluated_key: None,
            consumed_capacity: None,
        }
    }

    /// The page with other items.
    pub(super) fn with_items<U>(self, items: Vec<U>) -> ReadPage<U> {
        let Self { items: _, keys, count, scanned_count, last_evaluated_key, consumed_capacity } = self;
        ReadPage { items, keys, count, scanned_count, last_evaluated_key, consumed_capacity }
    }
}

/// A page that is handed out.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The entities that the filter is true for. There may be none, and still more to read: see
    /// [`stop`](Self::stop).
    pub items: Vec<T>,
    /// Where the next page begins; `None` if there is nothing more. It goes on after the last of the
    /// entities.
    pub cursor: Option<Cursor>,
    /// The number of items read, before the filter. The cost depends on these.
    pub scanned_count: usize,
    /// The number of requests that it took.
    pub requests: u32,
    /// Why the page ends where it does.
    pub stop: Stop,
    /// What the requests consumed together, if the read asked.
    pub consumed_capacity: Option<ConsumedCapacity>,
}

/// Why a page ends where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stop {
    /// There is nothing more. The page has no cursor.
    End,
    /// It has as many entities as it was asked for.
    Enough,
    /// It is what one request read: up to the limit, or 1 MB.
    Request,
    /// It took as many requests as it was allowed.
    MaxRequests,
}
