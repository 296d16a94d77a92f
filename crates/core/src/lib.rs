//! A typed repository over DynamoDB's data model, with backends that agree.
//!
//! Domain code depends on a [`Repository<T>`](repository::Repository). Unit tests run it on an in-memory
//! backend (the crate `twintable-memory`), production on Amazon DynamoDB (the crate `twintable-dynamodb`), and
//! the two are the same table as far as any caller can tell: the same results, the same errors, the same pages,
//! limits and cost.
//!
//! This crate is all that domain code needs. It knows no backend. It holds
//!
//! - [entities](trait@Entity) and their [repositories](repository), with typed [attributes](struct@Attribute), filters,
//!   updates, keys and indexes; the derives [`Entity`](derive@Entity), [`Attribute`](derive@Attribute) and
//!   [`Projection`](derive@Projection);
//! - filters that clients send, through an allow-list: [`FilterInput`], [`FilterRules`];
//! - the data model: [`Value`], [`Number`], [`Item`], [`Path`], [`TableSchema`], [`PrimaryKey`];
//! - what was written, as a stream of changes tells it: [`change`];
//! - expressions as plain data: [`expr`];
//! - where a read goes on, as a text for clients: [`cursor`];
//! - the service's rules for requests: [`validate`];
//! - the ports that a backend implements: [`store`].
//!
//! # Examples
//!
//! ```
//! use twintable::prelude::*;
//!
//! #[derive(Debug, Clone, PartialEq, Entity)]
//! #[entity(table = "bank", partition_key = "ACCOUNT#{id}")]
//! struct Account {
//!     id: String,
//!     balance: Number,
//! }
//!
//! // No backend, no expression text: the condition and the update are values, and typed.
//! async fn withdraw(accounts: &dyn Repository<Account>, id: &str, amount: i64) -> Result<Account, Error> {
//!     accounts
//!         .update(Account::key(id))
//!         .increment(Account::BALANCE, -amount)
//!         .when(Account::BALANCE.ge(amount))
//!         .await
//! }
//! ```

#[macro_use]
mod batch_options;

mod attribute;
mod attribute_type;
mod backoff;
mod depth;
mod entity;
mod error;
mod filter_input;
mod item;
mod key;
mod key_template;
mod number;
mod path;
mod projection;
mod schema;
mod transaction;
mod typed;
mod unit_of_work;
mod value;
mod wait;

pub mod batch;
pub mod change;
pub mod cursor;
pub mod expr;
pub mod field;
pub mod index;
pub mod kind;
pub mod layout;
pub mod operation;
pub mod repository;
pub mod store;
pub mod validate;

pub use attribute::{
    Attribute, Contains, Fixed, IntoKeyPart, IntoOperand, Optional, Plain, Removable, Settable, Size,
};
pub use attribute_type::{
    AttributeType, AutoId, Codec, Coded, EpochSeconds, EpochTime, Serde, Timestamp, ValueError,
};
pub use cursor::{Cursor, CursorError, CursorSecrets, Cursors};
pub use depth::MAX_DEPTH;
pub use entity::{Entity, Includes, Key, Versioned};
pub use error::{
    BackendError, BatchIncomplete, CancellationCode, CancellationReason, CancelledOperation, CodecError,
    Error, ErrorKind, InvalidRequest, ItemTooLarge, Rule, UniqueViolation, ValidationError, WrongType,
};
pub use filter_input::{
    FilterInput, FilterInputError, FilterRules, InputContains, InputKind, InputOperator, InputOperators,
    InputValue, op,
};
pub use index::{AnyIndex, ConsistentIndex, Covers, Index};
pub use item::Item;
pub use key::PrimaryKey;
pub use key_template::{KeyTemplate, PartBound, PartFormat, Segment, TemplateError};
pub use number::{Number, NumberError};
pub use path::{Path, PathError, Step, path};
pub use projection::{ProjectedField, Projection, project};
pub use schema::{
    GlobalIndex, IndexKind, IndexProjection, KeyAttribute, KeySchema, KeyType, LocalIndex, TableSchema,
};
pub use transaction::{Commit, Keys, Read, TransactGet, Transaction};
pub use typed::{Change, Filter, Increment, IntoFilter, IntoKeyCondition, KeyCondition, Update};
pub use unit_of_work::{
    Batch, BatchOperations, BatchRead, BatchReads, TableUnitOfWork, UnitOfWork, UnitOfWorkExt, WriteBatch,
};
pub use value::{AttributeName, List, Map, MapIntoIter, MapIter, Value, ValueType};
pub use wait::{Wait, WaitEach, Waiting, is_blocking};

#[cfg(feature = "derive")]
#[doc = include_str!("../docs/attribute.md")]
pub use twintable_derive::Attribute;
#[cfg(feature = "derive")]
#[doc = include_str!("../docs/entity.md")]
pub use twintable_derive::Entity;
#[cfg(feature = "derive")]
#[doc = include_str!("../docs/projection.md")]
pub use twintable_derive::Projection;

/// What most code that uses this crate needs.
pub mod prelude {
    pub use crate::{
        Attribute, AttributeType, Change, Entity, Error, Filter, GlobalIndex, IndexProjection,
        IntoKeyCondition, Item, Key, KeyAttribute, KeyCondition, LocalIndex, Number, Path, PrimaryKey,
        Projection, TableSchema, Transaction, UnitOfWork, UnitOfWorkExt, Update, Value, Wait, WaitEach, expr,
        item,
        operation::{check, create, delete, put, update},
        path,
        repository::{Repository, RepositoryExt, TableRepository},
    };
}
