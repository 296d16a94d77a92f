//! Time-to-live: which attribute of a table's items says when they expire.

use super::MemoryStore;
use crate::table::Table;
use std::{sync::Arc, time::Duration};
use twintable::{Error, Rule, validate};

/// The most bytes of the attribute's name.
const MAX_NAME: usize = 255;

impl MemoryStore {
    /// Turns time-to-live on for a table: the attribute says when an item expires, as a number of seconds since
    /// 1970. A value of another type says nothing.
    ///
    /// # Errors
    ///
    /// [`Error::TableNotFound`], and [`Error::InvalidRequest`] for a name that is empty or has more than 255
    /// bytes.
    pub fn enable_time_to_live(&self, table: &str, attribute: &str) -> Result<(), Error> {
        validate::table_name(table)?;
        if attribute.is_empty() {
            return Err(Error::invalid(Rule::EmptyName));
        }
        if attribute.len() > MAX_NAME {
            return Err(Error::invalid(Rule::NameTooLong));
        }
        let table = self.table(table)?;
        let _gate = self.shared.gate.write();
        table.set_time_to_live(Some(attribute.into()));
        Ok(())
    }

    /// Turns time-to-live off for a table.
    ///
    /// # Errors
    ///
    /// [`Error::TableNotFound`].
    pub fn disable_time_to_live(&self, table: &str) -> Result<(), Error> {
        validate::table_name(table)?;
        let table = self.table(table)?;
        let _gate = self.shared.gate.write();
        table.set_time_to_live(None);
        Ok(())
    }

    /// Deletes all items that have expired, in tables that have time-to-live, and returns how many they were.
    ///
    /// It costs no capacity. An item that had expired more than five years before it was written stays.
    pub fn delete_expired(&self) -> usize {
        self.all_tables().iter().map(|table| table.delete_expired(Duration::ZERO, &self.shared.gate)).sum()
    }

    /// Deletes what is due by now, in all tables.
    pub(crate) fn delete_all_late(&self) {
        if self.shared.setting.deletes_after.is_some() {
            self.all_tables().iter().for_each(|table| self.delete_late(table));
        }
    }

    /// Deletes what is due by now.
    pub(super) fn delete_late(&self, table: &Table) {
        if let Some(delay) = self.shared.setting.deletes_after {
            table.delete_expired(delay, &self.shared.gate);
        }
    }

    /// The tables. The map is not locked any more: the gate is taken before it.
    fn all_tables(&self) -> Vec<Arc<Table>> {
        self.shared.tables.iter().map(|table| Arc::clone(&table)).collect()
    }
}
