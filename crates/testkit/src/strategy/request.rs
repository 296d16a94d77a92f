//! Requests: every operation with every option.

mod batch;
mod item;
mod page;
mod transaction;

pub use batch::{
    BatchFlaw, BatchGetDraft, BatchGetPart, BatchWriteDraft, BatchWritePart, WriteDraft, batch_get,
    batch_write,
};
pub use item::{DeleteDraft, GetDraft, PutDraft, UpdateDraft, delete, get, put, update_item};
pub use page::{ConsistencyDraft, IndexDraft, QueryDraft, ScanDraft, SelectDraft, StartDraft, query, scan};
pub use transaction::{
    ActionDraft, ActionKind, TokenDraft, TransactGetDraft, TransactGetPart, TransactWriteDraft,
    TransactionFlaw, transact_get, transact_write,
};

use super::Tables;
use crate::Request;
use proptest::prelude::*;
use std::collections::HashSet;
use twintable::{
    Item, PrimaryKey, TableSchema,
    store::{ReturnConsumedCapacity, ReturnOld, ReturnValues, TableName},
};

/// A request before the tables are known.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the operations are")]
pub enum Draft {
    Get(GetDraft),
    Put(PutDraft),
    Update(UpdateDraft),
    Delete(DeleteDraft),
    Query(QueryDraft),
    Scan(ScanDraft),
    BatchGet(BatchGetDraft),
    BatchWrite(BatchWriteDraft),
    TransactGet(TransactGetDraft),
    TransactWrite(TransactWriteDraft),
}

impl Draft {
    /// The request for two tables; `kept` is where an earlier page ended.
    pub fn request(&self, tables: &Tables, kept: Option<&Item>) -> Request {
        match self {
            Self::Get(draft) => Request::Get(draft.request(tables)),
            Self::Put(draft) => Request::Put(draft.request(tables)),
            Self::Update(draft) => Request::Update(draft.request(tables)),
            Self::Delete(draft) => Request::Delete(draft.request(tables)),
            Self::Query(draft) => Request::Query(draft.request(tables, kept)),
            Self::Scan(draft) => Request::Scan(draft.request(tables, kept)),
            Self::BatchGet(draft) => Request::BatchGet(draft.request(tables)),
            Self::BatchWrite(draft) => Request::BatchWrite(draft.request(tables)),
            Self::TransactGet(draft) => Request::TransactGet(draft.request(tables)),
            Self::TransactWrite(draft) => Request::TransactWrite(draft.request(tables)),
        }
    }
}

/// Which table a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableDraft {
    /// The table with indexes.
    Main,
    /// The table without indexes.
    Other,
    /// A table that is not there.
    Missing,
}

impl TableDraft {
    /// The table's name, and the schema that the rest of the request is made for.
    pub fn of(self, tables: &Tables) -> (TableName, &TableSchema) {
        match self {
            Self::Main => (tables.main.name.clone(), &tables.main),
            Self::Other => (tables.other.name.clone(), &tables.other),
            Self::Missing => ("missing".into(), &tables.main),
        }
    }
}

/// Mostly the table with indexes.
fn table() -> impl Strategy<Value = TableDraft> + Clone {
    prop_oneof![60 => Just(TableDraft::Main), 6 => Just(TableDraft::Other), 1 => Just(TableDraft::Missing)]
}

/// One table or the other, for requests that are for several.
fn any_table() -> impl Strategy<Value = TableDraft> + Clone {
    prop_oneof![60 => Just(TableDraft::Main), 20 => Just(TableDraft::Other), 1 => Just(TableDraft::Missing)]
}

fn capacity() -> impl Strategy<Value = ReturnConsumedCapacity> + Clone {
    prop_oneof![
        2 => Just(ReturnConsumedCapacity::None),
        1 => Just(ReturnConsumedCapacity::Total),
        2 => Just(ReturnConsumedCapacity::Indexes),
    ]
}

fn return_old() -> impl Strategy<Value = ReturnOld> + Clone {
    prop_oneof![Just(ReturnOld::None), Just(ReturnOld::AllOld)]
}

fn return_values() -> impl Strategy<Value = ReturnValues> + Clone {
    prop_oneof![
        Just(ReturnValues::None),
        Just(ReturnValues::AllOld),
        Just(ReturnValues::AllNew),
        Just(ReturnValues::UpdatedOld),
        Just(ReturnValues::UpdatedNew),
    ]
}

/// Those of some requests that are for different items, the first ones first.
fn distinct<T>(
    drawn: impl IntoIterator<Item = T>,
    key_of: impl Fn(&T) -> Option<(TableName, PrimaryKey)>,
) -> Vec<T> {
    let mut seen = HashSet::new();
    drawn.into_iter().filter(|one| key_of(one).is_none_or(|key| seen.insert(key))).collect()
}
