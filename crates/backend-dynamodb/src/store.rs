//! The store.

use crate::{
    operations, retry,
    schemas::Schemas,
    trace::{span, span_of_all, traced},
};
use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use std::sync::Arc;
use twintable::{
    Entity, Error, Item, TableSchema,
    repository::TableRepository,
    store::{
        BatchGetItem, BatchGetItemOutcome, BatchWriteItem, BatchWriteItemOutcome, DeleteItem,
        DeleteItemOutcome, GetItem, GetItemOutcome, ItemStore, PageOutcome, PutItem, PutItemOutcome, Query,
        Scan, TableAdmin, TableDescription, TransactGetItems, TransactGetItemsOutcome, TransactWrite,
        TransactWriteItems, TransactWriteItemsOutcome, UpdateItem, UpdateItemOutcome,
    },
};

/// Amazon DynamoDB as a store: each operation is one call of the service.
///
/// Clones share the client and the tables that the store knows. For a known table a request is checked
/// against its keys and indexes before anything is sent, and fails with the rule that it breaks; for any
/// other table the service checks, and what it refuses has [`Rule::Service`](twintable::Rule::Service). A
/// store knows the tables that it was [given](Self::with_schema), and those that it created or described.
/// Where others change a table meanwhile, describing it again brings the store up to date.
///
/// The SDK tries again on throttling and on passing failures, as its configuration says, except that it
/// does not repeat a write which may have been done and would not be the same when done twice: a counter,
/// an append, anything with a condition. Such a write fails with [`Error::TimedOut`].
///
/// # Examples
///
/// ```no_run
/// use aws_sdk_dynamodb::Client;
/// use twintable::{PrimaryKey, store::{GetItem, ItemStore}};
/// use twintable_dynamodb::DynamoDbStore;
///
/// # async fn example(client: Client) -> Result<(), twintable::Error> {
/// let store = DynamoDbStore::new(client);
/// let outcome = store.get_item(GetItem::new("shop", PrimaryKey::new("PK", "CUSTOMER#1"))).await?;
/// assert!(outcome.item.is_none());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct DynamoDbStore {
    pub(crate) client: Client,
    pub(crate) schemas: Schemas,
    client_without_repeats: Client,
}

impl DynamoDbStore {
    /// A store on a configured client: its credentials, region, endpoint, timeouts and retries are the
    /// store's.
    pub fn new(client: Client) -> Self {
        let client_without_repeats = retry::without_repeats(&client);
        Self { client, client_without_repeats, schemas: Schemas::default() }
    }

    /// The client that the store was made with: for what the port does not offer.
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// Tells the store about a table, so that it can check requests before it sends them.
    ///
    /// The schema may lack indexes: one that the store does not know is for the service to check. Indexes
    /// of several schemas of one table add up.
    #[must_use]
    pub fn with_schema(self, schema: TableSchema) -> Self {
        self.schemas.declared(schema);
        self
    }

    /// Tells the store about several tables: see [`with_schema`](Self::with_schema).
    #[must_use]
    pub fn with_schemas(self, schemas: impl IntoIterator<Item = TableSchema>) -> Self {
        schemas.into_iter().fold(self, Self::with_schema)
    }

    /// The repository of an entity. The store learns the entity's table, as with
    /// [`with_schema`](Self::with_schema). Does not compile for an entity whose keys have a scope: see
    /// [`scoped_repository`](Self::scoped_repository).
    pub fn repository<T: Entity>(&self) -> TableRepository<T> {
        self.schemas.declared(T::schema().clone());
        TableRepository::new(Arc::new(self.clone()))
    }

    /// The repository of an entity whose keys have a scope, such as a tenant. The scope stands in every key that it
    /// reads and writes: repositories with different scopes share a table, and see none of each other's entities.
    /// The store learns the entity's table, as with [`with_schema`](Self::with_schema).
    pub fn scoped_repository<T: Entity>(&self, scope: impl Into<Arc<str>>) -> TableRepository<T> {
        self.schemas.declared(T::schema().clone());
        TableRepository::scoped(Arc::new(self.clone()), scope)
    }

    /// The repository of a table's items, whatever they are: for tools. The store learns the table, as with
    /// [`with_schema`](Self::with_schema).
    pub fn items(&self, schema: TableSchema) -> TableRepository<Item> {
        self.schemas.declared(schema.clone());
        TableRepository::of_items(Arc::new(self.clone()), schema)
    }

    /// Lets the SDK repeat every write as its configuration says, even one that may have been done.
    ///
    /// A counter may then count twice, and a condition may fail because of the write that it guarded.
    #[must_use]
    pub fn with_repeats_of_all_writes(mut self) -> Self {
        self.client_without_repeats = self.client.clone();
        self
    }

    /// The client to send a write with.
    pub(crate) const fn client_for(&self, repeatable: bool) -> &Client {
        if repeatable { &self.client } else { &self.client_without_repeats }
    }
}

#[async_trait]
impl ItemStore for DynamoDbStore {
    async fn get_item(&self, request: GetItem) -> Result<GetItemOutcome, Error> {
        traced(span("GetItem", request.table.as_ref(), None), Box::pin(operations::get_item(self, request)))
            .await
    }

    async fn put_item(&self, request: PutItem) -> Result<PutItemOutcome, Error> {
        traced(span("PutItem", request.table.as_ref(), None), Box::pin(operations::put_item(self, request)))
            .await
    }

    async fn update_item(&self, request: UpdateItem) -> Result<UpdateItemOutcome, Error> {
        traced(
            span("UpdateItem", request.table.as_ref(), None),
            Box::pin(operations::update_item(self, request)),
        )
        .await
    }

    async fn delete_item(&self, request: DeleteItem) -> Result<DeleteItemOutcome, Error> {
        traced(
            span("DeleteItem", request.table.as_ref(), None),
            Box::pin(operations::delete_item(self, request)),
        )
        .await
    }

    async fn query(&self, request: Query) -> Result<PageOutcome, Error> {
        traced(
            span("Query", request.table.as_ref(), request.index.as_deref()),
            Box::pin(operations::query(self, request)),
        )
        .await
    }

    async fn scan(&self, request: Scan) -> Result<PageOutcome, Error> {
        traced(
            span("Scan", request.table.as_ref(), request.index.as_deref()),
            Box::pin(operations::scan(self, request)),
        )
        .await
    }

    async fn batch_get_item(&self, request: BatchGetItem) -> Result<BatchGetItemOutcome, Error> {
        let span = span_of_all("BatchGetItem", request.tables.iter().map(|part| &part.table));
        traced(span, Box::pin(operations::batch_get_item(self, request))).await
    }

    async fn batch_write_item(&self, request: BatchWriteItem) -> Result<BatchWriteItemOutcome, Error> {
        let span = span_of_all("BatchWriteItem", request.tables.iter().map(|part| &part.table));
        traced(span, Box::pin(operations::batch_write_item(self, request))).await
    }

    async fn transact_get_items(&self, request: TransactGetItems) -> Result<TransactGetItemsOutcome, Error> {
        let span = span_of_all("TransactGetItems", request.gets.iter().map(|get| &get.table));
        traced(span, Box::pin(operations::transact_get_items(self, request))).await
    }

    async fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> Result<TransactWriteItemsOutcome, Error> {
        let span = span_of_all("TransactWriteItems", request.actions.iter().map(TransactWrite::table));
        traced(span, Box::pin(operations::transact_write_items(self, request))).await
    }
}

#[async_trait]
impl TableAdmin for DynamoDbStore {
    /// Creates a table that is billed by request, and returns when it can be used.
    async fn create_table(&self, schema: TableSchema) -> Result<TableDescription, Error> {
        traced(
            span("CreateTable", schema.name.as_ref(), None),
            Box::pin(operations::create_table(self, schema)),
        )
        .await
    }

    async fn describe_table(&self, name: &str) -> Result<TableDescription, Error> {
        traced(span("DescribeTable", name, None), Box::pin(operations::describe_table(self, name))).await
    }

    async fn delete_table(&self, name: &str) -> Result<(), Error> {
        traced(span("DeleteTable", name, None), Box::pin(operations::delete_table(self, name))).await
    }

    async fn list_tables(&self) -> Result<Vec<String>, Error> {
        traced(span("ListTables", None, None), Box::pin(operations::list_tables(self))).await
    }
}
