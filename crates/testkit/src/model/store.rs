//! The model as a store.

use super::Model;
use async_trait::async_trait;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use twintable::{
    Error, TableSchema,
    store::{
        BatchGetItem, BatchGetItemOutcome, BatchWriteItem, BatchWriteItemOutcome, Clock, DeleteItem,
        DeleteItemOutcome, GetItem, GetItemOutcome, ItemStore, PageOutcome, PutItem, PutItemOutcome, Query,
        Scan, SystemClock, TableAdmin, TableDescription, TransactGetItems, TransactGetItemsOutcome,
        TransactWriteItems, TransactWriteItemsOutcome, UpdateItem, UpdateItemOutcome,
    },
};

/// A [`Model`] behind a lock: the simplest store that keeps the contract.
///
/// # Examples
///
/// ```
/// use futures::executor::block_on;
/// use twintable::{KeyAttribute, PrimaryKey, TableSchema, item, store::{GetItem, ItemStore, PutItem, TableAdmin}};
/// use twintable_testkit::model::ModelStore;
///
/// let store = ModelStore::new();
/// block_on(store.create_table(TableSchema::new("shop", KeyAttribute::string("id"))))?;
/// block_on(store.put_item(PutItem::new("shop", item! { "id" => "a" })))?;
/// let found = block_on(store.get_item(GetItem::new("shop", PrimaryKey::new("id", "a"))))?;
/// assert_eq!(found.item, Some(item! { "id" => "a" }));
/// # Ok::<(), twintable::Error>(())
/// ```
#[derive(Debug)]
pub struct ModelStore {
    model: Mutex<Model>,
    clock: Arc<dyn Clock>,
}

impl ModelStore {
    /// A store without tables.
    pub fn new() -> Self {
        Self::of(Model::new())
    }

    /// A store of what a model holds.
    pub fn of(model: Model) -> Self {
        Self { model: Mutex::new(model), clock: Arc::new(SystemClock) }
    }

    /// Takes the time from a clock, instead of the system's.
    #[must_use]
    pub fn with_clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// What the store holds now.
    pub fn snapshot(&self) -> Model {
        self.model().clone()
    }

    fn model(&self) -> MutexGuard<'_, Model> {
        // Whatever panicked while it held the lock was not the model.
        self.model.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for ModelStore {
    fn default() -> Self {
        Self::new()
    }
}

#[async_trait]
impl ItemStore for ModelStore {
    async fn get_item(&self, request: GetItem) -> Result<GetItemOutcome, Error> {
        self.model().get_item(&request)
    }

    async fn put_item(&self, request: PutItem) -> Result<PutItemOutcome, Error> {
        self.model().put_item(&request)
    }

    async fn update_item(&self, request: UpdateItem) -> Result<UpdateItemOutcome, Error> {
        self.model().update_item(&request)
    }

    async fn delete_item(&self, request: DeleteItem) -> Result<DeleteItemOutcome, Error> {
        self.model().delete_item(&request)
    }

    async fn query(&self, request: Query) -> Result<PageOutcome, Error> {
        self.model().query(&request)
    }

    async fn scan(&self, request: Scan) -> Result<PageOutcome, Error> {
        self.model().scan(&request)
    }

    async fn batch_get_item(&self, request: BatchGetItem) -> Result<BatchGetItemOutcome, Error> {
        self.model().batch_get_item(&request)
    }

    async fn batch_write_item(&self, request: BatchWriteItem) -> Result<BatchWriteItemOutcome, Error> {
        self.model().batch_write_item(&request)
    }

    async fn transact_get_items(&self, request: TransactGetItems) -> Result<TransactGetItemsOutcome, Error> {
        self.model().transact_get_items(&request)
    }

    async fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> Result<TransactWriteItemsOutcome, Error> {
        let now = self.clock.now();
        self.model().transact_write_items(&request, now)
    }
}

#[async_trait]
impl TableAdmin for ModelStore {
    async fn create_table(&self, schema: TableSchema) -> Result<TableDescription, Error> {
        self.model().create_table(schema)
    }

    async fn describe_table(&self, name: &str) -> Result<TableDescription, Error> {
        self.model().describe_table(name)
    }

    async fn delete_table(&self, name: &str) -> Result<(), Error> {
        self.model().delete_table(name)
    }

    async fn list_tables(&self) -> Result<Vec<String>, Error> {
        Ok(self.model().list_tables())
    }
}
