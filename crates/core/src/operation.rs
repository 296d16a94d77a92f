//! Writes of entities as values: what a [`Transaction`](crate::Transaction) is made of.
//!
//! | function | what it does | if it cannot |
//! |---|---|---|
//! | [`put`] | writes an entity, in place of the one with its key | `VersionConflict` |
//! | [`create`] | writes an entity that must not exist yet | `AlreadyExists` |
//! | [`update`] | changes an entity that must exist | `NotFound` |
//! | [`upsert`] | changes an entity or creates it | |
//! | [`delete`], [`delete_entity`] | removes an entity, if it is there | `VersionConflict` |
//! | [`check`], [`check_exists`], [`check_absent`] | changes nothing, but must be true | `ConditionFailed`, `NotFound`, `AlreadyExists` |
//!
//! The last column is the [outcome](crate::CancelledOperation::outcome) that the operation has in the error of its
//! transaction. Each may also be a `ConditionFailed` where a condition is false, a `WrongType` where the item under the
//! key is another entity, and a `UniqueViolation` where somebody has a unique value. What cannot be stored is
//! remembered, and refused when the transaction is committed.
//!
//! An operation on an item that is no entity is a [`TransactWrite`] of the store, made into an
//! [`Operation`] with `into()`.

mod fault;
mod typed;
mod verbs;

pub(crate) use fault::Fault;
pub use typed::{Check, Delete, Put, Update};
pub use verbs::{check, check_absent, check_exists, create, delete, delete_entity, put, update, upsert};

use crate::{
    Entity, Error, Item, PrimaryKey,
    expr::Filter,
    layout::Layout,
    repository::{Existence, plan::Changes},
    store::TransactWrite,
};
use std::{borrow::Cow, fmt};

/// One write of an entity, or a check of one, as a value. The functions of this module make them: [`put`],
/// [`create`], [`update`], [`upsert`], [`delete`], [`delete_entity`], [`check`].
///
/// Two operations are equal that ask for the same, so a test can compare them.
///
/// # Examples
///
/// ```
/// use twintable::{operation::{Operation, OperationKind, delete}, prelude::*};
///
/// #[derive(Debug, Clone, PartialEq, Entity)]
/// #[entity(table = "shop", partition_key = id)]
/// struct Order {
///     id: String,
/// }
///
/// let operation = Operation::from(put(Order { id: "o-1".to_owned() }).named("the order"));
/// assert_eq!((operation.kind(), operation.entity()), (OperationKind::Put, Some("order")));
/// assert_eq!(operation.decode::<Order>()?, Some(Order { id: "o-1".to_owned() }));
/// assert_ne!(operation, Operation::from(delete(Order::key("o-1"))));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, PartialEq)]
#[must_use = "an operation does nothing until a transaction or a batch carries it"]
pub struct Operation {
    pub(crate) body: Body<'static>,
    pub(crate) name: Option<Cow<'static, str>>,
}

/// What an operation asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body<'l> {
    Entity(Box<EntityWrite<'l>>),
    /// An action as the store takes it.
    Raw(Box<TransactWrite>),
    /// It could not even be said.
    Fault(Fault),
}

/// A write of an entity.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EntityWrite<'l> {
    pub(crate) of: Of<'l>,
    pub(crate) write: Write,
}

/// The layout of the repository's entity, and that of the entity at hand: of an enum, its variant's.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Of<'l> {
    pub(crate) layout: &'l Layout,
    pub(crate) own: &'l Layout,
}

/// The key of an entity, without its scope.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unfilled {
    pub(crate) key: PrimaryKey,
    pub(crate) has_scope: bool,
}

/// What is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Write {
    Put { item: Item, existence: Existence, condition: Option<Filter> },
    Update { key: Unfilled, changes: Changes },
    Delete { key: Unfilled, expecting: Option<u64>, condition: Option<Filter> },
    Check { key: Unfilled, existence: Existence, condition: Option<Filter> },
}

/// What an [`Operation`] does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OperationKind {
    /// Writes a whole entity.
    Put,
    /// Changes an entity.
    Update,
    /// Removes an entity.
    Delete,
    /// Looks at an entity.
    Check,
}

impl Operation {
    /// What the operation does.
    pub const fn kind(&self) -> OperationKind {
        match &self.body {
            Body::Entity(write) => match &write.write {
                Write::Put { .. } => OperationKind::Put,
                Write::Update { .. } => OperationKind::Update,
                Write::Delete { .. } => OperationKind::Delete,
                Write::Check { .. } => OperationKind::Check,
            },
            Body::Raw(action) => match &**action {
                TransactWrite::Put(_) => OperationKind::Put,
                TransactWrite::Update(_) => OperationKind::Update,
                TransactWrite::Delete(_) => OperationKind::Delete,
                TransactWrite::ConditionCheck(_) => OperationKind::Check,
            },
            Body::Fault(_) => OperationKind::Check,
        }
    }

    /// The entity's name; `None` for an action as the store takes it.
    pub fn entity(&self) -> Option<&'static str> {
        match &self.body {
            Body::Entity(write) => Some(write.of.own.name()),
            Body::Raw(_) | Body::Fault(_) => None,
        }
    }

    /// The name that the operation was given: it comes back when the operation fails.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The entity that is put; `None` for what is no put of a `T`.
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where the entity cannot be read back.
    pub fn decode<T: Entity>(&self) -> Result<Option<T>, Error> {
        match &self.body {
            Body::Entity(write) if std::ptr::eq(write.of.layout, T::layout()) => match &write.write {
                Write::Put { item, .. } => T::from_item(item).map(Some),
                Write::Update { .. } | Write::Delete { .. } | Write::Check { .. } => Ok(None),
            },
            Body::Entity(_) | Body::Raw(_) | Body::Fault(_) => Ok(None),
        }
    }
}

/// An action as the store takes it: for items that are no entities.
impl From<TransactWrite> for Operation {
    fn from(action: TransactWrite) -> Self {
        Self { body: Body::Raw(Box::new(action)), name: None }
    }
}

impl PartialEq for Of<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.layout, other.layout) && std::ptr::eq(self.own, other.own)
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Operation");
        if let Some(name) = &self.name {
            shown.field("name", name);
        }
        match &self.body {
            Body::Entity(write) => shown.field("entity", &write.of.own.name()).field("write", &write.write),
            Body::Raw(action) => shown.field("action", action),
            Body::Fault(fault) => shown.field("fault", fault),
        };
        shown.finish()
    }
}
