//! Batches of writes.

use super::{Ground, key};
use twintable::{
    ErrorKind, Item, Rule, Value, item,
    store::{BatchWrite, BatchWriteItem, WriteRequest},
};

fn numbered(n: usize) -> Item {
    item! { "pk" => format!("k{n:02}"), "n" => Value::from(u64::try_from(n).unwrap()) }
}

fn puts(count: usize) -> Vec<WriteRequest> {
    (0..count).map(|n| WriteRequest::Put(numbered(n))).collect()
}

/// A batch puts and deletes, each item for itself.
pub(super) async fn a_batch_puts_and_deletes(ground: &Ground) {
    let table = ground.table().await;
    table.put_all([item! { "pk" => "old", "a" => 1 }, item! { "pk" => "gone" }]).await;
    let requests = [
        WriteRequest::Put(item! { "pk" => "old", "b" => 2 }),
        WriteRequest::Put(item! { "pk" => "new" }),
        WriteRequest::Delete(key("gone")),
        WriteRequest::Delete(key("never")),
    ];
    let batch = BatchWriteItem::of(BatchWrite::new(table.name(), requests));
    assert_eq!(table.store().batch_write_item(batch).await.unwrap().unprocessed, []);
    table.has([item! { "pk" => "new" }, item! { "pk" => "old", "b" => 2 }]).await;
}

/// A batch writes to several tables.
pub(super) async fn a_batch_writes_to_several_tables(ground: &Ground) {
    let (a, b) = (ground.table().await, ground.table().await);
    let same = || [WriteRequest::Put(item! { "pk" => "k" })];
    let tables = vec![BatchWrite::new(a.name(), same()), BatchWrite::new(b.name(), same())];
    a.store().batch_write_item(BatchWriteItem { tables, ..Default::default() }).await.unwrap();
    for table in [a, b] {
        assert_eq!(table.items().await, [item! { "pk" => "k" }]);
    }
}

/// A batch writes 25 items, and not one more.
pub(super) async fn a_batch_writes_at_most_25_items(ground: &Ground) {
    let table = ground.table().await;
    let batch = |count| BatchWriteItem::of(BatchWrite::new(table.name(), puts(count)));
    table.breaks(Rule::BatchTooLong, table.store().batch_write_item(batch(26))).await;
    table.store().batch_write_item(batch(25)).await.unwrap();
    assert_eq!(table.items().await.len(), 25);
}

/// The writes to all tables count together.
pub(super) async fn the_writes_to_all_tables_count_together(ground: &Ground) {
    let (a, b) = (ground.table().await, ground.table().await);
    let tables = vec![BatchWrite::new(a.name(), puts(13)), BatchWrite::new(b.name(), puts(13))];
    let batch = BatchWriteItem { tables, ..Default::default() };
    a.breaks(Rule::BatchTooLong, a.store().batch_write_item(batch)).await;
    assert_eq!(b.items().await, []);
}

/// A batch writes something, to each table that it names.
pub(super) async fn a_batch_of_writes_is_not_empty(ground: &Ground) {
    let table = ground.table().await;
    table.breaks(Rule::BatchEmpty, table.store().batch_write_item(BatchWriteItem::default())).await;
    let batch = BatchWriteItem::of(BatchWrite::new(table.name(), []));
    table.breaks(Rule::BatchEmpty, table.store().batch_write_item(batch)).await;
}

/// A batch writes to each item once.
pub(super) async fn a_batch_writes_each_item_once(ground: &Ground) {
    let table = ground.table().await;
    let put = || WriteRequest::Put(item! { "pk" => "k", "a" => 1 });
    let delete = || WriteRequest::Delete(key("k"));
    let other = || WriteRequest::Put(item! { "pk" => "l" });
    for requests in [[put(), other(), put()], [put(), other(), delete()], [delete(), delete(), other()]] {
        let batch = BatchWriteItem::of(BatchWrite::new(table.name(), requests));
        table.breaks(Rule::BatchItemTwice, table.store().batch_write_item(batch)).await;
    }
}

/// A batch names each table once.
pub(super) async fn a_batch_of_writes_names_each_table_once(ground: &Ground) {
    let table = ground.table().await;
    let tables = vec![
        BatchWrite::new(table.name(), [WriteRequest::Put(item! { "pk" => "a" })]),
        BatchWrite::new(table.name(), [WriteRequest::Put(item! { "pk" => "b" })]),
    ];
    let batch = BatchWriteItem { tables, ..Default::default() };
    table.breaks(Rule::BatchTableTwice, table.store().batch_write_item(batch)).await;
}

/// A batch with one item that cannot be stored writes nothing.
pub(super) async fn an_invalid_item_refuses_the_batch(ground: &Ground) {
    let table = ground.table().await;
    let batch = |item| {
        let requests = [WriteRequest::Put(item! { "pk" => "fine" }), WriteRequest::Put(item)];
        BatchWriteItem::of(BatchWrite::new(table.name(), requests))
    };
    let write = |item| table.store().batch_write_item(batch(item));
    let empty: [&str; 0] = [];
    table.breaks(Rule::EmptySet, write(item! { "pk" => "k", "s" => Value::string_set(empty) })).await;
    table.breaks(Rule::KeyType, write(item! { "pk" => 1 })).await;
    table.breaks(Rule::KeyMissing, write(item! { "a" => 1 })).await;
    let large = item! { "pk" => "k", "a" => "x".repeat(Item::MAX_SIZE) };
    table.fails(ErrorKind::ItemTooLarge, write(large)).await;
}

/// A batch that names a missing table writes nothing.
pub(super) async fn a_missing_table_refuses_the_batch(ground: &Ground) {
    let table = ground.table().await;
    let put = || [WriteRequest::Put(item! { "pk" => "k" })];
    let tables = vec![BatchWrite::new(table.name(), put()), BatchWrite::new(ground.fresh_name(), put())];
    let batch = BatchWriteItem { tables, ..Default::default() };
    table.fails(ErrorKind::TableNotFound, table.store().batch_write_item(batch)).await;
}
