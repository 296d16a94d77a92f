//! Requests for one item.

use super::TableName;
use crate::{
    Item, PrimaryKey,
    expr::{Filter, Projection, Update},
    store::ReturnConsumedCapacity,
};
use serde::{Deserialize, Serialize};

/// Reads one item by its primary key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetItem {
    /// The table.
    pub table: TableName,
    /// The item's primary key.
    pub key: PrimaryKey,
    /// The parts to return; all if `None`.
    pub projection: Option<Projection>,
    /// Whether the read sees every write that ended before it. Costs twice as much.
    pub consistent: bool,
    /// Whether to report what the read consumed.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

impl GetItem {
    /// An eventually consistent read of the whole item.
    pub fn new(table: impl Into<TableName>, key: PrimaryKey) -> Self {
        Self {
            table: table.into(),
            key,
            projection: None,
            consistent: false,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        }
    }

    /// Returns only some parts of the item.
    #[must_use]
    pub fn project(mut self, projection: Projection) -> Self {
        self.projection = Some(projection);
        self
    }

    /// Sees every write that ended before it. Costs twice as much.
    #[must_use]
    pub const fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }
}

/// Which attributes a put or delete returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ReturnOld {
    /// None.
    #[default]
    None,
    /// The item as it was, if there was one.
    AllOld,
}

/// Which attributes an update returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ReturnValues {
    /// None.
    #[default]
    None,
    /// The item as it was, if there was one.
    AllOld,
    /// The item as it is now.
    AllNew,
    /// What was at the updated paths.
    UpdatedOld,
    /// What is at the updated paths now.
    UpdatedNew,
}

/// Writes one item, in place of the one with the same key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutItem {
    /// The table.
    pub table: TableName,
    /// The item, its key included.
    pub item: Item,
    /// What the item with the same key must satisfy for the write to happen; an item without attributes
    /// stands for a missing one.
    pub condition: Option<Filter>,
    /// What to return.
    pub return_values: ReturnOld,
    /// What a failed condition's error carries.
    pub return_on_condition_failure: ReturnOld,
    /// Whether to report what the write consumed.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

impl PutItem {
    /// A write without a condition.
    pub fn new(table: impl Into<TableName>, item: Item) -> Self {
        Self {
            table: table.into(),
            item,
            condition: None,
            return_values: ReturnOld::None,
            return_on_condition_failure: ReturnOld::None,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        }
    }

    /// Returns the item as it was.
    #[must_use]
    pub const fn returning_old(mut self) -> Self {
        self.return_values = ReturnOld::AllOld;
        self
    }

    /// Makes the write depend on a condition.
    #[must_use]
    pub fn when(mut self, condition: Filter) -> Self {
        self.condition = Some(condition);
        self
    }
}

/// Changes one item, or creates it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateItem {
    /// The table.
    pub table: TableName,
    /// The item's primary key.
    pub key: PrimaryKey,
    /// What is changed. Without actions, a missing item is created with its key alone.
    pub update: Update,
    /// What the item must satisfy for the update to happen; an item without attributes stands for a
    /// missing one.
    pub condition: Option<Filter>,
    /// What to return.
    pub return_values: ReturnValues,
    /// What a failed condition's error carries.
    pub return_on_condition_failure: ReturnOld,
    /// Whether to report what the update consumed.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

impl UpdateItem {
    /// An update without a condition.
    pub fn new(table: impl Into<TableName>, key: PrimaryKey, update: Update) -> Self {
        Self {
            table: table.into(),
            key,
            update,
            condition: None,
            return_values: ReturnValues::None,
            return_on_condition_failure: ReturnOld::None,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        }
    }

    /// Makes the update depend on a condition.
    #[must_use]
    pub fn when(mut self, condition: Filter) -> Self {
        self.condition = Some(condition);
        self
    }

    /// Says which attributes to return.
    #[must_use]
    pub fn returning(mut self, return_values: ReturnValues) -> Self {
        self.return_values = return_values;
        self
    }
}

/// Removes one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteItem {
    /// The table.
    pub table: TableName,
    /// The item's primary key.
    pub key: PrimaryKey,
    /// What the item must satisfy for the delete to happen; an item without attributes stands for a
    /// missing one.
    pub condition: Option<Filter>,
    /// What to return.
    pub return_values: ReturnOld,
    /// What a failed condition's error carries.
    pub return_on_condition_failure: ReturnOld,
    /// Whether to report what the delete consumed.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

impl DeleteItem {
    /// A delete without a condition.
    pub fn new(table: impl Into<TableName>, key: PrimaryKey) -> Self {
        Self {
            table: table.into(),
            key,
            condition: None,
            return_values: ReturnOld::None,
            return_on_condition_failure: ReturnOld::None,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        }
    }

    /// Returns the item as it was.
    #[must_use]
    pub const fn returning_old(mut self) -> Self {
        self.return_values = ReturnOld::AllOld;
        self
    }

    /// Makes the delete depend on a condition.
    #[must_use]
    pub fn when(mut self, condition: Filter) -> Self {
        self.condition = Some(condition);
        self
    }
}
