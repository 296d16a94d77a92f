//! Requests for many items, all or none.

use super::{ReturnOld, TableName};
use crate::{
    Item, PrimaryKey,
    expr::{Filter, Projection, Update},
    store::ReturnConsumedCapacity,
};
use serde::{Deserialize, Serialize};

/// Reads up to 100 items at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TransactGetItems {
    /// What is read; no item twice.
    pub gets: Vec<TransactGet>,
    /// Whether to report what the reads consumed.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// One read of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactGet {
    /// The table.
    pub table: TableName,
    /// The item's primary key.
    pub key: PrimaryKey,
    /// The parts to return; all if `None`.
    pub projection: Option<Projection>,
}

impl TransactGet {
    /// A read of the whole item.
    pub fn new(table: impl Into<TableName>, key: PrimaryKey) -> Self {
        Self { table: table.into(), key, projection: None }
    }
}

/// Does up to 100 actions, all or none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TransactWriteItems {
    /// What is done; no two actions on one item.
    pub actions: Vec<TransactWrite>,
    /// A text of 1 to 36 characters that makes the request idempotent: for ten minutes the same request
    /// with the same token succeeds without being done again.
    pub client_request_token: Option<String>,
    /// Whether to report what the actions consumed.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

impl TransactWriteItems {
    /// A transaction of these actions, without a token.
    pub fn of(actions: impl IntoIterator<Item = TransactWrite>) -> Self {
        Self {
            actions: actions.into_iter().collect(),
            client_request_token: None,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        }
    }
}

/// One action of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TransactWrite {
    /// Writes an item.
    Put(TransactPut),
    /// Changes an item, or creates it.
    Update(TransactUpdate),
    /// Removes an item.
    Delete(TransactDelete),
    /// Changes nothing, but must hold for the others to happen.
    ConditionCheck(TransactCheck),
}

/// Writes an item, in place of the one with the same key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactPut {
    /// The table.
    pub table: TableName,
    /// The item, its key included.
    pub item: Item,
    /// What the item with the same key must satisfy.
    pub condition: Option<Filter>,
    /// What the reason of a failed condition carries.
    pub return_on_condition_failure: ReturnOld,
}

/// Changes an item, or creates it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactUpdate {
    /// The table.
    pub table: TableName,
    /// The item's primary key.
    pub key: PrimaryKey,
    /// What is changed; at least one action.
    pub update: Update,
    /// What the item must satisfy.
    pub condition: Option<Filter>,
    /// What the reason of a failed condition carries.
    pub return_on_condition_failure: ReturnOld,
}

/// Removes an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactDelete {
    /// The table.
    pub table: TableName,
    /// The item's primary key.
    pub key: PrimaryKey,
    /// What the item must satisfy.
    pub condition: Option<Filter>,
    /// What the reason of a failed condition carries.
    pub return_on_condition_failure: ReturnOld,
}

/// A condition on an item that the transaction does not change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactCheck {
    /// The table.
    pub table: TableName,
    /// The item's primary key.
    pub key: PrimaryKey,
    /// What the item must satisfy.
    pub condition: Filter,
    /// What the reason of a failed condition carries.
    pub return_on_condition_failure: ReturnOld,
}

impl TransactPut {
    /// A write without a condition.
    pub fn new(table: impl Into<TableName>, item: Item) -> Self {
        Self { table: table.into(), item, condition: None, return_on_condition_failure: ReturnOld::None }
    }
}

impl TransactUpdate {
    /// An update without a condition.
    pub fn new(table: impl Into<TableName>, key: PrimaryKey, update: Update) -> Self {
        Self {
            table: table.into(),
            key,
            update,
            condition: None,
            return_on_condition_failure: ReturnOld::None,
        }
    }
}

impl TransactDelete {
    /// A delete without a condition.
    pub fn new(table: impl Into<TableName>, key: PrimaryKey) -> Self {
        Self { table: table.into(), key, condition: None, return_on_condition_failure: ReturnOld::None }
    }
}

impl TransactCheck {
    /// A check whose reason carries no item.
    pub fn new(table: impl Into<TableName>, key: PrimaryKey, condition: Filter) -> Self {
        Self { table: table.into(), key, condition, return_on_condition_failure: ReturnOld::None }
    }
}

impl TransactWrite {
    /// The table that the action is on.
    pub const fn table(&self) -> &TableName {
        match self {
            Self::Put(action) => &action.table,
            Self::Update(action) => &action.table,
            Self::Delete(action) => &action.table,
            Self::ConditionCheck(action) => &action.table,
        }
    }
}

macro_rules! into_action {
    ($($action:ident => $variant:ident),*) => {$(
        impl From<$action> for TransactWrite {
            fn from(action: $action) -> Self {
                Self::$variant(action)
            }
        }
    )*};
}

into_action!(TransactPut => Put, TransactUpdate => Update, TransactDelete => Delete, TransactCheck => ConditionCheck);

/// Makes an action depend on a condition, and says what a failure carries.
macro_rules! conditional {
    ($($action:ident),*) => {$(
        impl $action {
            /// Makes the action depend on a condition.
            #[must_use]
            pub fn when(mut self, condition: Filter) -> Self {
                self.condition = Some(condition);
                self
            }

            /// Carries the item as it is in the reason, if the condition fails.
            #[must_use]
            pub fn returning_old_on_failure(mut self) -> Self {
                self.return_on_condition_failure = ReturnOld::AllOld;
                self
            }
        }
    )*};
}

conditional!(TransactPut, TransactUpdate, TransactDelete);
