//! Units of work: what a service depends on that writes entities of several types.

mod batch;
mod batch_read;

pub use batch::{Batch, BatchOperations, WriteBatch};
pub use batch_read::{BatchRead, BatchReads};

use crate::{
    Error, Item,
    batch::{BatchError, Observer},
    operation::Operation,
    repository::plan::Planner,
    store::{Clock, ItemStore, SystemClock, SystemTimer, Timer},
    transaction::{Committer, Keys, Read, TransactGet, Transaction, read_together},
};
use async_trait::async_trait;
use std::{fmt, sync::Arc, time::SystemTime};

/// What a service depends on that writes or reads entities of several types, at one moment or many at once, and
/// what its tests stand in for.
///
/// Every [store](ItemStore) is one. [`TableUnitOfWork`] adds a scope, or another clock. It is object safe: services take
/// `&dyn UnitOfWork`.
///
/// # Errors
///
/// Every method may fail with what the [store](ItemStore) fails with.
#[async_trait]
pub trait UnitOfWork: Send + Sync {
    /// Does all of a transaction, or nothing. Callers use [`Transaction::commit`].
    ///
    /// Fails with [`Error::TransactionCancelled`].
    async fn transact_write(&self, transaction: &Transaction) -> Result<(), Error>;

    /// Reads up to 100 entities at one moment, with 4 MB together. Callers use
    /// [`read_together`](UnitOfWorkExt::read_together).
    async fn transact_get(&self, reads: Vec<Read>) -> Result<Vec<Option<Item>>, Error>;

    /// Writes many entities, each for itself. Callers use [`Batch::write`].
    ///
    /// Fails with what is done, what is not done and what is unknown.
    async fn batch_write(
        &self,
        request: BatchOperations,
        observer: Observer<'_>,
    ) -> Result<(), BatchError<Operation>>;

    /// Reads many entities, each for itself, in the order asked. Callers use [`read_many`](UnitOfWorkExt::read_many).
    async fn batch_get(
        &self,
        request: BatchReads,
        observer: Observer<'_>,
    ) -> Result<Vec<Option<Item>>, Error>;

    /// What waits for time limits and between attempts.
    fn timer(&self) -> &dyn Timer {
        &SystemTimer
    }
}

/// What every unit of work can do.
pub trait UnitOfWorkExt: UnitOfWork {
    /// Reads up to 100 entities at one moment: a tuple or a list of keys, `None` for what is missing. It costs twice
    /// what consistent reads cost.
    ///
    /// # Examples
    ///
    /// ```
    /// use twintable::{UnitOfWork, UnitOfWorkExt, prelude::*};
    /// # #[derive(Debug, Clone, Entity)]
    /// # #[entity(table = "bank", partition_key = id)]
    /// # struct Account { id: String, balance: i64 }
    ///
    /// async fn total(bank: &dyn UnitOfWork, ids: &[&str]) -> Result<i64, Error> {
    ///     let keys: Vec<_> = ids.iter().map(|id| Account::key(*id)).collect();
    ///     let accounts = bank.read_together(keys).await?;
    ///     Ok(accounts.iter().flatten().map(|account| account.balance).sum())
    /// }
    /// ```
    fn read_together<K: Keys>(&self, keys: K) -> TransactGet<'_, K, Self> {
        TransactGet::new(self, keys)
    }

    /// Reads any number of entities of any types, in tables of any number: a tuple or a list of keys, `None` for what is
    /// missing. Each read is for itself: see [`batch`](crate::batch).
    ///
    /// # Examples
    ///
    /// ```
    /// use twintable::{UnitOfWork, UnitOfWorkExt, prelude::*};
    /// # #[derive(Debug, Clone, Entity)]
    /// # #[entity(table = "shop", partition_key = "ORDER#{id}")]
    /// # struct Order { id: String, customer: String }
    /// # #[derive(Debug, Clone, Entity)]
    /// # #[entity(table = "people", partition_key = id)]
    /// # struct Customer { id: String }
    ///
    /// async fn page(shop: &dyn UnitOfWork, orders: &[&str], customer: &str) -> Result<usize, Error> {
    ///     let keys: Vec<_> = orders.iter().map(|id| Order::key(*id)).collect();
    ///     let (orders, customer) = shop.read_many((keys, Customer::key(customer))).consistent().await?;
    ///     Ok(orders.iter().flatten().filter(|order| customer.as_ref().is_some_and(|c| c.id == order.customer)).count())
    /// }
    /// ```
    fn read_many<K: Keys>(&self, keys: K) -> BatchRead<'_, K, Self> {
        BatchRead::new(self, keys)
    }
}

impl<U: UnitOfWork + ?Sized> UnitOfWorkExt for U {}

#[async_trait]
impl<S: ItemStore + ?Sized> UnitOfWork for S {
    async fn transact_write(&self, transaction: &Transaction) -> Result<(), Error> {
        let committer = Committer {
            store: self,
            clock: &SystemClock,
            timer: &SystemTimer,
            scope: None,
            hides_expired: false,
        };
        committer.commit(transaction).await
    }

    async fn transact_get(&self, reads: Vec<Read>) -> Result<Vec<Option<Item>>, Error> {
        let now = SystemTime::now();
        let planner = |read: &Read| Planner { layout: read.layout, now, scope: None, hides_expired: false };
        read_together(self, &SystemTimer, &reads, planner).await
    }

    async fn batch_write(
        &self,
        request: BatchOperations,
        observer: Observer<'_>,
    ) -> Result<(), BatchError<Operation>> {
        batch::write(&plain(&self), request, observer).await
    }

    async fn batch_get(
        &self,
        request: BatchReads,
        observer: Observer<'_>,
    ) -> Result<Vec<Option<Item>>, Error> {
        batch_read::read(&plain(&self), request, observer).await
    }
}

/// What a store alone commits with.
fn plain<S: ItemStore>(store: &S) -> Committer<'_, dyn ItemStore + '_> {
    Committer { store, clock: &SystemClock, timer: &SystemTimer, scope: None, hides_expired: false }
}

/// A unit of work over a store, with a scope or another clock.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use twintable::{TableUnitOfWork, UnitOfWork, store::ItemStore};
///
/// fn of_tenant(store: Arc<dyn ItemStore>, tenant: &str) -> impl UnitOfWork {
///     TableUnitOfWork::new(store).scoped(tenant)
/// }
/// ```
#[derive(Clone)]
pub struct TableUnitOfWork {
    store: Arc<dyn ItemStore>,
    clock: Arc<dyn Clock>,
    timer: Arc<dyn Timer>,
    scope: Option<Arc<str>>,
    hides_expired: bool,
}

impl TableUnitOfWork {
    /// A unit of work over a store.
    pub fn new(store: Arc<dyn ItemStore>) -> Self {
        Self {
            store,
            clock: Arc::new(SystemClock),
            timer: Arc::new(SystemTimer),
            scope: None,
            hides_expired: false,
        }
    }

    /// Fills a scope, such as a tenant, into every key whose template has one.
    #[must_use]
    pub fn scoped(mut self, scope: impl Into<Arc<str>>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// Tells the time by another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Waits by another timer: for time limits and between attempts.
    #[must_use]
    pub fn with_timer(mut self, timer: Arc<dyn Timer>) -> Self {
        self.timer = timer;
        self
    }

    /// Takes entities whose time-to-live is over for absent, in reads and in [`create`](crate::operation::create).
    #[must_use]
    pub const fn hiding_expired(mut self) -> Self {
        self.hides_expired = true;
        self
    }

    fn committer(&self) -> Committer<'_, dyn ItemStore> {
        Committer {
            store: &*self.store,
            clock: &*self.clock,
            timer: &*self.timer,
            scope: self.scope.as_deref(),
            hides_expired: self.hides_expired,
        }
    }
}

#[async_trait]
impl UnitOfWork for TableUnitOfWork {
    async fn transact_write(&self, transaction: &Transaction) -> Result<(), Error> {
        self.committer().commit(transaction).await
    }

    async fn transact_get(&self, reads: Vec<Read>) -> Result<Vec<Option<Item>>, Error> {
        let (now, scope) = (self.clock.now(), self.scope.as_deref());
        let planner =
            |read: &Read| Planner { layout: read.layout, now, scope, hides_expired: self.hides_expired };
        read_together(&*self.store, &*self.timer, &reads, planner).await
    }

    async fn batch_write(
        &self,
        request: BatchOperations,
        observer: Observer<'_>,
    ) -> Result<(), BatchError<Operation>> {
        batch::write(&self.committer(), request, observer).await
    }

    async fn batch_get(
        &self,
        request: BatchReads,
        observer: Observer<'_>,
    ) -> Result<Vec<Option<Item>>, Error> {
        batch_read::read(&self.committer(), request, observer).await
    }

    fn timer(&self) -> &dyn Timer {
        &*self.timer
    }
}

impl fmt::Debug for TableUnitOfWork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableUnitOfWork").field("store", &self.store).finish_non_exhaustive()
    }
}
