//! How writes to a table reach its indexes.

use super::{Ground, ground::Table, key};
use twintable::{
    CancellationCode, Error, ErrorKind, GlobalIndex, Item, KeyAttribute, Rule, Value,
    expr::{KeyCondition, Update},
    item, path,
    store::{
        BatchWrite, BatchWriteItem, DeleteItem, TransactPut, TransactUpdate, TransactWrite,
        TransactWriteItems, UpdateItem, WriteRequest,
    },
};

/// A table with an index `by_g` on the text `g` and the number `n`.
async fn indexed(ground: &Ground) -> Table<'_> {
    let index = GlobalIndex::new("by_g", KeyAttribute::string("g")).sort_key(KeyAttribute::number("n"));
    ground.create(ground.schema().global_index(index)).await
}

/// What the index has under `g`.
async fn under(ground: &Ground, table: &Table<'_>, g: &str) -> Vec<Item> {
    ground.settle().await;
    table.queried(table.index_query("by_g", KeyCondition::partition("g", g))).await
}

fn entry(g: &str, n: i32) -> Item {
    item! { "pk" => "k", "g" => g, "n" => n }
}

/// A put moves the item in the index.
pub(super) async fn a_put_moves_an_item_in_the_index(ground: &Ground) {
    let table = indexed(ground).await;
    table.put(entry("a", 1)).await;
    table.put(entry("b", 1)).await;
    assert_eq!(under(ground, &table, "a").await, []);
    assert_eq!(under(ground, &table, "b").await, [entry("b", 1)]);
}

/// An update of an index key moves the item; one of another attribute changes it in place.
pub(super) async fn an_update_moves_an_item_in_the_index(ground: &Ground) {
    let table = indexed(ground).await;
    table.put(entry("a", 1)).await;
    table.try_update(key("k"), Update::new().set("x", 1)).await.unwrap();
    assert_eq!(under(ground, &table, "a").await, [entry("a", 1).with("x", 1)]);
    table.try_update(key("k"), Update::new().set("g", "b").add("n", 1)).await.unwrap();
    assert_eq!(under(ground, &table, "a").await, []);
    assert_eq!(under(ground, &table, "b").await, [entry("b", 2).with("x", 1)]);
}

/// An item leaves the index with its key attribute, and comes back with it.
pub(super) async fn an_item_leaves_the_index_without_its_key(ground: &Ground) {
    let table = indexed(ground).await;
    table.put(entry("a", 1)).await;
    table.try_update(key("k"), Update::new().remove("n")).await.unwrap();
    assert_eq!(under(ground, &table, "a").await, []);
    table.try_update(key("k"), Update::new().set("n", 5)).await.unwrap();
    assert_eq!(under(ground, &table, "a").await, [entry("a", 5)]);
    table.put(item! { "pk" => "k", "n" => 5 }).await;
    assert_eq!(under(ground, &table, "a").await, []);
}

/// A deleted item leaves the index, by each way of deleting.
pub(super) async fn a_deleted_item_leaves_the_index(ground: &Ground) {
    let table = indexed(ground).await;
    table.put(entry("a", 1)).await;
    table.store().delete_item(DeleteItem::new(table.name(), key("k"))).await.unwrap();
    assert_eq!(under(ground, &table, "a").await, []);
    table.put(entry("a", 1)).await;
    let batch = BatchWriteItem::of(BatchWrite::new(table.name(), [WriteRequest::Delete(key("k"))]));
    table.store().batch_write_item(batch).await.unwrap();
    assert_eq!(under(ground, &table, "a").await, []);
}

/// Batches and transactions reach the index as single writes do.
pub(super) async fn batches_and_transactions_reach_the_index(ground: &Ground) {
    let table = indexed(ground).await;
    let batch = BatchWriteItem::of(BatchWrite::new(table.name(), [WriteRequest::Put(entry("a", 1))]));
    table.store().batch_write_item(batch).await.unwrap();
    assert_eq!(under(ground, &table, "a").await, [entry("a", 1)]);
    let update = TransactUpdate::new(table.name(), key("k"), Update::new().set("g", "b"));
    table.store().transact_write_items(TransactWriteItems::of([update.into()])).await.unwrap();
    assert_eq!(under(ground, &table, "a").await, []);
    assert_eq!(under(ground, &table, "b").await, [entry("b", 1)]);
}

/// A refused write leaves the index as it was.
pub(super) async fn a_refused_write_leaves_the_index_alone(ground: &Ground) {
    let table = indexed(ground).await;
    table.put(entry("a", 1)).await;
    let update = UpdateItem::new(table.name(), key("k"), Update::new().set("g", "b")).when(path("n").eq(9));
    table.fails(ErrorKind::ConditionFailed, table.store().update_item(update)).await;
    assert_eq!(under(ground, &table, "a").await, [entry("a", 1)]);
    assert_eq!(under(ground, &table, "b").await, []);
}

/// Values that cannot stand in the index's keys, each with the rule that says so.
fn wrong_keys() -> Vec<(Item, Rule)> {
    vec![
        (item! { "pk" => "k", "g" => 1 }, Rule::IndexKeyType),
        (item! { "pk" => "k", "g" => Value::Null }, Rule::IndexKeyType),
        (item! { "pk" => "k", "g" => Value::string_set(["a"]) }, Rule::IndexKeyType),
        (item! { "pk" => "k", "g" => "a", "n" => "1" }, Rule::IndexKeyType),
        (item! { "pk" => "k", "n" => Value::binary("1") }, Rule::IndexKeyType),
        (item! { "pk" => "k", "g" => "" }, Rule::KeyEmpty),
        (item! { "pk" => "k", "g" => "x".repeat(2049) }, Rule::KeyTooLong),
    ]
}

/// A put of a value that cannot be an index key is refused.
pub(super) async fn a_put_has_values_fit_for_the_index(ground: &Ground) {
    let table = indexed(ground).await;
    for (item, rule) in wrong_keys() {
        table.breaks(rule, table.try_put(item)).await;
    }
}

/// A batch with a value that cannot be an index key is refused as a whole.
pub(super) async fn a_batch_has_values_fit_for_the_index(ground: &Ground) {
    let table = indexed(ground).await;
    for (item, rule) in wrong_keys() {
        let requests = [WriteRequest::Put(entry("a", 1).with("pk", "other")), WriteRequest::Put(item)];
        let batch = BatchWriteItem::of(BatchWrite::new(table.name(), requests));
        table.breaks(rule, table.store().batch_write_item(batch)).await;
    }
}

/// An update to a value that cannot be an index key is refused.
pub(super) async fn an_update_has_values_fit_for_the_index(ground: &Ground) {
    let table = indexed(ground).await;
    table.put(entry("a", 1).with("s", "text")).await;
    let updates = [
        Update::new().set("g", 1),
        Update::new().set("g", Value::Null),
        Update::new().set("g", ""),
        Update::new().set("n", path("s")),
        Update::new().remove("g").set("n", "1"),
    ];
    for update in updates {
        table.fails(ErrorKind::InvalidRequest, table.try_update(key("k"), update)).await;
    }
}

/// In a transaction, a value that cannot be an index key is the reason of a cancellation.
pub(super) async fn a_transaction_has_values_fit_for_the_index(ground: &Ground) {
    let table = indexed(ground).await;
    table.put(entry("a", 1)).await;
    let fine = || TransactWrite::from(TransactPut::new(table.name(), item! { "pk" => "other" }));
    let wrong: [TransactWrite; 2] = [
        TransactPut::new(table.name(), item! { "pk" => "k", "g" => 1 }).into(),
        TransactUpdate::new(table.name(), key("k"), Update::new().set("n", "1")).into(),
    ];
    for action in wrong {
        let transaction = TransactWriteItems::of([fine(), action]);
        let write = table.store().transact_write_items(transaction);
        let error = table.fails(ErrorKind::TransactionCancelled, write).await;
        let Error::TransactionCancelled { reasons } = error else { panic!("{error:?}") };
        let codes: Vec<_> = reasons.into_iter().map(|reason| reason.code).collect();
        assert_eq!(codes, [CancellationCode::None, CancellationCode::ValidationError]);
    }
}
