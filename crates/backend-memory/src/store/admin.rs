//! Tables: created, described, deleted, listed.

use super::MemoryStore;
use crate::table::Table;
use async_trait::async_trait;
use dashmap::Entry;
use std::sync::Arc;
use twintable::{
    Error, TableSchema,
    store::{TableAdmin, TableDescription},
    validate,
};

#[async_trait]
impl TableAdmin for MemoryStore {
    async fn create_table(&self, schema: TableSchema) -> Result<TableDescription, Error> {
        let schema = schema.into_canonical();
        self.create(schema.clone())?;
        Ok(TableDescription { schema, item_count: 0, size_bytes: 0 })
    }

    async fn describe_table(&self, name: &str) -> Result<TableDescription, Error> {
        validate::table_name(name)?;
        let table = self.table(name)?;
        let schema = TableSchema::clone(&table.schema);
        Ok(TableDescription { schema, item_count: table.item_count(), size_bytes: table.size_bytes() })
    }

    async fn delete_table(&self, name: &str) -> Result<(), Error> {
        validate::table_name(name)?;
        let _gate = self.shared.gate.read();
        match self.shared.tables.remove(name) {
            Some(_) => Ok(()),
            None => Err(Error::table_not_found(name)),
        }
    }

    async fn list_tables(&self) -> Result<Vec<String>, Error> {
        let mut names: Vec<_> = self.shared.tables.iter().map(|table| table.key().clone()).collect();
        names.sort_unstable();
        Ok(names)
    }
}

impl MemoryStore {
    pub(super) fn create(&self, schema: TableSchema) -> Result<(), Error> {
        schema.validate()?;
        let _gate = self.shared.gate.read();
        match self.shared.tables.entry(schema.name.clone().into_owned()) {
            Entry::Occupied(entry) => Err(Error::TableExists { table: entry.key().as_str().into() }),
            Entry::Vacant(entry) => {
                let table = Table::new(schema.into_canonical(), &self.shared.setting);
                entry.insert(Arc::new(table));
                Ok(())
            }
        }
    }
}
