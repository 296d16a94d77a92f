//! What a store held at one moment.

use crate::{
    store::Tokens,
    table::{Stored, Table},
};
use std::{cmp::Ordering, collections::BTreeMap, fmt, sync::Arc};
use twintable::{Item, TableSchema};

/// What a [`MemoryStore`](crate::MemoryStore) held at one moment: its tables, their items and time-to-live
/// settings, and the tokens of its transactions.
///
/// It shares the items with the store, so it takes little time and room, and so do its clones. It does not
/// follow what happens to the store later.
///
/// # Examples
///
/// ```
/// use futures::executor::block_on;
/// use twintable::{KeyAttribute, TableSchema, item, store::{ItemStore, PutItem}};
/// use twintable_memory::MemoryStore;
///
/// let store = MemoryStore::with_tables([TableSchema::new("shop", KeyAttribute::string("id"))])?;
/// block_on(store.put_item(PutItem::new("shop", item! { "id" => "a" })))?;
/// let before = store.snapshot();
/// block_on(store.put_item(PutItem::new("shop", item! { "id" => "b" })))?;
///
/// store.restore(&before);
/// let now = store.snapshot();
/// let shop = now.table("shop").into_iter().flat_map(|table| table.items());
/// assert_eq!(shop.collect::<Vec<_>>(), [&item! { "id" => "a" }]);
/// # Ok::<(), twintable::Error>(())
/// ```
#[derive(Clone)]
pub struct Snapshot {
    tables: BTreeMap<String, TableSnapshot>,
    pub(crate) tokens: Tokens,
}

impl Snapshot {
    pub(crate) fn new(tables: BTreeMap<String, TableSnapshot>, tokens: Tokens) -> Self {
        Self { tables, tokens }
    }

    /// The tables, in the order of their names.
    pub fn tables(&self) -> impl ExactSizeIterator<Item = &TableSnapshot> {
        self.tables.values()
    }

    /// The table of a name, if there was one.
    pub fn table(&self, name: &str) -> Option<&TableSnapshot> {
        self.tables.get(name)
    }
}

impl fmt::Debug for Snapshot {
    /// Shows the tables and how many items they have, not the items.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts: BTreeMap<_, _> = self.tables.iter().map(|(name, table)| (name, table.len())).collect();
        f.debug_tuple("Snapshot").field(&counts).finish()
    }
}

/// A table as it was at one moment.
#[derive(Clone)]
pub struct TableSnapshot {
    pub(crate) schema: Arc<TableSchema>,
    pub(crate) time_to_live: Option<Arc<str>>,
    pub(crate) stored: Arc<[Stored]>,
}

impl TableSnapshot {
    /// A table as it is. The gate is held alone meanwhile.
    pub(crate) fn of(table: &Table) -> Self {
        Self {
            schema: Arc::clone(&table.schema),
            time_to_live: table.time_to_live(),
            stored: table.all().into(),
        }
    }

    /// The table's name, keys and indexes.
    pub fn schema(&self) -> &TableSchema {
        &self.schema
    }

    /// The attribute that said when an item expires, where time-to-live was on.
    pub fn time_to_live(&self) -> Option<&str> {
        self.time_to_live.as_deref()
    }

    /// The items in the order of their partition keys, and in a partition in that of their sort keys.
    ///
    /// They are sorted when they are asked for.
    pub fn items(&self) -> impl ExactSizeIterator<Item = &Item> + DoubleEndedIterator {
        let mut items: Vec<_> = self.stored.iter().map(|stored| &stored.item).collect();
        items.sort_unstable_by(|a, b| self.order(a, b));
        items.into_iter()
    }

    /// The number of items.
    pub fn len(&self) -> usize {
        self.stored.len()
    }

    /// Whether the table had no items.
    pub fn is_empty(&self) -> bool {
        self.stored.is_empty()
    }

    fn order(&self, a: &Item, b: &Item) -> Ordering {
        let of = |name: &str| a.get(name).zip(b.get(name)).and_then(|(a, b)| a.compare(b));
        self.schema.key_attributes().filter_map(|key| of(&key.name)).fold(Ordering::Equal, Ordering::then)
    }
}

impl fmt::Debug for TableSnapshot {
    /// Shows the schema and how many items there are, not the items.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("TableSnapshot");
        shown.field("schema", &self.schema).field("time_to_live", &self.time_to_live);
        shown.field("len", &self.len()).finish_non_exhaustive()
    }
}
