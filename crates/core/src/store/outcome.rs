//! The outcomes: one struct for each operation.

use super::{BatchGet, BatchWrite, ConsumedCapacity};
use crate::Item;

/// What [`get_item`](super::ItemStore::get_item) found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetItemOutcome {
    /// The item. It is without attributes if there is one but a projection names nothing that it has.
    pub item: Option<Item>,
    /// What the read consumed, if the request asked.
    pub consumed_capacity: Option<ConsumedCapacity>,
}

/// What [`put_item`](super::ItemStore::put_item) did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutItemOutcome {
    /// The item as it was, if the request asked and there was one.
    pub attributes: Option<Item>,
    /// What the write consumed, if the request asked.
    pub consumed_capacity: Option<ConsumedCapacity>,
}

/// What [`update_item`](super::ItemStore::update_item) did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateItemOutcome {
    /// The attributes that the request asked for, if there are any.
    pub attributes: Option<Item>,
    /// What the update consumed, if the request asked.
    pub consumed_capacity: Option<ConsumedCapacity>,
}

/// What [`delete_item`](super::ItemStore::delete_item) did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteItemOutcome {
    /// The item as it was, if the request asked and there was one.
    pub attributes: Option<Item>,
    /// What the delete consumed, if the request asked.
    pub consumed_capacity: Option<ConsumedCapacity>,
}

/// A page that [`query`](super::ItemStore::query) or [`scan`](super::ItemStore::scan) read.
///
/// A page may have no items and still not be the last one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageOutcome {
    /// The items; none if the request asked for their number alone.
    pub items: Vec<Item>,
    /// The number of items that the filter was true for.
    pub count: usize,
    /// The number of items read, before the filter.
    pub scanned_count: usize,
    /// Where the page ended; `None` if there is nothing after it. There may be nothing after it all the
    /// same: then the next page has no items.
    pub last_evaluated_key: Option<Item>,
    /// What the page consumed, if the request asked.
    pub consumed_capacity: Option<ConsumedCapacity>,
}

/// What [`batch_get_item`](super::ItemStore::batch_get_item) found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BatchGetItemOutcome {
    /// The items found, by table, in no order. Missing items are left out.
    pub items: Vec<(String, Vec<Item>)>,
    /// What was not read and should be asked for again.
    pub unprocessed: Vec<BatchGet>,
    /// What the reads consumed in each table, if the request asked.
    pub consumed_capacity: Vec<ConsumedCapacity>,
}

/// What [`batch_write_item`](super::ItemStore::batch_write_item) did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BatchWriteItemOutcome {
    /// What was not written and should be asked for again.
    pub unprocessed: Vec<BatchWrite>,
    /// What the writes consumed in each table, if the request asked.
    pub consumed_capacity: Vec<ConsumedCapacity>,
}

/// What [`transact_get_items`](super::ItemStore::transact_get_items) found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TransactGetItemsOutcome {
    /// One entry for each read, in the order of the request; `None` for a missing item.
    pub items: Vec<Option<Item>>,
    /// What the reads consumed in each table, if the request asked.
    pub consumed_capacity: Vec<ConsumedCapacity>,
}

/// What [`transact_write_items`](super::ItemStore::transact_write_items) did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TransactWriteItemsOutcome {
    /// What the actions consumed in each table, if the request asked.
    pub consumed_capacity: Vec<ConsumedCapacity>,
}
