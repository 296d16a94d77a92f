//! A backend as somebody else writes one, in a crate of its own: the two ports of `twintable`. It keeps its items in another store, which is not the point.

use async_trait::async_trait;
use twintable::{
    Error, TableSchema,
    store::{
        BatchGetItem, BatchGetItemOutcome, BatchWriteItem, BatchWriteItemOutcome, DeleteItem,
        DeleteItemOutcome, GetItem, GetItemOutcome, ItemStore, PageOutcome, PutItem, PutItemOutcome, Query,
        Scan, TableAdmin, TableDescription, TransactGetItems, TransactGetItemsOutcome, TransactWriteItems,
        TransactWriteItemsOutcome, UpdateItem, UpdateItemOutcome,
    },
};
use twintable_testkit::model::ModelStore;

/// A backend that keeps its items in another one.
#[derive(Debug, Default)]
pub struct SomebodyElses {
    kept: ModelStore,
}

#[async_trait]
impl ItemStore for SomebodyElses {
    async fn get_item(&self, request: GetItem) -> Result<GetItemOutcome, Error> {
        self.kept.get_item(request).await
    }

    async fn put_item(&self, request: PutItem) -> Result<PutItemOutcome, Error> {
        self.kept.put_item(request).await
    }

    async fn update_item(&self, request: UpdateItem) -> Result<UpdateItemOutcome, Error> {
        self.kept.update_item(request).await
    }

    async fn delete_item(&self, request: DeleteItem) -> Result<DeleteItemOutcome, Error> {
        self.kept.delete_item(request).await
    }

    async fn query(&self, request: Query) -> Result<PageOutcome, Error> {
        self.kept.query(request).await
    }

    async fn scan(&self, request: Scan) -> Result<PageOutcome, Error> {
        self.kept.scan(request).await
    }

    async fn batch_get_item(&self, request: BatchGetItem) -> Result<BatchGetItemOutcome, Error> {
        self.kept.batch_get_item(request).await
    }

    async fn batch_write_item(&self, request: BatchWriteItem) -> Result<BatchWriteItemOutcome, Error> {
        self.kept.batch_write_item(request).await
    }

    async fn transact_get_items(&self, request: TransactGetItems) -> Result<TransactGetItemsOutcome, Error> {
        self.kept.transact_get_items(request).await
    }

    async fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> Result<TransactWriteItemsOutcome, Error> {
        self.kept.transact_write_items(request).await
    }
}

#[async_trait]
impl TableAdmin for SomebodyElses {
    async fn create_table(&self, schema: TableSchema) -> Result<TableDescription, Error> {
        self.kept.create_table(schema).await
    }

    async fn describe_table(&self, name: &str) -> Result<TableDescription, Error> {
        self.kept.describe_table(name).await
    }

    async fn delete_table(&self, name: &str) -> Result<(), Error> {
        self.kept.delete_table(name).await
    }

    async fn list_tables(&self) -> Result<Vec<String>, Error> {
        self.kept.list_tables().await
    }
}
