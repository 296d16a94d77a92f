//! What writes consume in indexes.

use super::{
    Ground,
    ground::{Table, sized},
    key,
};
use twintable::{
    GlobalIndex, IndexProjection, Item, KeyAttribute, LocalIndex,
    expr::Update,
    item,
    store::{
        BatchWrite, BatchWriteItem, CapacityParts, DeleteItem, PutItem, ReturnConsumedCapacity,
        TransactUpdate, TransactWriteItems, UpdateItem, WriteRequest,
    },
};

const INDEXES: ReturnConsumedCapacity = ReturnConsumedCapacity::Indexes;

/// A table with a global index on `g` that holds `held` beside the keys.
async fn indexed(ground: &Ground) -> Table<'_> {
    let index =
        GlobalIndex::new("by_g", KeyAttribute::string("g")).projection(IndexProjection::include(["held"]));
    ground.create(ground.schema().global_index(index)).await
}

/// What the table and the index consumed; nothing is left out of the total.
fn split(consumed: Option<twintable::store::ConsumedCapacity>) -> (f64, f64) {
    let consumed = consumed.expect("the consumption was asked for");
    let CapacityParts { table, local_indexes, global_indexes } =
        consumed.parts.expect("the parts were asked for");
    let indexes: f64 = local_indexes.into_values().chain(global_indexes.into_values()).sum();
    assert!((table + indexes - consumed.total).abs() < 1e-9, "the parts are the total");
    (table, indexes)
}

async fn put(table: &Table<'_>, item: Item) -> (f64, f64) {
    let request = PutItem { return_consumed_capacity: INDEXES, ..PutItem::new(table.name(), item) };
    split(table.store().put_item(request).await.unwrap().consumed_capacity)
}

async fn update(table: &Table<'_>, update: Update) -> (f64, f64) {
    let request = UpdateItem::new(table.name(), key("k"), update);
    let request = UpdateItem { return_consumed_capacity: INDEXES, ..request };
    split(table.store().update_item(request).await.unwrap().consumed_capacity)
}

async fn delete(table: &Table<'_>) -> (f64, f64) {
    let request = DeleteItem { return_consumed_capacity: INDEXES, ..DeleteItem::new(table.name(), key("k")) };
    split(table.store().delete_item(request).await.unwrap().consumed_capacity)
}

/// A new entry of an index consumes one write.
pub(super) async fn a_new_index_entry_is_one_write(ground: &Ground) {
    let table = indexed(ground).await;
    assert_eq!(put(&table, item! { "pk" => "k", "g" => "a" }).await, (1.0, 1.0));
    assert_eq!(update(&table, Update::new().remove("g")).await, (1.0, 1.0));
    assert_eq!(update(&table, Update::new().set("g", "b")).await, (1.0, 1.0));
}

/// An item that is not in an index consumes nothing there.
pub(super) async fn an_item_outside_an_index_consumes_nothing_there(ground: &Ground) {
    let table = indexed(ground).await;
    assert_eq!(put(&table, item! { "pk" => "k", "held" => 1 }).await, (1.0, 0.0));
    assert_eq!(update(&table, Update::new().set("held", 2)).await, (1.0, 0.0));
    assert_eq!(delete(&table).await, (1.0, 0.0));
}

/// A write that changes nothing in an index consumes nothing there.
pub(super) async fn an_unchanged_index_entry_consumes_nothing(ground: &Ground) {
    let table = indexed(ground).await;
    let item = item! { "pk" => "k", "g" => "a", "held" => 1, "other" => 1 };
    put(&table, item.clone()).await;
    assert_eq!(put(&table, item.clone()).await, (1.0, 0.0));
    assert_eq!(put(&table, item.with("other", 2)).await, (1.0, 0.0));
    assert_eq!(update(&table, Update::new().set("other", 3)).await, (1.0, 0.0));
}

/// A change of what an index holds is one write there.
pub(super) async fn a_changed_index_entry_is_one_write(ground: &Ground) {
    let table = indexed(ground).await;
    put(&table, item! { "pk" => "k", "g" => "a", "held" => 1 }).await;
    assert_eq!(update(&table, Update::new().set("held", 2)).await, (1.0, 1.0));
    assert_eq!(put(&table, item! { "pk" => "k", "g" => "a" }).await, (1.0, 1.0));
}

/// An entry that moves is two writes: one that removes it, and one that adds it.
pub(super) async fn a_moved_index_entry_is_two_writes(ground: &Ground) {
    let table = indexed(ground).await;
    put(&table, item! { "pk" => "k", "g" => "a" }).await;
    assert_eq!(update(&table, Update::new().set("g", "b")).await, (1.0, 2.0));
    assert_eq!(put(&table, item! { "pk" => "k", "g" => "c" }).await, (1.0, 2.0));
}

/// A removed entry is one write.
pub(super) async fn a_removed_index_entry_is_one_write(ground: &Ground) {
    let table = indexed(ground).await;
    put(&table, item! { "pk" => "k", "g" => "a" }).await;
    assert_eq!(delete(&table).await, (1.0, 1.0));
}

/// An index consumes for the size of its entry, not of the item.
pub(super) async fn an_index_consumes_for_its_entry(ground: &Ground) {
    let table = indexed(ground).await;
    assert_eq!(put(&table, sized("k", 3000).with("g", "a")).await, (3.0, 1.0));
    assert_eq!(update(&table, Update::new().set("held", "x".repeat(2500))).await, (6.0, 3.0));
}

/// A local index consumes as a global one does.
pub(super) async fn a_local_index_consumes_for_its_entry(ground: &Ground) {
    let index = LocalIndex::new("by_l", KeyAttribute::number("l")).projection(IndexProjection::KeysOnly);
    let table = ground.create(ground.sorted_schema().local_index(index)).await;
    let item = |l: i32| item! { "pk" => "p", "sk" => "s", "l" => l, "fill" => "x".repeat(2500) };
    assert_eq!(put(&table, item(1)).await, (3.0, 1.0));
    assert_eq!(put(&table, item(1)).await, (3.0, 0.0));
    assert_eq!(put(&table, item(2)).await, (3.0, 2.0));
}

/// A batch consumes in the indexes for each write.
pub(super) async fn a_batch_consumes_in_indexes(ground: &Ground) {
    let table = indexed(ground).await;
    put(&table, item! { "pk" => "k", "g" => "a" }).await;
    let requests = [
        WriteRequest::Put(item! { "pk" => "k", "g" => "b" }),
        WriteRequest::Put(item! { "pk" => "l", "g" => "a" }),
        WriteRequest::Put(item! { "pk" => "m" }),
    ];
    let batch = BatchWriteItem {
        return_consumed_capacity: INDEXES,
        ..BatchWriteItem::of(BatchWrite::new(table.name(), requests))
    };
    let consumed = table.store().batch_write_item(batch).await.unwrap().consumed_capacity;
    assert_eq!(split(consumed.into_iter().next()), (3.0, 3.0));
}

/// A transaction doubles what the table consumes, but not what its indexes do.
pub(super) async fn a_transaction_doubles_the_table_alone(ground: &Ground) {
    let table = indexed(ground).await;
    put(&table, item! { "pk" => "k", "g" => "a" }).await;
    let update = TransactUpdate::new(table.name(), key("k"), Update::new().set("g", "b"));
    let transaction =
        TransactWriteItems { return_consumed_capacity: INDEXES, ..TransactWriteItems::of([update.into()]) };
    let consumed = table.store().transact_write_items(transaction).await.unwrap().consumed_capacity;
    assert_eq!(split(consumed.into_iter().next()), (2.0, 2.0));
}
