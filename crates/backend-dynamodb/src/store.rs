//! The store.

use crate::{
    blocking::{Blocking, Origin},
    operations,
    running::{Answer, Running},
    schemas::Schemas,
    service::{Clients, Service},
    trace::{Consumed, span, span_of_all},
};
use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use std::sync::Arc;
use tracing::Span;
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
/// # Repeats
///
/// The SDK tries again on throttling and on passing failures, as its configuration says. After an attempt that may
/// have been done, because its answer was lost, it repeats a write only if doing it twice is doing it once:
///
/// | write | repeated |
/// |---|---|
/// | a put or delete | yes, unless it returns the old item; a put with a condition if it [asks](twintable::store::PutItem::return_on_condition_failure) for the item as it is |
/// | an update that sets values, removes, or changes sets | yes, unless it has a condition, returns old values or steps into a list |
/// | an update that counts, appends or reads other attributes | no |
/// | a batch | no: [`batch`](twintable::batch) sends it again |
/// | a transaction | yes, unless it was given a token: whoever gave it may repeat it |
///
/// Once an attempt may have been done, what a later one says is no longer what the write did: its condition may fail
/// because of the first attempt, and throttling does not say that nothing happened. So whatever it fails with becomes
/// [`Error::TimedOut`], with two exceptions. The answer to a transaction is that of all its attempts, which have one token. And a put whose
/// condition fails for the very item that was to be written is done; what it consumed is not known then. Another writer
/// may have written the same item: to who reads it that is no difference, but an item that claims something, such as a
/// lock, should say for whom.
///
/// # Runtimes and blocking calls
///
/// The SDK needs tokio. Where a call finds no tokio runtime, and where it [blocks](twintable::Wait), the store has a
/// thread with a runtime of its own, which starts with the first such call and ends with the last clone of the
/// store. The thread does nothing but serve connections, so a blocking call comes to its end wherever it is made:
/// on any thread, inside a task of any runtime, also if that is the runtime's only thread. It blocks that thread:
/// in a task, `.await` is better. Dropping a call leaves no work behind; a write that was sent may happen.
///
/// Such calls share no connection with calls of a runtime, which may stand still meanwhile. They have a client of
/// their own, made from the store's client when it is first needed:
///
/// - [`from_env`](Self::from_env): connections and credentials of their own. Nothing is shared.
/// - [`new`](Self::new): connections of their own, if the client has the SDK's default HTTP client or one made by
///   `aws_smithy_http_client`. Another HTTP client, such as one made with `http_client_fn`, is asked for a connector
///   with other time limits, and may answer with the same one. Credentials that the client has cached are used; else
///   the client's provider is asked.
/// - [`with_blocking_client`](Self::with_blocking_client) where that is not enough: an HTTP client with one pool of
///   connections for all, or a provider of credentials that waits for what only another task can do.
///
/// A call that was begun in a task, by polling it, must be ended there.
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
    service: Arc<Service>,
    blocking: Arc<Blocking>,
}

impl DynamoDbStore {
    /// A store on a configured client: its credentials, region, endpoint, timeouts and retries are the
    /// store's.
    pub fn new(client: Client) -> Self {
        let blocking = Blocking::new(Origin::Like(client.clone()));
        Self::over(client, blocking)
    }

    pub(crate) fn over(client: Client, blocking: Blocking) -> Self {
        let (clients, schemas) = (Clients::new(client), Schemas::default());
        let service = Service { clients, schemas, repeats_all: false };
        Self { service: Arc::new(service), blocking: Arc::new(blocking) }
    }

    /// The client that the store was made with: for what the port does not offer.
    pub fn client(&self) -> &Client {
        self.service.client()
    }

    /// Sends blocking calls, and calls without a runtime, with this client. It must be for nothing else: a
    /// connection that it shares with a task could wait for the very thread that the call blocks. See
    /// [Runtimes and blocking calls](Self#runtimes-and-blocking-calls).
    #[must_use]
    pub fn with_blocking_client(mut self, client: Client) -> Self {
        self.blocking = Arc::new(Blocking::new(Origin::Given(client)));
        self
    }

    /// Tells the store about a table, so that it can check requests before it sends them.
    ///
    /// The schema may lack indexes: one that the store does not know is for the service to check. Indexes
    /// of several schemas of one table add up.
    #[must_use]
    pub fn with_schema(self, schema: TableSchema) -> Self {
        self.service.schemas.declared(schema);
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
        self.service.schemas.declared(T::schema().clone());
        TableRepository::new(Arc::new(self.clone()))
    }

    /// The repository of an entity whose keys have a scope, such as a tenant. The scope stands in every key that it
    /// reads and writes: repositories with different scopes share a table, and see none of each other's entities.
    /// The store learns the entity's table, as with [`with_schema`](Self::with_schema).
    pub fn scoped_repository<T: Entity>(&self, scope: impl Into<Arc<str>>) -> TableRepository<T> {
        self.service.schemas.declared(T::schema().clone());
        TableRepository::scoped(Arc::new(self.clone()), scope)
    }

    /// The repository of a table's items, whatever they are: for tools. The store learns the table, as with
    /// [`with_schema`](Self::with_schema).
    pub fn items(&self, schema: TableSchema) -> TableRepository<Item> {
        self.service.schemas.declared(schema.clone());
        TableRepository::of_items(Arc::new(self.clone()), schema)
    }

    /// Lets the SDK repeat every write as its configuration says, even one that may have been done.
    ///
    /// A counter may then count twice. Where a condition fails after an attempt that may have been done, the error is
    /// [`Error::TimedOut`] as ever: see [Repeats](Self#repeats).
    #[must_use]
    pub fn with_repeats_of_all_writes(mut self) -> Self {
        Arc::make_mut(&mut self.service).repeats_all = true;
        self
    }

    /// Runs an operation: in place, or, where the call blocks or has no runtime, on the store's own.
    fn run<T, F>(
        &self,
        span: Span,
        operation: impl FnOnce(Arc<Service>) -> F + Send + 'static,
    ) -> Answer<'_, T>
    where
        T: Consumed + Send + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        Box::pin(Running::new(span, &self.service, &self.blocking, operation))
    }
}

/// The operations of a port, each in a span.
macro_rules! operations {
    ($($operation:ident($request:ty) -> $outcome:ty, |$asked:ident| $span:expr;)*) => {$(
        fn $operation<'s: 'async_trait, 'async_trait>(
            &'s self,
            $asked: $request,
        ) -> Answer<'async_trait, $outcome> {
            let span = $span;
            self.run(span, |service| operations::$operation(service, $asked))
        }
    )*};
}

#[async_trait]
impl ItemStore for DynamoDbStore {
    operations! {
        get_item(GetItem) -> GetItemOutcome, |request| span("GetItem", request.table.as_ref(), None);
        put_item(PutItem) -> PutItemOutcome, |request| span("PutItem", request.table.as_ref(), None);
        update_item(UpdateItem) -> UpdateItemOutcome, |request| span("UpdateItem", request.table.as_ref(), None);
        delete_item(DeleteItem) -> DeleteItemOutcome, |request| span("DeleteItem", request.table.as_ref(), None);
        query(Query) -> PageOutcome, |request| span("Query", request.table.as_ref(), request.index.as_deref());
        scan(Scan) -> PageOutcome, |request| span("Scan", request.table.as_ref(), request.index.as_deref());
        batch_get_item(BatchGetItem) -> BatchGetItemOutcome,
            |request| span_of_all("BatchGetItem", request.tables.iter().map(|part| &part.table));
        batch_write_item(BatchWriteItem) -> BatchWriteItemOutcome,
            |request| span_of_all("BatchWriteItem", request.tables.iter().map(|part| &part.table));
        transact_get_items(TransactGetItems) -> TransactGetItemsOutcome,
            |request| span_of_all("TransactGetItems", request.gets.iter().map(|get| &get.table));
        transact_write_items(TransactWriteItems) -> TransactWriteItemsOutcome,
            |request| span_of_all("TransactWriteItems", request.actions.iter().map(TransactWrite::table));
    }
}

#[async_trait]
impl TableAdmin for DynamoDbStore {
    /// Creates a table that is billed by request, and returns when it can be used.
    async fn create_table(&self, schema: TableSchema) -> Result<TableDescription, Error> {
        let span = span("CreateTable", schema.name.as_ref(), None);
        self.run(span, |service| operations::create_table(service, schema)).await
    }

    async fn describe_table(&self, name: &str) -> Result<TableDescription, Error> {
        let (span, name) = (span("DescribeTable", name, None), name.to_owned());
        self.run(span, |service| operations::describe_table(service, name)).await
    }

    async fn delete_table(&self, name: &str) -> Result<(), Error> {
        let (span, name) = (span("DeleteTable", name, None), name.to_owned());
        self.run(span, |service| operations::delete_table(service, name)).await
    }

    async fn list_tables(&self) -> Result<Vec<String>, Error> {
        self.run(span("ListTables", None, None), operations::list_tables).await
    }
}
