//! Requests for many items, each for itself.

use super::TableName;
use crate::{Item, PrimaryKey, expr::Projection, store::ReturnConsumedCapacity};
use serde::{Deserialize, Serialize};

/// Reads up to 100 items by their keys.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BatchGetItem {
    /// What is read from each table; at least one, and each table once.
    pub tables: Vec<BatchGet>,
    /// Whether to report what the reads consumed.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// What a batch reads from one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchGet {
    /// The table.
    pub table: TableName,
    /// The keys, each once; at least one.
    pub keys: Vec<PrimaryKey>,
    /// The parts to return; all if `None`.
    pub projection: Option<Projection>,
    /// Whether the reads see every write that ended before them.
    pub consistent: bool,
}

impl BatchGet {
    /// Eventually consistent reads of whole items.
    pub fn new(table: impl Into<TableName>, keys: impl IntoIterator<Item = PrimaryKey>) -> Self {
        Self { table: table.into(), keys: keys.into_iter().collect(), projection: None, consistent: false }
    }
}

impl BatchGetItem {
    /// Reads from one table.
    pub fn of(table: BatchGet) -> Self {
        Self { tables: vec![table], return_consumed_capacity: ReturnConsumedCapacity::None }
    }
}

/// Puts and deletes up to 25 items, each for itself and without conditions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BatchWriteItem {
    /// What is written to each table; at least one, and each table once.
    pub tables: Vec<BatchWrite>,
    /// Whether to report what the writes consumed.
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// What a batch writes to one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchWrite {
    /// The table.
    pub table: TableName,
    /// The writes; at least one, and no two to one item.
    pub requests: Vec<WriteRequest>,
}

/// One write of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WriteRequest {
    /// Writes an item, in place of the one with the same key.
    Put(Item),
    /// Removes the item with a key.
    Delete(PrimaryKey),
}

impl BatchWrite {
    /// Writes to one table.
    pub fn new(table: impl Into<TableName>, requests: impl IntoIterator<Item = WriteRequest>) -> Self {
        Self { table: table.into(), requests: requests.into_iter().collect() }
    }
}

impl BatchWriteItem {
    /// Writes to one table.
    pub fn of(table: BatchWrite) -> Self {
        Self { tables: vec![table], return_consumed_capacity: ReturnConsumedCapacity::None }
    }
}
