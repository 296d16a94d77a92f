//! The repository over a store: written once, for every backend.

mod batch;
mod cursors;
mod read;
mod unique;
mod write;

use super::{
    BatchGetError, BatchGetItems, BatchWriteItems, BatchWriteStream, DeleteItem, EntityMapping, GetItem,
    ItemMapping, Mapping, PutItem, QueryItems, ReadCursors, ReadPage, ReadRequest, Repository, ScanItems,
    UpdateItem, WriteItem, guard::Guard, plan::Planner, scope::Scope,
};
use crate::{
    Cursors, Entity, Error, Item, TableSchema,
    batch::{BatchError, Observer},
    expr::Projection,
    layout::{Layout, epoch_seconds},
    store::{Clock, ItemStore, SystemClock, SystemTimer, Timer},
};
use async_trait::async_trait;
use futures_util::future::BoxFuture;
use std::{borrow::Cow, fmt, sync::Arc};

/// A repository over an [`ItemStore`].
///
/// A backend's `repository::<T>()` makes one; [`TableRepository::new`] puts one over any store.
pub struct TableRepository<T> {
    store: Arc<dyn ItemStore>,
    mapping: Arc<dyn Mapping<T>>,
    clock: Arc<dyn Clock>,
    timer: Arc<dyn Timer>,
    scope: Option<Arc<str>>,
    hides_expired: bool,
    checks_reads: bool,
    denies_scans: bool,
    cursors: Cursors,
    cursor_context: Vec<Arc<[u8]>>,
}

impl<T> fmt::Debug for TableRepository<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableRepository")
            .field("store", &self.store)
            .field("mapping", &self.mapping)
            .finish_non_exhaustive()
    }
}

impl<T> Clone for TableRepository<T> {
    fn clone(&self) -> Self {
        Self {
            store: Arc::clone(&self.store),
            mapping: Arc::clone(&self.mapping),
            clock: Arc::clone(&self.clock),
            timer: Arc::clone(&self.timer),
            scope: self.scope.clone(),
            hides_expired: self.hides_expired,
            checks_reads: self.checks_reads,
            denies_scans: self.denies_scans,
            cursors: self.cursors.clone(),
            cursor_context: self.cursor_context.clone(),
        }
    }
}

impl<T: Entity> TableRepository<T> {
    /// The entities of type `T` in a store. Does not compile for an entity whose keys have a scope: see
    /// [`scoped`](Self::scoped).
    ///
    /// ```compile_fail,E0080
    /// use std::sync::Arc;
    /// use twintable::{prelude::*, store::ItemStore};
    ///
    /// #[derive(Entity)]
    /// #[entity(table = "notes", partition_key = "TENANT#{@tenant}#NOTE#{id}")]
    /// struct Note {
    ///     id: String,
    /// }
    ///
    /// fn notes(store: Arc<dyn ItemStore>) -> TableRepository<Note> {
    ///     TableRepository::new(store) // of which tenant?
    /// }
    ///
    /// fn main() {
    ///     let _: fn(_) -> _ = notes;
    /// }
    /// ```
    pub fn new(store: Arc<dyn ItemStore>) -> Self {
        const {
            assert!(!T::HAS_SCOPE, "the keys of this entity have a scope: make the repository with `scoped`");
        }
        Self::over(store, EntityMapping::new())
    }

    /// The entities of type `T` in a store, within a scope such as a tenant: it stands in every key that the
    /// repository reads and writes, where the entity's templates have `{@..}`. Queries and scans of what the
    /// scope is no part of are filtered by it.
    ///
    /// Where a page of such a read ended can be the key of another scope's item. So their pages and streams
    /// have cursors only if these are [sealed](Self::with_cursors); without a seal they are refused with
    /// [`Rule::CursorScope`](crate::Rule::CursorScope) before anything is read. Whatever needs no cursor,
    /// such as [`all`](super::ReadMany::all), works all the same. The scope is part of what every cursor is
    /// bound to.
    pub fn scoped(store: Arc<dyn ItemStore>, scope: impl Into<Arc<str>>) -> Self {
        Self { scope: Some(scope.into()), ..Self::over(store, EntityMapping::new()) }
    }
}

impl TableRepository<Item> {
    /// The items of a table, whatever they are: for tools.
    pub fn of_items(store: Arc<dyn ItemStore>, schema: TableSchema) -> Self {
        Self::over(store, ItemMapping::new(schema))
    }
}

impl<T> TableRepository<T> {
    fn over(store: Arc<dyn ItemStore>, mapping: impl Mapping<T> + 'static) -> Self {
        Self {
            store,
            mapping: Arc::new(mapping),
            clock: Arc::new(SystemClock),
            timer: Arc::new(SystemTimer),
            scope: None,
            hides_expired: false,
            checks_reads: false,
            denies_scans: false,
            cursors: Cursors::new(),
            cursor_context: Vec::new(),
        }
    }

    /// Tells the time by another clock: for timestamps, identifiers and time-to-live.
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

    /// Hides entities whose time-to-live is over, which the service deletes days later: reads do not return
    /// them, and `create` takes them for absent. Other writes still find them.
    ///
    /// A query of an index that does not hold the time-to-live cannot tell.
    #[must_use]
    pub const fn hiding_expired(mut self) -> Self {
        self.hides_expired = true;
        self
    }

    /// Checks the entity's own rules after reads too, not only before writes.
    #[must_use]
    pub const fn checking_reads(mut self) -> Self {
        self.checks_reads = true;
        self
    }

    /// Refuses scans, with [`Rule::ScanDenied`](crate::Rule::ScanDenied), unless they are
    /// [allowed](super::ParallelScan::allow_full_scan) where they are made: so that reading a whole table is
    /// always somebody's decision. A [`find`](super::RepositoryExt::find) that falls back to a scan is one.
    ///
    /// It is about this repository: another one of the same store, and the store itself, do scan.
    #[must_use]
    pub const fn denying_scans(mut self) -> Self {
        self.denies_scans = true;
        self
    }

    /// Makes cursors, and opens them, with secrets and an expiry: see [`cursor`](crate::cursor) for what that
    /// protects. Unless this is called they have no seal: anyone can read and make them. They expire by the
    /// repository's [clock](Self::with_clock).
    #[must_use]
    pub fn with_cursors(mut self, cursors: Cursors) -> Self {
        self.cursors = cursors;
        self
    }

    /// Binds all cursors to something of the caller's, such as the user: they are refused by a repository
    /// with another context. Each call adds one more, and their order counts. A single read adds more with
    /// [`context`](super::ReadMany::context).
    #[must_use]
    pub fn with_cursor_context(mut self, part: impl AsRef<[u8]>) -> Self {
        self.cursor_context.push(part.as_ref().into());
        self
    }

    /// The store below.
    pub fn store(&self) -> &Arc<dyn ItemStore> {
        &self.store
    }

    fn layout(&self) -> &Layout {
        self.mapping.layout()
    }

    fn table(&self) -> Result<Cow<'static, str>, Error> {
        Ok(self.layout().table()?)
    }

    fn planner(&self) -> Planner<'_, '_> {
        Planner {
            layout: self.layout(),
            now: self.clock.now(),
            scope: self.scope.as_deref(),
            hides_expired: self.hides_expired,
        }
    }

    fn guard(&self) -> Guard<'_> {
        let expired_before = self.hides_expired.then(|| epoch_seconds(self.clock.now()));
        Guard::new(self.layout(), expired_before)
    }

    fn scope(&self) -> Scope<'_> {
        Scope { layout: self.layout(), scope: self.scope.as_deref() }
    }

    /// The entity that an item holds, which must be of the type.
    fn decoded(&self, item: Item) -> Result<T, Error> {
        self.guard().check_type(&item)?;
        self.read(item)
    }

    /// The entity that an item holds. An error has the key of the item.
    fn read(&self, mut item: Item) -> Result<T, Error> {
        let schema = self.layout().schema();
        let entity = if item.is_shared() {
            self.mapping.from_item(&item).map_err(|error| error.with_key(schema.key_of(&item)))?
        } else {
            // What is composed stays in the item; what is a field may be gone when it is needed.
            let key = if self.layout().composes_primary_key() { None } else { schema.key_of(&item) };
            let entity = self.mapping.take_from(&mut item);
            entity.map_err(|error| error.with_key(key.or_else(|| schema.key_of(&item))))?
        };
        if self.checks_reads {
            self.mapping.validate(&entity)?;
        }
        Ok(entity)
    }
}

#[async_trait]
impl<T: Send + Sync + 'static> Repository<T> for TableRepository<T> {
    fn get_item<'life0: 'async_trait, 'async_trait>(
        &'life0 self,
        request: GetItem<T>,
    ) -> BoxFuture<'async_trait, Result<Option<T>, Error>> {
        self.read_item(request, None, Self::read)
    }

    fn put_item<'life0: 'async_trait, 'async_trait>(
        &'life0 self,
        request: PutItem<T>,
    ) -> BoxFuture<'async_trait, Result<Option<T>, Error>> {
        self.write_put(request)
    }

    fn update_item<'life0: 'async_trait, 'async_trait>(
        &'life0 self,
        request: UpdateItem<T>,
    ) -> BoxFuture<'async_trait, Result<Option<T>, Error>> {
        self.write_update(request)
    }

    async fn delete_item(&self, request: DeleteItem<T>) -> Result<Option<T>, Error> {
        self.write_delete(request).await
    }

    fn query_items<'life0: 'async_trait, 'async_trait>(
        &'life0 self,
        request: QueryItems,
    ) -> BoxFuture<'async_trait, Result<ReadPage<T>, Error>> {
        self.read_query(request, None, Self::decoded_page)
    }

    fn scan_items<'life0: 'async_trait, 'async_trait>(
        &'life0 self,
        request: ScanItems,
    ) -> BoxFuture<'async_trait, Result<ReadPage<T>, Error>> {
        self.read_scan(request, None, Self::decoded_page)
    }

    async fn project_item(&self, request: GetItem<T>, projection: Projection) -> Result<Option<Item>, Error> {
        self.read_item(request, Some(projection), |_, item| Ok(item)).await
    }

    async fn project_query(
        &self,
        request: QueryItems,
        projection: Projection,
    ) -> Result<ReadPage<Item>, Error> {
        self.read_query(request, Some(projection), |_, page| Ok(page)).await
    }

    async fn project_scan(
        &self,
        request: ScanItems,
        projection: Projection,
    ) -> Result<ReadPage<Item>, Error> {
        self.read_scan(request, Some(projection), |_, page| Ok(page)).await
    }

    async fn batch_get_items(
        &self,
        request: BatchGetItems<T>,
        observer: Observer<'_>,
    ) -> Result<Vec<Option<T>>, BatchGetError<T>> {
        self.read_many(request, None, observer, |item| self.read(item)).await
    }

    async fn batch_project_items(
        &self,
        request: BatchGetItems<T>,
        projection: Projection,
        observer: Observer<'_>,
    ) -> Result<Vec<Option<Item>>, BatchGetError<T, Item>> {
        self.read_many(request, Some(projection), observer, Ok).await
    }

    async fn batch_write_items(
        &self,
        request: BatchWriteItems<T>,
        observer: Observer<'_>,
    ) -> Result<Vec<WriteItem<T>>, BatchError<WriteItem<T>>> {
        self.write_many(request, observer).await
    }

    async fn batch_write_stream(
        &self,
        request: BatchWriteStream<'_, T>,
        observer: Observer<'_>,
    ) -> Result<usize, BatchError<WriteItem<T>, usize>> {
        self.write_stream(request, observer).await
    }

    fn cursors(&self, read: &ReadRequest) -> Result<ReadCursors, Error> {
        self.cursors_of(read)
    }

    fn timer(&self) -> &dyn Timer {
        self.timer.as_ref()
    }
}
