//! Requests for a page of items.

use super::TableName;
use crate::{
    Item,
    expr::{Filter, KeyCondition, Projection},
    store::ReturnConsumedCapacity,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a query or scan returns of each item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Select {
    /// All that the table or index holds.
    #[default]
    AllProjected,
    /// All attributes. From a local index that does not hold them they are fetched from the table, which
    /// costs one more read for each item; a global index that does not hold them refuses.
    AllAttributes,
    /// These parts.
    Attributes(Projection),
    /// The number of items alone.
    Count,
}

/// Reads one page of a partition, of the table or of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The table.
    pub table: TableName,
    /// The index to read; the table itself if `None`.
    pub index: Option<Cow<'static, str>>,
    /// Which part of which partition is read.
    pub key_condition: KeyCondition,
    /// Which of the items read are returned. It is applied after the limit and changes no cost.
    pub filter: Option<Filter>,
    /// What is returned of each item.
    pub select: Select,
    /// Whether the read sees every write that ended before it. Not possible on a global index.
    pub consistent: bool,
    /// Whether the order of the sort key is reversed.
    pub descending: bool,
    /// The most items that are read, before the filter; at least 1. A page ends at 1 MB in any case.
    pub limit: Option<u32>,
    /// Where a page before this one ended: its `last_evaluated_key`.
    pub exclusive_start_key: Option<Item>,
    /// Whether to report what the read consumed.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

impl Query {
    /// A query of the table for the first page, ascending and eventually consistent.
    pub fn new(table: impl Into<TableName>, key_condition: KeyCondition) -> Self {
        Self {
            table: table.into(),
            index: None,
            key_condition,
            filter: None,
            select: Select::AllProjected,
            consistent: false,
            descending: false,
            limit: None,
            exclusive_start_key: None,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        }
    }

    /// Reads an index.
    #[must_use]
    pub fn index(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.index = Some(name.into());
        self
    }

    /// Returns only the items that a filter is true for.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = Some(filter);
        self
    }

    /// Says what is returned of each item.
    #[must_use]
    pub fn select(mut self, select: Select) -> Self {
        self.select = select;
        self
    }

    /// Sees every write that ended before it. Costs twice as much; not possible on a global index.
    #[must_use]
    pub const fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Reverses the order of the sort key.
    #[must_use]
    pub const fn descending(mut self) -> Self {
        self.descending = true;
        self
    }

    /// Reads at most this many items.
    #[must_use]
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Continues after another page.
    #[must_use]
    pub fn after(mut self, last_evaluated_key: Option<Item>) -> Self {
        self.exclusive_start_key = last_evaluated_key;
        self
    }
}

/// One of several parts that a scan is divided into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Which part, from 0 to `total - 1`.
    pub index: u32,
    /// How many parts there are: 1 to 1,000,000.
    pub total: u32,
}

/// Reads one page of the whole table or of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    /// The table.
    pub table: TableName,
    /// The index to read; the table itself if `None`.
    pub index: Option<Cow<'static, str>>,
    /// Which of the items read are returned. It is applied after the limit and changes no cost.
    pub filter: Option<Filter>,
    /// What is returned of each item.
    pub select: Select,
    /// Whether the read sees every write that ended before it. Not possible on a global index.
    pub consistent: bool,
    /// The most items that are read, before the filter; at least 1. A page ends at 1 MB in any case.
    pub limit: Option<u32>,
    /// Which part is read; all if `None`. A scan's later pages must name the same part.
    pub segment: Option<Segment>,
    /// Where a page before this one ended: its `last_evaluated_key`.
    pub exclusive_start_key: Option<Item>,
    /// Whether to report what the read consumed.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

impl Scan {
    /// A scan of the whole table, for its first page, eventually consistent.
    pub fn new(table: impl Into<TableName>) -> Self {
        Self {
            table: table.into(),
            index: None,
            filter: None,
            select: Select::AllProjected,
            consistent: false,
            limit: None,
            segment: None,
            exclusive_start_key: None,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        }
    }

    /// Reads an index.
    #[must_use]
    pub fn index(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.index = Some(name.into());
        self
    }

    /// Returns only the items that a filter is true for.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = Some(filter);
        self
    }

    /// Says what is returned of each item.
    #[must_use]
    pub fn select(mut self, select: Select) -> Self {
        self.select = select;
        self
    }

    /// Sees every write that ended before it. Costs twice as much; not possible on a global index.
    #[must_use]
    pub const fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Reads at most this many items.
    #[must_use]
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Continues after another page.
    #[must_use]
    pub fn after(mut self, last_evaluated_key: Option<Item>) -> Self {
        self.exclusive_start_key = last_evaluated_key;
        self
    }
}
