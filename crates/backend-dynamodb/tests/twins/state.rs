//! What a table holds.

use twintable::{
    Item, PrimaryKey, TableSchema,
    store::{ItemStore, Scan},
};
use twintable_testkit::compare;

/// All items of a table.
pub(super) async fn items(store: &dyn ItemStore, schema: &TableSchema) -> Vec<Item> {
    compare::items(store, &Scan::new(schema.name.clone()).into()).await.expect("a table that is there")
}

/// The item under a key.
pub(super) fn find<'i>(items: &'i [Item], key: &PrimaryKey) -> Option<&'i Item> {
    items.iter().find(|item| key.attributes().all(|(name, value)| item.get(name) == Some(value)))
}
