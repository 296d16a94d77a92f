//! What writes consume.

use super::{
    Ground,
    ground::{Table, sized},
    key,
};
use twintable::{
    Item,
    expr::Update,
    item, path,
    store::{
        BatchWrite, BatchWriteItem, CapacityParts, ConsumedCapacity, DeleteItem, PutItem,
        ReturnConsumedCapacity, TransactCheck, TransactDelete, TransactPut, TransactUpdate, TransactWrite,
        TransactWriteItems, UpdateItem, WriteRequest,
    },
};

const TOTAL: ReturnConsumedCapacity = ReturnConsumedCapacity::Total;

fn total(table: &Table<'_>, total: f64) -> ConsumedCapacity {
    ConsumedCapacity { table_name: table.name(), total, parts: None }
}

async fn put(table: &Table<'_>, item: Item) -> Option<ConsumedCapacity> {
    let request = PutItem { return_consumed_capacity: TOTAL, ..PutItem::new(table.name(), item) };
    table.store().put_item(request).await.unwrap().consumed_capacity
}

async fn update(table: &Table<'_>, update: Update) -> Option<ConsumedCapacity> {
    let request = UpdateItem::new(table.name(), key("k"), update);
    let request = UpdateItem { return_consumed_capacity: TOTAL, ..request };
    table.store().update_item(request).await.unwrap().consumed_capacity
}

async fn delete(table: &Table<'_>) -> Option<ConsumedCapacity> {
    let request = DeleteItem { return_consumed_capacity: TOTAL, ..DeleteItem::new(table.name(), key("k")) };
    table.store().delete_item(request).await.unwrap().consumed_capacity
}

async fn transact(table: &Table<'_>, action: impl Into<TransactWrite>) -> Vec<ConsumedCapacity> {
    let request =
        TransactWriteItems { return_consumed_capacity: TOTAL, ..TransactWriteItems::of([action.into()]) };
    table.store().transact_write_items(request).await.unwrap().consumed_capacity
}

/// A put consumes a unit for each 1 KB.
pub(super) async fn a_put_consumes_a_unit_for_1_kb(ground: &Ground) {
    let table = ground.table().await;
    for (pk, size, units) in [("a", 10, 1.0), ("b", 1024, 1.0), ("c", 1025, 2.0), ("d", 400_000, 391.0)] {
        assert_eq!(put(&table, sized(pk, size)).await, Some(total(&table, units)), "{size} bytes");
    }
}

/// A put consumes for the larger of the item before and after.
pub(super) async fn a_put_consumes_for_the_larger_item(ground: &Ground) {
    let table = ground.table().await;
    for (size, units) in [(100, 1.0), (3000, 3.0), (100, 3.0), (100, 1.0)] {
        assert_eq!(put(&table, sized("k", size)).await, Some(total(&table, units)));
    }
}

/// An update consumes for the larger of the item before and after.
pub(super) async fn an_update_consumes_for_the_larger_item(ground: &Ground) {
    let table = ground.table().await;
    assert_eq!(update(&table, Update::new().set("a", 1)).await, Some(total(&table, 1.0)));
    assert_eq!(update(&table, Update::new().set("b", "x".repeat(3000))).await, Some(total(&table, 3.0)));
    assert_eq!(update(&table, Update::new().add("a", 1)).await, Some(total(&table, 3.0)));
    assert_eq!(update(&table, Update::new().remove("b")).await, Some(total(&table, 3.0)));
    assert_eq!(update(&table, Update::new().remove("gone")).await, Some(total(&table, 1.0)));
}

/// A delete consumes for the item that it removes, and the least there is for none.
pub(super) async fn a_delete_consumes_for_the_old_item(ground: &Ground) {
    let table = ground.table().await;
    table.put(sized("k", 2500)).await;
    assert_eq!(delete(&table).await, Some(total(&table, 3.0)));
    assert_eq!(delete(&table).await, Some(total(&table, 1.0)));
}

/// Consumption is reported only where it is asked for.
pub(super) async fn writes_report_only_if_asked(ground: &Ground) {
    let table = ground.table().await;
    let (store, name) = (table.store(), table.name());
    let item = item! { "pk" => "k" };
    assert_eq!(
        store.put_item(PutItem::new(name.clone(), item.clone())).await.unwrap().consumed_capacity,
        None
    );
    let request = UpdateItem::new(name.clone(), key("k"), Update::new().set("a", 1));
    assert_eq!(store.update_item(request).await.unwrap().consumed_capacity, None);
    let request = DeleteItem::new(name.clone(), key("k"));
    assert_eq!(store.delete_item(request).await.unwrap().consumed_capacity, None);
    let batch = BatchWriteItem::of(BatchWrite::new(name.clone(), [WriteRequest::Put(item.clone())]));
    assert_eq!(store.batch_write_item(batch).await.unwrap().consumed_capacity, []);
    let transaction = TransactWriteItems::of([TransactPut::new(name, item).into()]);
    assert_eq!(store.transact_write_items(transaction).await.unwrap().consumed_capacity, []);
}

/// The parts are reported with the total where they are asked for.
pub(super) async fn writes_report_their_parts_if_asked(ground: &Ground) {
    let table = ground.table().await;
    let request = PutItem::new(table.name(), sized("k", 2000));
    let request = PutItem { return_consumed_capacity: ReturnConsumedCapacity::Indexes, ..request };
    let consumed = table.store().put_item(request).await.unwrap().consumed_capacity;
    let parts = Some(CapacityParts { table: 2.0, ..CapacityParts::default() });
    assert_eq!(consumed, Some(ConsumedCapacity { parts, ..total(&table, 2.0) }));
}

/// A batch consumes for each write by itself, in each table.
pub(super) async fn a_batch_consumes_for_each_write(ground: &Ground) {
    let (one, two) = (ground.table().await, ground.table().await);
    one.put(sized("old", 3000)).await;
    let requests = [WriteRequest::Put(sized("a", 100)), WriteRequest::Delete(key("old"))];
    let tables = vec![
        BatchWrite::new(one.name(), requests),
        BatchWrite::new(two.name(), [WriteRequest::Put(sized("a", 1500)), WriteRequest::Delete(key("gone"))]),
    ];
    let batch = BatchWriteItem { tables, return_consumed_capacity: TOTAL };
    let mut consumed = one.store().batch_write_item(batch).await.unwrap().consumed_capacity;
    consumed.sort_by_key(|consumed| consumed.table_name != one.name());
    assert_eq!(consumed, [total(&one, 4.0), total(&two, 3.0)]);
}

/// A transaction consumes twice as much, for the larger of each item before and after.
pub(super) async fn a_transaction_of_writes_consumes_twice(ground: &Ground) {
    let table = ground.table().await;
    let name = || table.name();
    assert_eq!(transact(&table, TransactPut::new(name(), sized("k", 1025))).await, [total(&table, 4.0)]);
    assert_eq!(transact(&table, TransactPut::new(name(), sized("k", 100))).await, [total(&table, 4.0)]);
    let grow = TransactUpdate::new(name(), key("k"), Update::new().set("b", "x".repeat(3000)));
    assert_eq!(transact(&table, grow).await, [total(&table, 8.0)]);
    let check = TransactCheck::new(name(), key("k"), path("pk").exists());
    assert_eq!(transact(&table, check).await, [total(&table, 8.0)]);
    assert_eq!(transact(&table, TransactDelete::new(name(), key("k"))).await, [total(&table, 8.0)]);
    assert_eq!(transact(&table, TransactDelete::new(name(), key("k"))).await, [total(&table, 2.0)]);
}

/// A transaction that is replayed by its token consumes as if it read.
pub(super) async fn a_replayed_transaction_consumes_reads(ground: &Ground) {
    let table = ground.table().await;
    let token: String = ground.fresh_name().chars().rev().take(30).collect();
    let request = TransactWriteItems {
        client_request_token: Some(token),
        return_consumed_capacity: TOTAL,
        ..TransactWriteItems::of([TransactPut::new(table.name(), sized("k", 3000)).into()])
    };
    let first = table.store().transact_write_items(request.clone()).await.unwrap().consumed_capacity;
    assert_eq!(first, [total(&table, 6.0)]);
    let second = table.store().transact_write_items(request).await.unwrap().consumed_capacity;
    assert_eq!(second, [total(&table, 2.0)]);
}
