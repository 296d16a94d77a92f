//! A typed repository over DynamoDB's data model, with backends that agree.
//!
//! Domain code depends on a [`Repository<T>`](repository::Repository). Unit tests run it on an in-memory
//! backend (the crate `twintable-memory`), production on Amazon DynamoDB (the crate `twintable-dynamodb`), and
//! the two are the same table as far as any caller can tell: the same results, the same errors, the same pages,
//! limits and cost.
//!
//! This crate is all that domain code needs. It knows no backend. It holds
//!
//! - the data model: [`Value`], [`Number`], [`Item`], [`Path`], [`TableSchema`], [`PrimaryKey`];
//! - expressions as plain data: [`expr`];
//! - the service's rules for requests: [`validate`];
//! - the ports that a backend implements: [`store`];
//! - [entities](Entity) and their [repositories](repository).
//!
//! # Examples
//!
//! ```
//! use twintable::prelude::*;
//!
//! // No backend, no expression text: the condition and the update are values.
//! async fn withdraw(accounts: &dyn Repository<Item>, id: &str, amount: u32) -> Result<Item, Error> {
//!     accounts
//!         .update(Key::new(PrimaryKey::new("id", id)))
//!         .set("balance", path("balance") - amount)
//!         .when(path("balance").ge(amount))
//!         .await
//! }
//! ```

mod depth;
mod entity;
mod error;
mod item;
mod key;
mod number;
mod path;
mod schema;
mod value;

pub mod expr;
pub mod repository;
pub mod store;
pub mod validate;

pub use depth::MAX_DEPTH;
pub use entity::{Entity, Key};
pub use error::{
    BackendError, CancellationCode, CancellationReason, CodecError, Error, ErrorKind, InvalidRequest,
    ItemTooLarge, Rule,
};
pub use item::Item;
pub use key::PrimaryKey;
pub use number::{Number, NumberError};
pub use path::{Path, PathError, Step, path};
pub use schema::{
    GlobalIndex, IndexKind, IndexProjection, KeyAttribute, KeySchema, KeyType, LocalIndex, TableSchema,
};
pub use value::{List, Map, MapIter, Value, ValueType};

/// What most code that uses this crate needs.
pub mod prelude {
    pub use crate::{
        Entity, Error, GlobalIndex, IndexProjection, Item, Key, KeyAttribute, LocalIndex, Number, Path,
        PrimaryKey, TableSchema, Value,
        expr::{Filter, KeyCondition, Projection, Update, if_not_exists, list_append},
        item, path,
        repository::{Repository, RepositoryExt, TableRepository},
    };
}
