//! The ports: what a backend implements, and what it can rely on.

mod admin;
mod capacity;
mod clock;
mod outcome;
mod request;

pub use admin::{TableAdmin, TableDescription};
pub use capacity::{CapacityParts, ConsumedCapacity, ReturnConsumedCapacity};
pub use clock::{Clock, SystemClock, SystemTimer, Timer};
pub use outcome::{
    BatchGetItemOutcome, BatchWriteItemOutcome, DeleteItemOutcome, GetItemOutcome, PageOutcome,
    PutItemOutcome, TransactGetItemsOutcome, TransactWriteItemsOutcome, UpdateItemOutcome,
};
pub use request::{
    BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, PutItem, Query, ReturnOld,
    ReturnValues, Scan, Segment, Select, TableName, TransactCheck, TransactDelete, TransactGet,
    TransactGetItems, TransactPut, TransactUpdate, TransactWrite, TransactWriteItems, UpdateItem,
    WriteRequest,
};

use crate::{Error, TableSchema};
use async_trait::async_trait;
use std::{fmt::Debug, sync::Arc};

/// A store of items: ten operations, each of them one call of the service, with its limits.
///
/// This is the whole contract of a backend. Every backend gives the same outcome and the same kind of
/// error for the same request on the same items; consumed capacity included. There are no default methods:
/// a decorator that forgets one does not compile.
///
/// A backend checks a request with [`validate`](crate::validate) before it does anything, and it either
/// does all that a request asks or, with an error, nothing; for batches the outcome names what was left.
///
/// # Errors
///
/// Every operation may fail with [`Error::InvalidRequest`], [`Error::TableNotFound`], and, from a backend
/// behind a network, [`Error::Throttled`], [`Error::TimedOut`] and [`Error::Backend`].
#[async_trait]
pub trait ItemStore: Debug + Send + Sync {
    /// Reads one item by its primary key.
    async fn get_item(&self, request: GetItem) -> Result<GetItemOutcome, Error>;

    /// Writes one item, in place of the one with the same key.
    ///
    /// Fails with [`Error::ConditionFailed`] where the condition is false, and with
    /// [`Error::ItemTooLarge`] above 400 KB.
    async fn put_item(&self, request: PutItem) -> Result<PutItemOutcome, Error>;

    /// Changes one item, or creates it.
    ///
    /// Fails with [`Error::ConditionFailed`] where the condition is false, and with
    /// [`Error::ItemTooLarge`] where the item would exceed 400 KB.
    async fn update_item(&self, request: UpdateItem) -> Result<UpdateItemOutcome, Error>;

    /// Removes one item. A missing item is no error, unless the condition says so.
    ///
    /// Fails with [`Error::ConditionFailed`] where the condition is false.
    async fn delete_item(&self, request: DeleteItem) -> Result<DeleteItemOutcome, Error>;

    /// Reads one page of a partition, of the table or of an index.
    async fn query(&self, request: Query) -> Result<PageOutcome, Error>;

    /// Reads one page of the whole table or of an index.
    async fn scan(&self, request: Scan) -> Result<PageOutcome, Error>;

    /// Reads up to 100 items by their keys, from one or more tables. The outcome names the keys that were
    /// not read.
    async fn batch_get_item(&self, request: BatchGetItem) -> Result<BatchGetItemOutcome, Error>;

    /// Puts and deletes up to 25 items, in one or more tables, each for itself. The outcome names the
    /// writes that were not done.
    async fn batch_write_item(&self, request: BatchWriteItem) -> Result<BatchWriteItemOutcome, Error>;

    /// Reads up to 100 items at one moment.
    ///
    /// Fails with [`Error::TransactionCancelled`] where another transaction holds one of them.
    async fn transact_get_items(&self, request: TransactGetItems) -> Result<TransactGetItemsOutcome, Error>;

    /// Does up to 100 actions, all or none.
    ///
    /// Fails with [`Error::TransactionCancelled`], which has one reason for each action, and with
    /// [`Error::IdempotencyMismatch`] where a token comes again with other actions.
    async fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> Result<TransactWriteItemsOutcome, Error>;
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        #[async_trait]
        impl<S: ItemStore + ?Sized> ItemStore for $pointer {
            async fn get_item(&self, request: GetItem) -> Result<GetItemOutcome, Error> {
                (**self).get_item(request).await
            }

            async fn put_item(&self, request: PutItem) -> Result<PutItemOutcome, Error> {
                (**self).put_item(request).await
            }

            async fn update_item(&self, request: UpdateItem) -> Result<UpdateItemOutcome, Error> {
                (**self).update_item(request).await
            }

            async fn delete_item(&self, request: DeleteItem) -> Result<DeleteItemOutcome, Error> {
                (**self).delete_item(request).await
            }

            async fn query(&self, request: Query) -> Result<PageOutcome, Error> {
                (**self).query(request).await
            }

            async fn scan(&self, request: Scan) -> Result<PageOutcome, Error> {
                (**self).scan(request).await
            }

            async fn batch_get_item(&self, request: BatchGetItem) -> Result<BatchGetItemOutcome, Error> {
                (**self).batch_get_item(request).await
            }

            async fn batch_write_item(&self, request: BatchWriteItem) -> Result<BatchWriteItemOutcome, Error> {
                (**self).batch_write_item(request).await
            }

            async fn transact_get_items(&self, request: TransactGetItems) -> Result<TransactGetItemsOutcome, Error> {
                (**self).transact_get_items(request).await
            }

            async fn transact_write_items(
                &self,
                request: TransactWriteItems,
            ) -> Result<TransactWriteItemsOutcome, Error> {
                (**self).transact_write_items(request).await
            }
        }
    )*};
}

forward!(Arc<S>, Box<S>, &S);

macro_rules! forward_admin {
    ($($pointer:ty),*) => {$(
        #[async_trait]
        impl<S: TableAdmin + ?Sized> TableAdmin for $pointer {
            async fn create_table(&self, schema: TableSchema) -> Result<TableDescription, Error> {
                (**self).create_table(schema).await
            }

            async fn describe_table(&self, name: &str) -> Result<TableDescription, Error> {
                (**self).describe_table(name).await
            }

            async fn delete_table(&self, name: &str) -> Result<(), Error> {
                (**self).delete_table(name).await
            }

            async fn list_tables(&self) -> Result<Vec<String>, Error> {
                (**self).list_tables().await
            }
        }
    )*};
}

forward_admin!(Arc<S>, Box<S>, &S);
