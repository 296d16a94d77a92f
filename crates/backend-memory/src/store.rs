//! The store: its tables, its gate, its clock.

mod admin;
mod batch;
mod changes;
mod item;
mod page;
mod snapshot;
mod time_to_live;
mod tokens;
mod transaction;

pub(crate) use tokens::Tokens;

use crate::{
    setting::Setting,
    simulation::{Simulation, Simulator},
    table::Table,
};
use async_trait::async_trait;
use dashmap::DashMap;
use parking_lot::{Mutex, RwLock};
use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};
use twintable::{
    Entity, Error, Item, TableSchema,
    repository::TableRepository,
    store::{
        BatchGetItem, BatchGetItemOutcome, BatchWriteItem, BatchWriteItemOutcome, Clock, DeleteItem,
        DeleteItemOutcome, GetItem, GetItemOutcome, ItemStore, PageOutcome, PutItem, PutItemOutcome, Query,
        Scan, SystemClock, TransactGetItems, TransactGetItemsOutcome, TransactWriteItems,
        TransactWriteItemsOutcome, UpdateItem, UpdateItemOutcome,
    },
};

/// A store in memory that behaves as DynamoDB does.
///
/// Clones share one store. Every operation is done when its future is first polled, so it needs no runtime.
///
/// # Examples
///
/// ```
/// use futures::executor::block_on;
/// use twintable::{KeyAttribute, PrimaryKey, TableSchema, item, store::{GetItem, ItemStore, PutItem}};
/// use twintable_memory::MemoryStore;
///
/// let store = MemoryStore::with_tables([TableSchema::new("shop", KeyAttribute::string("id"))])?;
/// block_on(store.put_item(PutItem::new("shop", item! { "id" => "a", "count" => 1 })))?;
/// let found = block_on(store.get_item(GetItem::new("shop", PrimaryKey::new("id", "a"))))?;
/// assert_eq!(found.item, Some(item! { "id" => "a", "count" => 1 }));
/// # Ok::<(), twintable::Error>(())
/// ```
#[derive(Clone)]
pub struct MemoryStore {
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    tables: DashMap<String, Arc<Table>>,
    /// Single-item operations and pages hold it shared, transactions hold it alone: so no transaction needs an
    /// order of locks, and nothing sees half of one. It is taken before any lock of a bucket.
    gate: RwLock<()>,
    tokens: Mutex<Tokens>,
    setting: Arc<Setting>,
    /// With a simulation, pages hold this one shared in place of the gate, so that they may see part of a transaction
    /// that happens meanwhile. What replaces tables holds both alone; the gate is taken first.
    page_gate: RwLock<()>,
}

impl Shared {
    fn gate_of_pages(&self) -> &RwLock<()> {
        if self.setting.simulator.is_some() { &self.page_gate } else { &self.gate }
    }
}

/// What a [`MemoryStore`] is made with.
#[derive(Debug, Clone)]
#[must_use]
pub struct Builder {
    clock: Arc<dyn Clock>,
    seed: u64,
    simulation: Option<Simulation>,
    deletes_after: Option<Duration>,
}

impl Builder {
    /// Takes the time from a clock; the system's if none is given.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Lays out the partitions by a seed, which decides the order of scans. Stores with one seed scan in
    /// one order.
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Makes the store as inconsistent as the service may be.
    pub const fn simulate(mut self, simulation: Simulation) -> Self {
        self.simulation = Some(simulation);
        self
    }

    /// Deletes items so long after they have expired, in tables that have
    /// [time-to-live](MemoryStore::enable_time_to_live). The service does it within a few days.
    ///
    /// They are deleted when the next operation looks at their table, as if it had happened at its time: so all that a
    /// test does is to move the clock. It costs no capacity. An item that had expired more than five years before it was
    /// written stays, as it does in the service.
    ///
    /// Without this, expired items stay until [`delete_expired`](MemoryStore::delete_expired) is called.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures::executor::block_on;
    /// use std::time::{Duration, SystemTime};
    /// use twintable::{
    ///     KeyAttribute, PrimaryKey, TableSchema, item,
    ///     store::{GetItem, ItemStore, PutItem},
    /// };
    /// use twintable_memory::MemoryStore;
    /// use twintable_testkit::ManualClock;
    ///
    /// let hour = Duration::from_hours(1);
    /// let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    /// let store = MemoryStore::builder().clock(clock.clone()).delete_expired_after(hour).build();
    /// store.add_table(TableSchema::new("sessions", KeyAttribute::string("id")))?;
    /// store.enable_time_to_live("sessions", "ends")?;
    ///
    /// let get = || GetItem::new("sessions", PrimaryKey::new("id", "a"));
    /// block_on(store.put_item(PutItem::new("sessions", item! { "id" => "a", "ends" => 60 })))?;
    /// clock.advance(hour);
    /// assert!(block_on(store.get_item(get()))?.item.is_some(), "it has expired, but is still there");
    /// clock.advance(Duration::from_secs(60));
    /// assert!(block_on(store.get_item(get()))?.item.is_none());
    /// # Ok::<(), twintable::Error>(())
    /// ```
    pub const fn delete_expired_after(mut self, delay: Duration) -> Self {
        self.deletes_after = Some(delay);
        self
    }

    /// Makes the store, without tables.
    pub fn build(self) -> MemoryStore {
        let Self { clock, seed, simulation, deletes_after } = self;
        let simulator = simulation.map(|simulation| Arc::new(Simulator::new(simulation, Arc::clone(&clock))));
        let (tables, gate, tokens) = (DashMap::new(), RwLock::new(()), Mutex::default());
        let setting = Arc::new(Setting { clock, seed, simulator, deletes_after });
        let page_gate = RwLock::new(());
        MemoryStore { shared: Arc::new(Shared { tables, gate, tokens, setting, page_gate }) }
    }
}

impl fmt::Debug for MemoryStore {
    /// Shows the tables and how many items they have, not the items, and the simulation.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts: BTreeMap<_, _> =
            self.shared.tables.iter().map(|table| (table.key().clone(), table.item_count())).collect();
        let mut shown = f.debug_tuple("MemoryStore");
        shown.field(&counts);
        if let Some(simulator) = &self.shared.setting.simulator {
            shown.field(simulator.simulation());
        }
        shown.finish()
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl MemoryStore {
    /// A store without tables.
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// A store to be made with a clock or a seed of its own.
    pub fn builder() -> Builder {
        Builder { clock: Arc::new(SystemClock), seed: 0, simulation: None, deletes_after: None }
    }

    /// A store with some tables.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] where a schema breaks a rule, and [`Error::TableExists`] for a name that
    /// comes twice.
    pub fn with_tables(schemas: impl IntoIterator<Item = TableSchema>) -> Result<Self, Error> {
        let store = Self::new();
        schemas.into_iter().try_for_each(|schema| store.add_table(schema))?;
        Ok(store)
    }

    /// The repository of an entity, with the store's clock. Its table has to be there when the repository is
    /// used. Does not compile for an entity whose keys have a scope: see
    /// [`scoped_repository`](Self::scoped_repository).
    pub fn repository<T: Entity>(&self) -> TableRepository<T> {
        self.on_time(TableRepository::new(Arc::new(self.clone())))
    }

    /// The repository of an entity whose keys have a scope, such as a tenant, with the store's clock. The scope
    /// stands in every key that it reads and writes: repositories with different scopes share a table, and see
    /// none of each other's entities.
    pub fn scoped_repository<T: Entity>(&self, scope: impl Into<Arc<str>>) -> TableRepository<T> {
        self.on_time(TableRepository::scoped(Arc::new(self.clone()), scope))
    }

    /// The repository of a table's items, whatever they are: for tools.
    pub fn items(&self, schema: TableSchema) -> TableRepository<Item> {
        self.on_time(TableRepository::of_items(Arc::new(self.clone()), schema))
    }

    fn on_time<T>(&self, repository: TableRepository<T>) -> TableRepository<T> {
        repository.with_clock(Arc::clone(&self.shared.setting.clock))
    }

    /// Adds a table, without waiting for a future.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] where the schema breaks a rule, and [`Error::TableExists`].
    pub fn add_table(&self, schema: TableSchema) -> Result<(), Error> {
        self.create(schema)
    }

    /// Makes all that was written until now visible to all reads, whatever the [simulation](Simulation) says.
    pub fn settle(&self) {
        let _gate = self.shared.gate.write();
        self.shared.tables.iter().for_each(|table| table.settle());
    }

    /// The table of a name, without what has been expired for long enough. No gate is held.
    fn table(&self, name: &str) -> Result<Arc<Table>, Error> {
        // The guard ends here: nothing else is locked while it lives.
        let table = self.shared.tables.get(name).map(|table| Arc::clone(&table));
        let table = table.ok_or_else(|| Error::table_not_found(name))?;
        self.delete_late(&table);
        Ok(table)
    }
}

#[async_trait]
impl ItemStore for MemoryStore {
    async fn get_item(&self, request: GetItem) -> Result<GetItemOutcome, Error> {
        self.get(request)
    }

    async fn put_item(&self, request: PutItem) -> Result<PutItemOutcome, Error> {
        self.put(request)
    }

    async fn update_item(&self, request: UpdateItem) -> Result<UpdateItemOutcome, Error> {
        self.update(request)
    }

    async fn delete_item(&self, request: DeleteItem) -> Result<DeleteItemOutcome, Error> {
        self.delete(request)
    }

    async fn query(&self, request: Query) -> Result<PageOutcome, Error> {
        self.query_page(request)
    }

    async fn scan(&self, request: Scan) -> Result<PageOutcome, Error> {
        self.scan_page(request)
    }

    async fn batch_get_item(&self, request: BatchGetItem) -> Result<BatchGetItemOutcome, Error> {
        self.batch_get(request)
    }

    async fn batch_write_item(&self, request: BatchWriteItem) -> Result<BatchWriteItemOutcome, Error> {
        self.batch_write(request)
    }

    async fn transact_get_items(&self, request: TransactGetItems) -> Result<TransactGetItemsOutcome, Error> {
        self.transact_get(request)
    }

    async fn transact_write_items(
        &self,
        request: TransactWriteItems,
    ) -> Result<TransactWriteItemsOutcome, Error> {
        self.transact_write(request)
    }
}
