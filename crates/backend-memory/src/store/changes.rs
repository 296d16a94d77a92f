//! Subscriptions to changes.

use super::{MemoryStore, Shared};
use crate::changes::Changes;
use std::sync::Arc;
use twintable::{Error, validate};

impl MemoryStore {
    /// Follows the changes of a table from now on: each write that changes an item, whoever does it. Of a batch or a
    /// transaction there is one change for each item; of an item that expires there is one when the store
    /// [deletes](super::Builder::delete_expired_after) it.
    ///
    /// Restoring a snapshot is no change.
    ///
    /// # Errors
    ///
    /// [`Error::TableNotFound`].
    pub fn changes(&self, table: &str) -> Result<Changes, Error> {
        validate::table_name(table)?;
        let followed = self.table(table)?;
        let _gate = self.shared.gate.write();
        Ok(Changes::new(table.to_owned(), followed.follow(), Arc::downgrade(&self.shared)))
    }

    pub(crate) fn from_shared(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}
