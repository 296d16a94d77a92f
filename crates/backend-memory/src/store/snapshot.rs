//! Snapshots: taken and restored.

use super::MemoryStore;
use crate::{
    snapshot::{Snapshot, TableSnapshot},
    table::Table,
};
use std::{collections::HashSet, sync::Arc};

impl MemoryStore {
    /// What the store holds at this moment, as no other operation changes it: of a transaction all or nothing.
    ///
    /// Nothing else happens in the store meanwhile; it takes about as long as a scan of the whole store.
    pub fn snapshot(&self) -> Snapshot {
        self.delete_all_late();
        let _gate = self.shared.gate.write();
        let tables = self.shared.tables.iter();
        let tables = tables.map(|table| (table.key().clone(), TableSnapshot::of(&table))).collect();
        Snapshot::new(tables, self.shared.tokens.lock().clone())
    }

    /// Makes the store hold what a snapshot of it, or of another store, holds, and nothing else: tables that the
    /// snapshot does not have are deleted.
    ///
    /// All reads see it at once.
    pub fn restore(&self, snapshot: &Snapshot) {
        let _gate = self.shared.gate.write();
        let _page_gate = self.shared.page_gate.write();
        let kept: HashSet<&str> = snapshot.tables().map(|table| &*table.schema.name).collect();
        self.shared.tables.retain(|name, _| kept.contains(name.as_str()));
        for wanted in snapshot.tables() {
            let table = self.table_like(wanted);
            table.fill(wanted.stored.iter().map(|stored| stored.item.clone()));
            // It looks at all items, so it comes after them.
            table.set_time_to_live(wanted.time_to_live.clone());
        }
        *self.shared.tokens.lock() = snapshot.tokens.clone();
    }

    /// The table that has the schema of a snapshot's table: the one that is there, so that operations that have
    /// found it already meet the restored items, or else a new one.
    fn table_like(&self, wanted: &TableSnapshot) -> Arc<Table> {
        let name = &*wanted.schema.name;
        if let Some(table) = self.shared.tables.get(name).filter(|table| table.schema == wanted.schema) {
            return Arc::clone(&table);
        }
        let table = Arc::new(Table::new(wanted.schema.as_ref().clone(), &self.shared.setting));
        self.shared.tables.insert(name.to_owned(), Arc::clone(&table));
        table
    }
}
