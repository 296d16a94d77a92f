//! The requests: one struct for each operation, all fields public, so that a backend that takes one apart
//! notices a new field.

mod batch;
mod item;
mod page;
mod transaction;

pub use batch::{BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, WriteRequest};
pub use item::{DeleteItem, GetItem, PutItem, ReturnOld, ReturnValues, UpdateItem};
pub use page::{Query, Scan, Segment, Select};
pub use transaction::{
    TransactCheck, TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate, TransactWrite,
    TransactWriteItems,
};

use std::borrow::Cow;

/// The name of a table; most are literals.
pub type TableName = Cow<'static, str>;
