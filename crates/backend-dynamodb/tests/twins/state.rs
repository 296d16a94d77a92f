//! What a table and its indexes hold.

use super::pair::{Both, Pair};
use std::collections::HashMap;
use twintable::{
    Item, KeySchema, PrimaryKey, TableSchema, Value,
    store::{ItemStore, PageOutcome, Scan},
};

/// Items and how often each is there.
pub(super) type Bag = HashMap<Item, usize>;

pub(super) fn bag(items: impl IntoIterator<Item = Item>) -> Bag {
    let mut bag = Bag::new();
    for item in items {
        *bag.entry(item).or_default() += 1;
    }
    bag
}

/// All items of a table or an index.
pub(super) async fn items(store: &dyn ItemStore, schema: &TableSchema, index: Option<&str>) -> Vec<Item> {
    let (mut items, mut scan) = (Vec::new(), Scan::new(schema.name.clone()));
    scan.index = index.map(|name| name.to_owned().into());
    loop {
        let PageOutcome { items: found, last_evaluated_key, .. } =
            store.scan(scan.clone()).await.expect("a scan of a table that is there");
        items.extend(found);
        match last_evaluated_key {
            Some(last) => scan = scan.after(Some(last)),
            None => return items,
        }
    }
}

/// The names of all indexes.
pub(super) fn indexes(schema: &TableSchema) -> impl Iterator<Item = &str> {
    let local = schema.local_indexes.iter().map(|index| index.name.as_ref());
    local.chain(schema.global_indexes.iter().map(|index| index.name.as_ref()))
}

/// Checks that both stores hold the same items in a table or an index.
pub(super) async fn compare(pair: &Pair, schema: &TableSchema, index: Option<&str>) -> Result<(), String> {
    let Both { memory, engine } = pair.stores();
    let memory = bag(items(memory, schema, index).await);
    let engine = bag(items(engine, schema, index).await);
    if memory == engine {
        return Ok(());
    }
    let only = |one: &Bag, other: &Bag| -> Vec<Item> {
        one.iter()
            .filter(|(item, count)| other.get(*item) != Some(*count))
            .map(|(item, _)| item.clone())
            .collect()
    };
    Err(format!(
        "{} ({index:?}) holds other items\n  memory alone: {:?}\n  engine alone: {:?}",
        schema.name,
        only(&memory, &engine),
        only(&engine, &memory),
    ))
}

/// The item under a key.
pub(super) fn find<'i>(items: &'i [Item], key: &PrimaryKey) -> Option<&'i Item> {
    items.iter().find(|item| key.attributes().all(|(name, value)| item.get(name) == Some(value)))
}

/// The values of a key's attributes.
pub(super) fn key_of<'i>(item: &'i Item, key: &KeySchema<'_>) -> Vec<Option<&'i Value>> {
    key.attributes().map(|attribute| item.get(&attribute.name)).collect()
}
