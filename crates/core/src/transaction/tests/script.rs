//! A store that answers as it is told.

use crate::{
    CancellationCode as Code, CancellationReason, Error, Item,
    store::{
        BatchGetItem, BatchGetItemOutcome, BatchWriteItem, BatchWriteItemOutcome, DeleteItem,
        DeleteItemOutcome, GetItem, GetItemOutcome, ItemStore, PageOutcome, PutItem, PutItemOutcome, Query,
        Scan, TransactGetItems, TransactGetItemsOutcome, TransactWriteItems, TransactWriteItemsOutcome,
        UpdateItem, UpdateItemOutcome,
    },
};
use async_trait::async_trait;
use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard},
};

/// A store that answers as it is told, and remembers the transactions that it was asked for.
#[derive(Debug, Default)]
pub(super) struct Script {
    reads: Mutex<VecDeque<Option<Item>>>,
    writes: Mutex<VecDeque<Result<(), Error>>>,
    asked: Mutex<Vec<TransactWriteItems>>,
}

impl Script {
    pub(super) fn new(
        reads: impl IntoIterator<Item = Option<Item>>,
        writes: impl IntoIterator<Item = Result<(), Error>>,
    ) -> Self {
        Self {
            reads: Mutex::new(reads.into_iter().collect()),
            writes: Mutex::new(writes.into_iter().collect()),
            asked: Mutex::default(),
        }
    }

    pub(super) fn asked(&self) -> MutexGuard<'_, Vec<TransactWriteItems>> {
        self.asked.lock().unwrap()
    }
}

/// A reason of a cancellation.
pub(super) fn reason(code: Code, item: Option<Item>) -> CancellationReason {
    CancellationReason { item, ..CancellationReason::of(code) }
}

/// The reason of a condition that was false for an item.
pub(super) fn refused(item: Item) -> CancellationReason {
    reason(Code::ConditionalCheckFailed, Some(item))
}

pub(super) fn cancelled(reasons: impl IntoIterator<Item = CancellationReason>) -> Result<(), Error> {
    Err(Error::TransactionCancelled { reasons: reasons.into_iter().collect() })
}

#[async_trait]
impl ItemStore for Script {
    async fn get_item(&self, _: GetItem) -> Result<GetItemOutcome, Error> {
        let item = self.reads.lock().unwrap().pop_front().unwrap();
        Ok(GetItemOutcome { item, consumed_capacity: None })
    }

    async fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> Result<TransactWriteItemsOutcome, Error> {
        self.asked().push(request);
        let outcome = self.writes.lock().unwrap().pop_front().unwrap();
        outcome.map(|()| TransactWriteItemsOutcome::default())
    }

    async fn put_item(&self, _: PutItem) -> Result<PutItemOutcome, Error> {
        unreachable!()
    }

    async fn update_item(&self, _: UpdateItem) -> Result<UpdateItemOutcome, Error> {
        unreachable!()
    }

    async fn delete_item(&self, _: DeleteItem) -> Result<DeleteItemOutcome, Error> {
        unreachable!()
    }

    async fn query(&self, _: Query) -> Result<PageOutcome, Error> {
        unreachable!()
    }

    async fn scan(&self, _: Scan) -> Result<PageOutcome, Error> {
        unreachable!()
    }

    async fn batch_get_item(&self, _: BatchGetItem) -> Result<BatchGetItemOutcome, Error> {
        unreachable!()
    }

    async fn batch_write_item(&self, _: BatchWriteItem) -> Result<BatchWriteItemOutcome, Error> {
        unreachable!()
    }

    async fn transact_get_items(&self, _: TransactGetItems) -> Result<TransactGetItemsOutcome, Error> {
        unreachable!()
    }
}
