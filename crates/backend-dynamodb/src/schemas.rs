//! The tables that a store knows, so that it can check requests before it sends them.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};
use twintable::{Error, Rule, TableSchema};

/// The known tables, shared by the clones of a store.
#[derive(Debug, Clone, Default)]
pub(crate) struct Schemas(Arc<RwLock<HashMap<String, Known>>>);

#[derive(Debug, Clone)]
struct Known {
    schema: Arc<TableSchema>,
    /// Whether the service described the table: then it has no other indexes.
    all_indexes: bool,
}

impl Schemas {
    /// Keeps what the service says of a table, in place of what was known.
    pub(crate) fn described(&self, schema: TableSchema) {
        self.insert(schema, true);
    }

    /// Adds what the application says of a table. Its indexes join those already known, for several parts
    /// of an application may each know some of them.
    pub(crate) fn declared(&self, mut schema: TableSchema) {
        let known = self.get(&schema.name).filter(|known| {
            known.schema.partition_key == schema.partition_key && known.schema.sort_key == schema.sort_key
        });
        let Some(known) = known else { return self.insert(schema, false) };
        let is_new = |name| known.schema.key_schema(Some(name)).is_none();
        let adds = schema.local_indexes.iter().any(|index| is_new(&index.name))
            || schema.global_indexes.iter().any(|index| is_new(&index.name));
        for index in &known.schema.local_indexes {
            if schema.key_schema(Some(&index.name)).is_none() {
                schema.local_indexes.push(index.clone());
            }
        }
        for index in &known.schema.global_indexes {
            if schema.key_schema(Some(&index.name)).is_none() {
                schema.global_indexes.push(index.clone());
            }
        }
        // An index that the service did not describe came later, and others may have come with it.
        self.insert(schema, known.all_indexes && !adds);
    }

    /// Forgets a table.
    pub(crate) fn forget(&self, table: &str) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(table);
    }

    /// Checks a request against its table. A table that is not known is for the service to check, and so
    /// is an index of a table that the service has not described.
    pub(crate) fn check(
        &self,
        table: &str,
        check: impl FnOnce(&TableSchema) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let Some(known) = self.get(table) else { return Ok(()) };
        match check(&known.schema) {
            Err(error) if error.rule() == Some(Rule::NoSuchIndex) && !known.all_indexes => Ok(()),
            checked => checked,
        }
    }

    /// The schema of a table, if it is known.
    pub(crate) fn schema(&self, table: &str) -> Option<Arc<TableSchema>> {
        self.get(table).map(|known| known.schema)
    }

    fn get(&self, table: &str) -> Option<Known> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(table).cloned()
    }

    fn insert(&self, schema: TableSchema, all_indexes: bool) {
        let name = schema.name.to_string();
        let known = Known { schema: Arc::new(schema), all_indexes };
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(name, known);
    }
}
