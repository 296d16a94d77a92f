//! Batches of reads.

use super::{Ground, ground::in_any_order, key, keys};
use twintable::{
    ErrorKind, Item, PrimaryKey, Rule,
    expr::Projection,
    item,
    store::{BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, WriteRequest},
};

fn consistent(get: BatchGet) -> BatchGet {
    BatchGet { consistent: true, ..get }
}

/// The items found in one table, in the order of their keys.
fn only(items: Vec<(String, Vec<Item>)>) -> Vec<Item> {
    in_any_order(items.into_iter().flat_map(|(_, items)| items).collect())
}

/// A batch returns the items that there are; missing ones are left out.
pub(super) async fn a_batch_returns_the_items_found(ground: &Ground) {
    let table = ground.sorted_table().await;
    let items = ["a", "b", "c"].map(|sk| item! { "pk" => "p", "sk" => sk });
    table.put_all(items.clone()).await;
    let wanted = [keys("p", "c"), keys("p", "gone"), keys("p", "a"), keys("q", "a")];
    let batch = BatchGetItem::of(consistent(BatchGet::new(table.name(), wanted)));
    let outcome = table.store().batch_get_item(batch).await.unwrap();
    assert_eq!(outcome.unprocessed, []);
    assert_eq!(only(outcome.items), [items[0].clone(), items[2].clone()]);
}

/// A batch may find nothing at all.
pub(super) async fn a_batch_may_find_nothing(ground: &Ground) {
    let table = ground.table().await;
    let batch = BatchGetItem::of(BatchGet::new(table.name(), [key("a"), key("b")]));
    let outcome = table.store().batch_get_item(batch).await.unwrap();
    assert_eq!((only(outcome.items), outcome.unprocessed), (vec![], vec![]));
}

/// A batch reads several tables, each with its own projection.
pub(super) async fn a_batch_reads_several_tables(ground: &Ground) {
    let (a, b) = (ground.table().await, ground.table().await);
    a.put(item! { "pk" => "k", "from" => "a", "x" => 1 }).await;
    b.put(item! { "pk" => "k", "from" => "b", "x" => 1 }).await;
    let projection = Some(Projection::of(["from"]));
    let tables = vec![
        consistent(BatchGet { projection, ..BatchGet::new(a.name(), [key("k")]) }),
        consistent(BatchGet::new(b.name(), [key("k")])),
    ];
    let batch = BatchGetItem { tables, ..Default::default() };
    let mut found = a.store().batch_get_item(batch).await.unwrap().items;
    found.sort_by_key(|(name, _)| *name != a.name());
    let expected = [
        (a.name(), vec![item! { "from" => "a" }]),
        (b.name(), vec![item! { "pk" => "k", "from" => "b", "x" => 1 }]),
    ];
    assert_eq!(found, expected);
}

/// A batch reads 100 items, and not one more.
pub(super) async fn a_batch_reads_at_most_100_items(ground: &Ground) {
    let table = ground.table().await;
    table.put_all([item! { "pk" => "k7" }, item! { "pk" => "k99" }]).await;
    let wanted = |count: u32| (0..count).map(|n| key(&format!("k{n}"))).collect::<Vec<PrimaryKey>>();
    let batch = |count| BatchGetItem::of(consistent(BatchGet::new(table.name(), wanted(count))));
    table.breaks(Rule::BatchTooLong, table.store().batch_get_item(batch(101))).await;
    let outcome = table.store().batch_get_item(batch(100)).await.unwrap();
    assert_eq!(only(outcome.items), [item! { "pk" => "k7" }, item! { "pk" => "k99" }]);
}

/// A batch reads something, from each table that it names.
pub(super) async fn a_batch_of_reads_is_not_empty(ground: &Ground) {
    let table = ground.table().await;
    table.breaks(Rule::BatchEmpty, table.store().batch_get_item(BatchGetItem::default())).await;
    let batch = BatchGetItem::of(BatchGet::new(table.name(), []));
    table.breaks(Rule::BatchEmpty, table.store().batch_get_item(batch)).await;
}

/// A batch reads each item once.
pub(super) async fn a_batch_reads_each_item_once(ground: &Ground) {
    let table = ground.table().await;
    let batch = BatchGetItem::of(BatchGet::new(table.name(), [key("a"), key("b"), key("a")]));
    table.breaks(Rule::BatchItemTwice, table.store().batch_get_item(batch)).await;
}

/// A batch names each table once.
pub(super) async fn a_batch_of_reads_names_each_table_once(ground: &Ground) {
    let table = ground.table().await;
    let tables = vec![BatchGet::new(table.name(), [key("a")]), BatchGet::new(table.name(), [key("b")])];
    let batch = BatchGetItem { tables, ..Default::default() };
    table.breaks(Rule::BatchTableTwice, table.store().batch_get_item(batch)).await;
}

/// A batch that names a missing table reads nothing.
pub(super) async fn a_batch_reads_no_missing_table(ground: &Ground) {
    let table = ground.table().await;
    let tables =
        vec![BatchGet::new(table.name(), [key("a")]), BatchGet::new(ground.fresh_name(), [key("a")])];
    let batch = BatchGetItem { tables, ..Default::default() };
    table.fails(ErrorKind::TableNotFound, table.store().batch_get_item(batch)).await;
}

/// A batch returns at most 16 MB, and names the keys that it did not read.
pub(super) async fn a_batch_reads_at_most_16_mb(ground: &Ground) {
    let table = ground.table().await;
    let wanted: Vec<_> = (0..46).map(|n| key(&format!("k{n}"))).collect();
    let fill = "x".repeat(400_000);
    for chunk in wanted.chunks(23) {
        let puts = chunk.iter().map(|key| WriteRequest::Put(key.to_item().with("fill", &fill)));
        let mut next = BatchWriteItem::of(BatchWrite::new(table.name(), puts));
        while !next.tables.is_empty() {
            let tables = table.store().batch_write_item(next).await.unwrap().unprocessed;
            next = BatchWriteItem { tables, ..Default::default() };
        }
    }
    let (mut found, mut rounds) = (Vec::new(), 0);
    let mut next = BatchGetItem::of(consistent(BatchGet::new(table.name(), wanted.clone())));
    while !next.tables.is_empty() {
        let outcome = table.store().batch_get_item(next).await.unwrap();
        found.extend(only(outcome.items));
        next = BatchGetItem { tables: outcome.unprocessed, ..Default::default() };
        rounds += 1;
    }
    assert_eq!(found.len(), wanted.len());
    assert!(rounds > 1, "17 MB do not come at once");
}
