//! The functions that make operations.

use super::{Check, Delete, Fault, Put, Update};
use crate::{Entity, IntoFilter, Key, repository::Existence};

/// Writes an entity, in place of the one with its key.
///
/// An identifier that is made when an entity is first written is made now; a version and times are written when the
/// transaction is committed. It acts on the key, whatever is there. Of an entity with a version, only the version that
/// was read: else its outcome is a [`VersionConflict`](crate::ErrorKind::VersionConflict).
///
/// # Examples
///
/// ```
/// # use twintable::prelude::*;
/// # #[derive(Debug, Clone, PartialEq, Entity)]
/// # #[entity(table = "shop", name = "order", partition_key = "ORDER#{id}")]
/// # struct Order { id: String, total: u32 }
/// use twintable::operation::{Operation, OperationKind};
///
/// let order = Order { id: "o-1".to_owned(), total: 10 };
/// let operation = Operation::from(put(order.clone()).when(Order::TOTAL.lt(10)));
/// assert_eq!((operation.kind(), operation.entity()), (OperationKind::Put, Some("order")));
/// assert_eq!(operation.decode()?, Some(order));
/// # Ok::<(), Error>(())
/// ```
pub fn put<T: Entity>(entity: T) -> Put<T> {
    Put::new(entity)
}

/// Writes an entity that must not exist yet: [`put`], [`if_absent`](Put::if_absent). If there is one, its outcome is
/// [`AlreadyExists`](crate::ErrorKind::AlreadyExists).
///
/// # Examples
///
/// ```
/// # use twintable::{operation::Operation, prelude::*};
/// # #[derive(Debug, Clone, PartialEq, Entity)]
/// # #[entity(table = "shop", partition_key = "ORDER#{id}")]
/// # struct Order { id: String }
/// let order = Order { id: "o-1".to_owned() };
/// assert_eq!(Operation::from(create(order.clone())), Operation::from(put(order.clone()).if_absent()));
/// assert_ne!(Operation::from(create(order.clone())), Operation::from(put(order)));
/// ```
pub fn create<T: Entity>(entity: T) -> Put<T> {
    put(entity).if_absent()
}

/// Changes an entity that must exist; else its outcome is [`NotFound`](crate::ErrorKind::NotFound). What is changed is
/// said with the methods of [`Change`](crate::Change).
///
/// # Examples
///
/// ```
/// # use twintable::{operation::{Operation, OperationKind}, prelude::*};
/// # #[derive(Debug, Clone, PartialEq, Entity)]
/// # #[entity(table = "shop", partition_key = "STOCK#{sku}")]
/// # struct Stock { sku: String, quantity: i64 }
/// let take = |count: i64| {
///     let taken = update(Stock::key("s-1")).increment(Stock::QUANTITY, -count);
///     taken.when(Stock::QUANTITY.ge(count)).named("in stock")
/// };
/// let operation = Operation::from(take(2));
/// assert_eq!((operation.kind(), operation.name()), (OperationKind::Update, Some("in stock")));
/// assert_ne!(operation, Operation::from(take(3)));
/// ```
pub fn update<T: Entity>(key: Key<T>) -> Update<T> {
    Update::new(key, Existence::MustExist)
}

/// Changes an entity or creates it. The update has to set every attribute that the entity requires, or the transaction
/// is refused with [`Rule::RequiredMissing`](crate::Rule::RequiredMissing).
///
/// # Examples
///
/// ```
/// # use twintable::{operation::{Operation, upsert}, prelude::*};
/// # #[derive(Debug, Clone, PartialEq, Entity)]
/// # #[entity(table = "shop", partition_key = "STOCK#{sku}")]
/// # struct Stock { sku: String, quantity: i64 }
/// let arrived = || upsert(Stock::key("s-1")).add(Stock::QUANTITY, 5);
/// assert_eq!(Operation::from(arrived()), Operation::from(arrived()));
/// ```
pub fn upsert<T: Entity>(key: Key<T>) -> Update<T> {
    Update::new(key, Existence::MayExist)
}

/// Removes an entity. A missing one is no error.
///
/// It acts on the key, whatever is there; with a condition, an item of another type is refused: its outcome is
/// [`WrongType`](crate::ErrorKind::WrongType).
///
/// # Examples
///
/// ```
/// # use twintable::{operation::{Operation, OperationKind}, prelude::*};
/// # #[derive(Debug, Clone, PartialEq, Entity)]
/// # #[entity(table = "shop", name = "order", partition_key = "ORDER#{id}")]
/// # struct Order { id: String }
/// let operation = Operation::from(delete(Order::key("o-1")).named("the old order"));
/// assert_eq!((operation.kind(), operation.entity()), (OperationKind::Delete, Some("order")));
/// ```
pub fn delete<T: Entity>(key: Key<T>) -> Delete<T> {
    Delete::new(key, None)
}

/// Removes an entity by its own key. Of an entity with a version, only the version that was read: else its outcome is a
/// [`VersionConflict`](crate::ErrorKind::VersionConflict).
///
/// # Examples
///
/// ```
/// # use twintable::{operation::{Operation, delete_entity}, prelude::*};
/// # #[derive(Debug, Clone, PartialEq, Entity)]
/// # #[entity(table = "shop", partition_key = "STOCK#{sku}")]
/// # struct Stock { sku: String, #[entity(version)] version: u64 }
/// let read = Stock { sku: "s-1".to_owned(), version: 3 };
/// let by_key = delete(Stock::key("s-1")).expecting(3);
/// assert_eq!(Operation::from(delete_entity(&read)), Operation::from(by_key));
/// ```
pub fn delete_entity<T: Entity>(entity: &T) -> Delete<T> {
    Delete::new(entity.primary_key(), entity.version())
}

/// Changes nothing, but lets the transaction happen only if the entity exists and a filter is true for it.
///
/// # Examples
///
/// ```
/// # use twintable::{operation::{Operation, OperationKind}, prelude::*};
/// # #[derive(Debug, Clone, PartialEq, Entity)]
/// # #[entity(table = "shop", partition_key = "CUSTOMER#{id}")]
/// # struct Customer { id: String, active: bool }
/// let is_active = check(Customer::key("c-1"), Customer::ACTIVE.eq(true)).named("customer is active");
/// assert_eq!(Operation::from(is_active).kind(), OperationKind::Check);
/// ```
pub fn check<T: Entity>(key: Key<T>, filter: impl IntoFilter<T>) -> Check<T> {
    let condition = filter.into_filter().into_made().map(Some).map_err(Fault::from);
    Check::new(key, Existence::MustExist, condition)
}

/// Changes nothing, but lets the transaction happen only if the entity exists; else its outcome is
/// [`NotFound`](crate::ErrorKind::NotFound).
///
/// # Examples
///
/// ```
/// # use twintable::{operation::{Operation, check_absent, check_exists}, prelude::*};
/// # #[derive(Debug, Clone, PartialEq, Entity)]
/// # #[entity(table = "shop", partition_key = "CUSTOMER#{id}")]
/// # struct Customer { id: String }
/// let (exists, absent) = (check_exists(Customer::key("c-1")), check_absent(Customer::key("c-1")));
/// assert_ne!(Operation::from(exists), Operation::from(absent));
/// ```
pub fn check_exists<T: Entity>(key: Key<T>) -> Check<T> {
    Check::new(key, Existence::MustExist, Ok(None))
}

/// Changes nothing, but lets the transaction happen only if the entity does not exist; else its outcome is
/// [`AlreadyExists`](crate::ErrorKind::AlreadyExists).
pub fn check_absent<T: Entity>(key: Key<T>) -> Check<T> {
    Check::new(key, Existence::MustNotExist, Ok(None))
}
