//! Creating, describing and deleting tables.

use crate::{Error, TableSchema};
use async_trait::async_trait;
use std::fmt::Debug;

/// The management of tables. Production code rarely needs it; tests and tools do.
#[async_trait]
pub trait TableAdmin: Debug + Send + Sync {
    /// Creates a table, and returns when it can be used.
    ///
    /// Fails with [`Error::TableExists`], and with [`Error::InvalidRequest`] where the schema breaks a rule.
    async fn create_table(&self, schema: TableSchema) -> Result<TableDescription, Error>;

    /// Describes a table.
    ///
    /// Fails with [`Error::TableNotFound`].
    async fn describe_table(&self, name: &str) -> Result<TableDescription, Error>;

    /// Deletes a table and all its items, and returns when it is gone.
    ///
    /// Fails with [`Error::TableNotFound`].
    async fn delete_table(&self, name: &str) -> Result<(), Error>;

    /// The names of all tables, in the order of their bytes.
    async fn list_tables(&self) -> Result<Vec<String>, Error>;
}

/// What is known about a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDescription {
    /// Its name, keys and indexes.
    pub schema: TableSchema,
    /// The number of items. The service refreshes it about every six hours.
    pub item_count: u64,
    /// The bytes of all items. The service refreshes it about every six hours.
    pub size_bytes: u64,
}
