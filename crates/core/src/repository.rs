//! The typed port that domain code depends on, and its fluent surface.
//!
//! Services take `&dyn Repository<Customer>` and call the verbs of [`RepositoryExt`]. In production and in
//! tests alike a [`TableRepository`] stands behind it, over one backend or the other.

mod delete;
mod get;
mod guard;
mod mapping;
mod put;
mod query;
mod request;
mod scan;
mod table;
mod update;

pub use delete::Delete;
pub use get::Get;
pub use mapping::{EntityMapping, ItemMapping, Mapping};
pub use put::Put;
pub use query::Query;
pub use request::{
    DeleteItem, Existence, GetItem, New, Nothing, Old, Page, PutItem, QueryItems, Returning, ScanItems,
    UpdateItem,
};
pub use scan::Scan;
pub use table::TableRepository;
pub use update::Update;

use crate::{Entity, Error, Key, expr::KeyCondition};
use async_trait::async_trait;
use std::sync::Arc;

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
    async fn query_items(&self, request: QueryItems) -> Result<Page<T>, Error>;

    /// Reads one page of the table.
    async fn scan_items(&self, request: ScanItems) -> Result<Page<T>, Error>;
}

/// The verbs of a repository. Each returns a value that says more with its methods, and happens when it is
/// awaited.
///
/// # Examples
///
/// ```
/// # use twintable::prelude::*;
/// # struct Customer;
/// async fn suspend(customers: &dyn Repository<Customer>, key: Key<Customer>) -> Result<Customer, Error> {
///     customers
///         .update(key)
///         .set("status", "suspended")
///         .when(path("status").eq("active").and(path("credit").ge(0)))
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

    /// Writes an entity, in place of the one with its key, and returns it as stored.
    ///
    /// It acts on the key, whatever is there. With a condition, or where it returns the entity as it was, an
    /// item of another type is refused with [`Error::WrongType`].
    fn put(&self, entity: T) -> Put<'_, T, Self> {
        Put::new(self, entity, Existence::MayExist)
    }

    /// Changes an entity that must exist, and returns it as it is now.
    ///
    /// Fails with [`Error::NotFound`], and with [`Error::WrongType`].
    fn update(&self, key: Key<T>) -> Update<'_, T, Self> {
        Update::new(self, key, Existence::MustExist)
    }

    /// Changes an entity or creates it, and returns it as it is now. The update has to supply every attribute
    /// that the entity needs: if it does not, the item is stored and [`Error::Codec`] says what it lacks.
    ///
    /// Fails with [`Error::WrongType`].
    fn upsert(&self, key: Key<T>) -> Update<'_, T, Self> {
        Update::new(self, key, Existence::MayExist)
    }

    /// Removes an entity by its own key. A missing one is no error.
    fn delete_entity(&self, entity: &T) -> Delete<'_, T, Self>
    where
        T: Entity,
    {
        Delete::new(self, entity.primary_key())
    }

    /// Removes an entity. A missing one is no error.
    ///
    /// It acts on the key, whatever is there. With a condition, or where it returns the entity as it was, an
    /// item of another type is refused with [`Error::WrongType`].
    fn delete(&self, key: Key<T>) -> Delete<'_, T, Self> {
        Delete::new(self, key)
    }

    /// Reads the entities of a partition, of the table or of an index.
    fn query(&self, key_condition: KeyCondition) -> Query<'_, T, Self> {
        Query::new(self, key_condition)
    }

    /// Reads the entities of the whole table, page by page. It costs the whole table.
    fn scan(&self) -> Scan<'_, T, Self> {
        Scan::new(self)
    }
}

impl<T: Send + Sync + 'static, R: Repository<T> + ?Sized> RepositoryExt<T> for R {}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        #[async_trait]
        impl<T: Send + Sync + 'static, R: Repository<T> + ?Sized> Repository<T> for $pointer {
            async fn get_item(&self, request: GetItem<T>) -> Result<Option<T>, Error> {
                (**self).get_item(request).await
            }

            async fn put_item(&self, request: PutItem<T>) -> Result<Option<T>, Error> {
                (**self).put_item(request).await
            }

            async fn update_item(&self, request: UpdateItem<T>) -> Result<Option<T>, Error> {
                (**self).update_item(request).await
            }

            async fn delete_item(&self, request: DeleteItem<T>) -> Result<Option<T>, Error> {
                (**self).delete_item(request).await
            }

            async fn query_items(&self, request: QueryItems) -> Result<Page<T>, Error> {
                (**self).query_items(request).await
            }

            async fn scan_items(&self, request: ScanItems) -> Result<Page<T>, Error> {
                (**self).scan_items(request).await
            }
        }
    )*};
}

forward!(Arc<R>, Box<R>, &R);
