//! The typed port that domain code depends on, and its fluent surface.
//!
//! Services take `&dyn Repository<Customer>` and call the verbs of [`RepositoryExt`]. In production and in
//! tests alike a [`TableRepository`] stands behind it, over one backend or the other.

mod cursors;
mod deadline;
mod delete;
mod delete_many;
mod find;
mod forward;
mod gathered;
mod get;
mod get_many;
pub(crate) mod guard;
mod mapping;
mod page;
mod pending;
pub(crate) mod plan;
mod put;
mod put_many;
mod put_stream;
mod query;
mod read;
mod request;
mod scan;
mod scope;
#[cfg(test)]
mod stand_in;
mod table;
mod update;
mod update_with;
mod writer;

pub use cursors::{IntoCursor, ReadCursors};
pub use delete::Delete;
pub use delete_many::DeleteMany;
pub use find::{ByFilter, Find};
pub use get::Get;
pub use get_many::GetMany;
pub use mapping::{EntityMapping, ItemMapping, Mapping};
pub use page::{Page, Paging, ReadPage, ReadRequest, Stop, Wanted};
pub use pending::Pending;
pub use put::Put;
pub use put_many::PutMany;
pub use put_stream::PutStream;
pub use query::{Followed, Partition, Projected, Query};
pub use read::{Entities, Items, Only, ReadMany, Sequential, Source};
pub use request::{
    BatchGetError, BatchGetItems, BatchWriteItems, BatchWriteStream, DeleteItem, Existence, GetItem, New,
    Nothing, Old, PutItem, QueryItems, Returning, ScanItems, UpdateItem, WriteItem,
};
pub use scan::{InParallel, InSequence, ParallelScan, Scan, Table};
pub use table::TableRepository;
pub use update::Update;
pub use writer::BatchWriter;

use crate::{
    Entity, Error, Filter, IntoFilter, IntoKeyCondition, InvalidRequest, Item, Key, Versioned,
    batch::{BatchError, Observer},
    expr,
    store::{SystemTimer, Timer},
};
use async_trait::async_trait;
use futures_util::{
    Stream, StreamExt,
    future::{self, BoxFuture, FutureExt},
};
use std::time::Duration;

/// A repository of entities of one type: what domain code depends on and what its tests stand in for.
///
/// It is object safe. Callers use the verbs of [`RepositoryExt`], which every repository has; only those who
/// write a repository implement these methods.
///
/// # Errors
///
/// Every method may fail with what the [store](crate::store::ItemStore) fails with, and with [`Error::Codec`]
/// for an item that cannot be read.
#[async_trait]
pub trait Repository<T: Send + Sync + 'static>: Send + Sync {
    /// Reads one entity.
    async fn get_item(&self, request: GetItem<T>) -> Result<Option<T>, Error>;

    /// Writes one entity, and returns what the request asks for.
    ///
    /// Fails with [`Error::AlreadyExists`] and [`Error::ConditionFailed`].
    async fn put_item(&self, request: PutItem<T>) -> Result<Option<T>, Error>;

    /// Changes one entity, and returns what the request asks for.
    ///
    /// Fails with [`Error::NotFound`] and [`Error::ConditionFailed`].
    async fn update_item(&self, request: UpdateItem<T>) -> Result<Option<T>, Error>;

    /// Removes one entity, and returns what the request asks for.
    ///
    /// Fails with [`Error::ConditionFailed`].
    async fn delete_item(&self, request: DeleteItem<T>) -> Result<Option<T>, Error>;

    /// Reads one page of a partition.
    async fn query_items(&self, request: QueryItems) -> Result<ReadPage<T>, Error>;

    /// Reads one page of the table.
    async fn scan_items(&self, request: ScanItems) -> Result<ReadPage<T>, Error>;

    /// Reads some attributes of one entity.
    async fn project_item(
        &self,
        request: GetItem<T>,
        projection: expr::Projection,
    ) -> Result<Option<Item>, Error>;

    /// Reads some attributes of one page of a partition.
    async fn project_query(
        &self,
        request: QueryItems,
        projection: expr::Projection,
    ) -> Result<ReadPage<Item>, Error>;

    /// Reads some attributes of one page of the table.
    async fn project_scan(
        &self,
        request: ScanItems,
        projection: expr::Projection,
    ) -> Result<ReadPage<Item>, Error>;

    /// What makes and opens the cursors of a read. A repository that stands before another passes it on, or its
    /// cursors would lose their seal and their scope; one that stands in for another in tests answers
    /// [`ReadCursors::unsealed`].
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with [`Rule::CursorScope`](crate::Rule::CursorScope) where a cursor could show
    /// another scope's key.
    fn cursors(&self, read: &ReadRequest) -> Result<ReadCursors, Error>;

    /// Reads many entities, and returns them in the order asked; `None` where there is none.
    ///
    /// Fails with what was read and what was not. A key or an item at fault is not read, with its own error.
    async fn batch_get_items(
        &self,
        request: BatchGetItems<T>,
        observer: Observer<'_>,
    ) -> Result<Vec<Option<T>>, BatchGetError<T>>;

    /// Reads some attributes of many entities.
    async fn batch_project_items(
        &self,
        request: BatchGetItems<T>,
        projection: expr::Projection,
        observer: Observer<'_>,
    ) -> Result<Vec<Option<Item>>, BatchGetError<T, Item>>;

    /// Writes many entities, each for itself, and returns the writes as they were done, in the order asked.
    ///
    /// Fails with what is done, what is not done and what is unknown.
    async fn batch_write_items(
        &self,
        request: BatchWriteItems<T>,
        observer: Observer<'_>,
    ) -> Result<Vec<WriteItem<T>>, BatchError<WriteItem<T>>>;

    /// Writes the entities of a stream, each for itself, and returns how many they were.
    ///
    /// Fails with how many are done, what is not done and what is unknown, of what was taken from the stream.
    async fn batch_write_stream(
        &self,
        request: BatchWriteStream<'_, T>,
        observer: Observer<'_>,
    ) -> Result<usize, BatchError<WriteItem<T>, usize>>;

    /// What waits for time limits and between attempts.
    fn timer(&self) -> &dyn Timer {
        &SystemTimer
    }
}

/// The verbs of a repository. Each returns a value that says more with its methods, and happens when it is
/// awaited.
///
/// # Examples
///
/// ```
/// # use twintable::prelude::*;
/// # struct Customer;
/// # impl Customer {
/// #     const STATUS: Attribute<Self, String> = Attribute::new("status");
/// #     const CREDIT: Attribute<Self, Number> = Attribute::new("credit");
/// # }
/// async fn suspend(customers: &dyn Repository<Customer>, key: Key<Customer>) -> Result<Customer, Error> {
///     customers
///         .update(key)
///         .set(Customer::STATUS, "suspended")
///         .when(Customer::STATUS.eq("active").and(Customer::CREDIT.ge(0)))
///         .await
/// }
/// ```
pub trait RepositoryExt<T: Send + Sync + 'static>: Repository<T> {
    /// Reads an entity; `None` where there is none.
    ///
    /// Fails with [`Error::WrongType`].
    fn get(&self, key: Key<T>) -> Get<'_, T, Self> {
        Get::new(self, key)
    }

    /// Writes an entity that must not exist yet, and returns it as stored.
    ///
    /// Fails with [`Error::AlreadyExists`].
    fn create(&self, entity: T) -> Put<'_, T, Self> {
        Put::new(self, entity, Existence::MustNotExist)
    }

    /// Reads many entities, in as few requests as the service allows, and returns them in the order asked: `None`
    /// where there is none. See [`batch`](crate::batch).
    ///
    /// Fails with what was read and what was not: a key or an item at fault is not read, with its own error.
    fn get_many(&self, keys: impl IntoIterator<Item = Key<T>>) -> GetMany<'_, T, Self> {
        GetMany::new(self, keys.into_iter().collect())
    }

    /// Writes an entity, in place of the one with its key, and returns it as stored.
    ///
    /// It acts on the key, whatever is there. With a condition, or where it returns the entity as it was, an
    /// item of another type is refused with [`Error::WrongType`].
    fn put(&self, entity: T) -> Put<'_, T, Self> {
        Put::new(self, entity, Existence::MayExist)
    }

    /// Writes many entities, each in place of the one with its key and for itself, in as few requests as the service
    /// allows, and returns them as stored, in the order given. Those with a version or a unique field are written one
    /// by one, each under its condition. See [`batch`](crate::batch).
    ///
    /// Nothing is sent where an entity breaks a rule. Fails with what is done, what is not done and what is unknown.
    fn put_many(&self, entities: impl IntoIterator<Item = T>) -> PutMany<'_, T, Self> {
        PutMany::new(self, entities.into_iter().map(WriteItem::Put).collect())
    }

    /// Writes many entities that must not exist yet, and returns them as stored, in the order given. A batch write has
    /// no conditions, so each is a write of its own. See [`batch`](crate::batch).
    ///
    /// Fails as [`put_many`](Self::put_many); one that exists is not done, with [`Error::AlreadyExists`].
    fn create_many(&self, entities: impl IntoIterator<Item = T>) -> PutMany<'_, T, Self> {
        PutMany::new(self, entities.into_iter().map(WriteItem::Create).collect())
    }

    /// Writes the entities of a stream, and returns how many they were. For loads of any size: at most 25 for each
    /// request that may be in flight are in memory, and the stream is not asked for more until there is room.
    ///
    /// Stops at the first that fails, unless it [keeps going](PutStream::keep_going).
    fn put_stream<'r>(&'r self, entities: impl Stream<Item = T> + Send + 'r) -> PutStream<'r, T, Self> {
        PutStream::new(self, entities.map(WriteItem::Put).boxed())
    }

    /// A writer that takes entities one by one, and is otherwise a [`put_stream`](Self::put_stream).
    fn writer(&self) -> BatchWriter<'_, T, Self> {
        BatchWriter::new(self)
    }

    /// Changes an entity that must exist, and returns it as it is now.
    ///
    /// Fails with [`Error::NotFound`], and with [`Error::WrongType`].
    fn update(&self, key: Key<T>) -> Update<'_, T, Self> {
        Update::new(self, key, Existence::MustExist)
    }

    /// Changes an entity or creates it, and returns it as it is now. The update has to set every attribute that the
    /// entity requires, or it is refused with [`Rule::RequiredMissing`](crate::Rule::RequiredMissing).
    ///
    /// Fails with [`Error::WrongType`].
    fn upsert(&self, key: Key<T>) -> Update<'_, T, Self> {
        Update::new(self, key, Existence::MayExist)
    }

    /// Reads an entity, lets a function change it, and writes it back; again from the start where somebody else
    /// wrote it in between, up to 10 times.
    ///
    /// The key must stay as it is. Fails with [`Error::NotFound`], with what the function fails with, and with
    /// [`Error::VersionConflict`] where others were always faster.
    fn update_with<'r, F>(&'r self, key: Key<T>, change: F) -> BoxFuture<'r, Result<T, Error>>
    where
        T: Versioned,
        F: FnMut(&mut T) -> Result<(), Error> + Send + 'r,
    {
        update_with::update_with(self, key, change).boxed()
    }

    /// Removes an entity by its own key. A missing one is no error. Of an entity with a version, only the version
    /// that was read: else it fails with [`Error::VersionConflict`].
    fn delete_entity(&self, entity: &T) -> Delete<'_, T, Self>
    where
        T: Entity,
    {
        Delete::new(self, entity.primary_key(), entity.version())
    }

    /// Removes an entity. A missing one is no error.
    ///
    /// It acts on the key, whatever is there. With a condition, or where it returns the entity as it was, an
    /// item of another type is refused with [`Error::WrongType`].
    fn delete(&self, key: Key<T>) -> Delete<'_, T, Self> {
        Delete::new(self, key, None)
    }

    /// Removes many entities, in as few requests as the service allows. Missing ones are no error. They are removed by
    /// their keys, whatever is there; those of a type with a version or a unique field one by one. See
    /// [`batch`](crate::batch).
    ///
    /// Fails with what is done, what is not done and what is unknown.
    fn delete_many(&self, keys: impl IntoIterator<Item = Key<T>>) -> DeleteMany<'_, T, Self> {
        DeleteMany::new(self, keys.into_iter().map(|key| (key, None)))
    }

    /// Removes many entities by their own keys, as [`delete_many`](Self::delete_many) does. Of entities with a version,
    /// only the versions that were read: one that has another is not done, with [`Error::VersionConflict`].
    fn delete_entities<'e>(&self, entities: impl IntoIterator<Item = &'e T>) -> DeleteMany<'_, T, Self>
    where
        T: Entity,
    {
        DeleteMany::new(self, entities.into_iter().map(|entity| (entity.primary_key(), entity.version())))
    }

    /// Reads the entities of a partition, of the table or of an index: `orders.query(Order::of_customer("c-1"))`.
    fn query<C: IntoKeyCondition<T>>(&self, key_condition: C) -> Query<'_, T, C::Index, Self> {
        Query::new(self, key_condition.into_key_condition())
    }

    /// Reads the entities that a filter is true for, from the table or the index that answers it best:
    /// `orders.find(Order::CUSTOMER_ID.eq("c-1") & Order::TOTAL.gt(100))`.
    ///
    /// Fails with [`Rule::NoIndexFits`](crate::Rule::NoIndexFits) where the whole table would have to be read, unless
    /// [`or_scan`](Find::or_scan) allows it.
    fn find(&self, filter: impl IntoFilter<T>) -> Find<'_, T, Self>
    where
        T: Entity,
    {
        Find::new(self, filter.into_filter())
    }

    /// Reads the entities of the whole table, page by page. It costs the whole table.
    fn scan(&self) -> Scan<'_, T, Self> {
        Scan::new(self)
    }
}

impl<T: Send + Sync + 'static, R: Repository<T> + ?Sized> RepositoryExt<T> for R {}

/// The answer to what is not sent.
fn refused<'r, T: Send + 'r>(error: impl Into<Error>) -> BoxFuture<'r, Result<T, Error>> {
    future::ready(Err(error.into())).boxed()
}

/// The operation, with its time limit if it has one.
pub(crate) fn limited<'r, T: Send + 'r>(
    timer: &'r dyn Timer,
    limit: Option<Duration>,
    operation: BoxFuture<'r, Result<T, Error>>,
) -> BoxFuture<'r, Result<T, Error>> {
    if limit.is_some() { deadline::within(timer, limit, operation).boxed() } else { operation }
}

/// Adds a condition to those that must all be true.
fn and_when<T>(
    conditions: &mut Option<expr::Filter>,
    fault: &mut Option<Box<InvalidRequest>>,
    condition: Filter<T>,
) {
    match condition.into_made() {
        Ok(condition) => *conditions = guard::both(conditions.take(), Some(condition)),
        Err(unmade) => *fault = Some(unmade),
    }
}

/// The fault that an error is, for what remembers it.
pub(crate) fn fault_of(error: Error) -> Box<InvalidRequest> {
    if let Error::InvalidRequest(fault) = error {
        return fault;
    }
    InvalidRequest::new(crate::Rule::ValueEncoding).because(error.to_string())
}
