//! Time-to-live: which attribute of a table's items says when they expire.

use super::MemoryStore;
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
}
