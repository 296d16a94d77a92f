//! A store that is told what to expect.

use async_trait::async_trait;
use twintable::{
    Error,
    store::{
        BatchGetItem, BatchGetItemOutcome, BatchWriteItem, BatchWriteItemOutcome, DeleteItem,
        DeleteItemOutcome, GetItem, GetItemOutcome, ItemStore, PageOutcome, PutItem, PutItemOutcome, Query,
        Scan, TransactGetItems, TransactGetItemsOutcome, TransactWriteItems, TransactWriteItemsOutcome,
        UpdateItem, UpdateItemOutcome,
    },
};

mockall::mock! {
    /// A store that is told what to expect: `expect_get_item()` and so on. A request that nothing expects panics.
    ///
    /// It is a [unit of work](twintable::UnitOfWork) too, as every store is, and the store of
    /// [repositories](twintable::repository::TableRepository).
    #[derive(Debug)]
    pub ItemStore {}

    #[async_trait]
    impl ItemStore for ItemStore {
        async fn get_item(&self, request: GetItem) -> Result<GetItemOutcome, Error>;
        async fn put_item(&self, request: PutItem) -> Result<PutItemOutcome, Error>;
        async fn update_item(&self, request: UpdateItem) -> Result<UpdateItemOutcome, Error>;
        async fn delete_item(&self, request: DeleteItem) -> Result<DeleteItemOutcome, Error>;
        async fn query(&self, request: Query) -> Result<PageOutcome, Error>;
        async fn scan(&self, request: Scan) -> Result<PageOutcome, Error>;
        async fn batch_get_item(&self, request: BatchGetItem) -> Result<BatchGetItemOutcome, Error>;
        async fn batch_write_item(&self, request: BatchWriteItem) -> Result<BatchWriteItemOutcome, Error>;
        async fn transact_get_items(&self, request: TransactGetItems) -> Result<TransactGetItemsOutcome, Error>;
        async fn transact_write_items(
            &self,
            request: TransactWriteItems,
        ) -> Result<TransactWriteItemsOutcome, Error>;
    }
}
