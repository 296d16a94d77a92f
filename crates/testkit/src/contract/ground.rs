//! Where a case runs: a backend, and the tables that the case makes there.

mod row;
mod table;

pub(super) use row::Row;
pub(super) use table::{Table, in_any_order, sized};

use std::{
    process,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, SystemTime},
};
use twintable::{
    Item, KeyAttribute, TableSchema,
    store::{ItemStore, TableAdmin},
};

/// A backend to run a case on.
///
/// Each case has a ground of its own, and makes its own tables there under names that no other case uses,
/// so many cases can share one endpoint. The tables are deleted after the case.
#[derive(Debug)]
pub struct Ground {
    /// The operations on items.
    pub store: Arc<dyn ItemStore>,
    /// The operations on tables.
    pub admin: Arc<dyn TableAdmin>,
    exclusions: Vec<(&'static str, &'static str)>,
    settling: Duration,
    case: &'static str,
    tables: Mutex<Vec<String>>,
}

impl Ground {
    /// A backend that keeps the whole contract, and where each read sees every write before it.
    pub fn new<S: ItemStore + TableAdmin + 'static>(store: S) -> Self {
        let store = Arc::new(store);
        Self::of(store.clone(), store)
    }

    /// A backend whose operations on items and on tables are in two places: a decorator of a store, for example, and
    /// the store itself.
    pub fn of(store: Arc<dyn ItemStore>, admin: Arc<dyn TableAdmin>) -> Self {
        Self {
            store,
            admin,
            exclusions: Vec::new(),
            settling: Duration::ZERO,
            case: "contract",
            tables: Mutex::new(Vec::new()),
        }
    }

    /// Names the cases that the backend is known to fail, each with the reason.
    ///
    /// An excluded case still runs, and must fail: an exclusion that is no longer needed is an error. So is one that names
    /// no case, one without a reason, and a case that is excluded twice.
    #[must_use]
    pub fn excluding(mut self, exclusions: &[(&'static str, &'static str)]) -> Self {
        self.exclusions.extend_from_slice(exclusions);
        self
    }

    /// Waits this long between a write and a read that may lag: of a global index, for example.
    #[must_use]
    pub fn settling_for(mut self, duration: Duration) -> Self {
        self.settling = duration;
        self
    }

    pub(super) fn for_case(mut self, case: &'static str) -> Self {
        self.case = case;
        self
    }

    pub(super) fn exclusions(&self) -> &[(&'static str, &'static str)] {
        &self.exclusions
    }

    /// Deletes the tables that the case made.
    pub(super) async fn clear(&self) {
        let tables = std::mem::take(&mut *self.tables.lock().unwrap_or_else(PoisonError::into_inner));
        for table in tables {
            // A case may have deleted its table itself.
            let _gone = self.admin.delete_table(&table).await;
        }
    }

    /// A name for a table that no other case has used, here or in another process.
    pub(super) fn fresh_name(&self) -> String {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_millis());
        let name = format!("{}.{:x}.{now:x}.{count:x}", self.case, process::id());
        self.tables.lock().unwrap_or_else(PoisonError::into_inner).push(name.clone());
        name
    }

    /// The schema of a table with the text `pk` as its key.
    pub(super) fn schema(&self) -> TableSchema {
        TableSchema::new(self.fresh_name(), KeyAttribute::string("pk"))
    }

    /// The schema of a table with the texts `pk` and `sk` as its key.
    pub(super) fn sorted_schema(&self) -> TableSchema {
        self.schema().sort_key(KeyAttribute::string("sk"))
    }

    /// Makes a table.
    pub(super) async fn create(&self, schema: TableSchema) -> Table<'_> {
        let name = schema.name.to_string();
        self.admin.create_table(schema).await.expect("the table is created");
        Table::new(self, name)
    }

    /// A table with the text `pk` as its key.
    pub(super) async fn table(&self) -> Table<'_> {
        self.create(self.schema()).await
    }

    /// A table with the texts `pk` and `sk` as its key.
    pub(super) async fn sorted_table(&self) -> Table<'_> {
        self.create(self.sorted_schema()).await
    }

    /// One item with these attributes, and a key, in a table of its own.
    pub(super) async fn row(&self, attributes: Item) -> Row<'_> {
        Row::new(self.table().await, attributes).await
    }

    /// Waits until reads that may lag see all writes.
    pub(crate) async fn settle(&self) {
        if !self.settling.is_zero() {
            tokio::time::sleep(self.settling).await;
        }
    }
}
