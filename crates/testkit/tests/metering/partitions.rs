//! Partitions: which had what, and which would be hot.

use super::shop::{Shop, key, of_size, order, schema};
use futures::executor::block_on;
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use twintable::{
    expr::{KeyCondition, Update},
    path,
    store::{
        BatchWrite, BatchWriteItem, ConsumedCapacity, GetItem, ItemStore, PageOutcome, PutItem, Query, Scan,
        TransactPut, TransactUpdate, TransactWriteItems, UpdateItem, WriteRequest,
    },
};
use twintable_testkit::{
    metering::{MeteredStore, PartitionCost},
    mock::MockItemStore,
};

/// The partitions of the report, with their read and write units, in the order of their names.
fn partitions(shop: &Shop) -> Vec<(String, f64, f64)> {
    let costs = shop.store.report().partitions();
    let mut lines: Vec<_> =
        costs.into_iter().map(|cost| (cost.partition.to_string(), cost.reads, cost.writes)).collect();
    lines.sort_by(|one, other| one.0.cmp(&other.0));
    lines
}

fn line(partition: &str, reads: f64, writes: f64) -> (String, f64, f64) {
    (partition.to_owned(), reads, writes)
}

#[test]
fn units_go_to_the_partitions_of_tables_and_indexes() {
    let shop = Shop::new();
    let store = &shop.store;
    let paid = |pk| order(pk, 1).with("status", "paid").with("rank", 1);
    block_on(store.put_item(PutItem::new("shop", paid("a")))).unwrap();
    let ship = Update::new().set(path("status"), "sent");
    block_on(store.update_item(UpdateItem::new("shop", key("b", 1), ship))).unwrap();
    block_on(store.get_item(GetItem::new("shop", key("a", 1)).consistent())).unwrap();
    let by_status = KeyCondition::partition("status", "paid");
    block_on(store.query(Query::new("shop", by_status).index("by_status"))).unwrap();
    let by_rank = KeyCondition::partition("pk", "a").sort("rank").eq(1);
    block_on(store.query(Query::new("shop", by_rank).index("by_rank"))).unwrap();
    block_on(store.scan(Scan::new("shop"))).unwrap();
    let expected = [
        line(r#"shop by by_status, status = "paid""#, 0.5, 1.0),
        line(r#"shop by by_status, status = "sent""#, 0.0, 1.0),
        line(r#"shop, pk = "a""#, 1.5, 2.0),
        line(r#"shop, pk = "b""#, 0.0, 1.0),
    ];
    assert_eq!(partitions(&shop), expected, "the scan is nobody's");
}

#[test]
fn the_units_of_many_items_are_divided() {
    let shop = Shop::new();
    let writes = [WriteRequest::Put(order("a", 1)), WriteRequest::Delete(key("b", 1))];
    let table = BatchWrite { table: "shop".into(), requests: writes.into() };
    let batch = BatchWriteItem { tables: vec![table], ..BatchWriteItem::default() };
    block_on(shop.store.batch_write_item(batch)).unwrap();
    let paid = Update::new().set(path("status"), "paid");
    let transaction = TransactWriteItems::of([
        TransactPut::new("shop", order("a", 2)).into(),
        TransactUpdate::new("shop", key("c", 1), paid).into(),
    ]);
    block_on(shop.store.transact_write_items(transaction)).unwrap();
    let expected = [
        line(r#"shop by by_status, status = "paid""#, 0.0, 1.0),
        line(r#"shop, pk = "a""#, 0.0, 3.0),
        line(r#"shop, pk = "b""#, 0.0, 1.0),
        line(r#"shop, pk = "c""#, 0.0, 2.0),
    ];
    assert_eq!(partitions(&shop), expected);
}

#[test]
fn a_partition_is_hot_by_what_it_has_in_one_second() {
    let shop = Shop::new();
    // Three items of 400 KB a second are 1,200 write units.
    let put = |number| block_on(shop.store.put_item(PutItem::new("shop", of_size("a", number, 400 * 1024))));
    put(1).unwrap();
    put(2).unwrap();
    assert!(shop.store.report().hot_partitions().is_empty());
    shop.clock.advance(Duration::from_millis(999));
    put(3).unwrap();
    let hot = shop.store.report().hot_partitions();
    assert_eq!(hot.len(), 1);
    assert_eq!(hot[0].second, SystemTime::UNIX_EPOCH + Duration::from_secs(100));
    assert_eq!(
        (hot[0].cost.writes, hot[0].cost.partition.to_string().as_str()),
        (1_200.0, r#"shop, pk = "a""#)
    );
    let warning = r#"hot partition: shop, pk = "a": 0 read units and 1200 write units in one second;"#;
    assert!(shop.store.report().to_string().contains(warning), "{}", shop.store.report());

    shop.clock.advance(Duration::from_millis(1));
    put(4).unwrap();
    put(5).unwrap();
    assert_eq!(shop.store.report().hot_partitions().len(), 1, "the next second is another one");
}

#[test]
fn reads_make_a_partition_hot_too() {
    let shop = Shop::new();
    block_on(shop.store.put_item(PutItem::new("shop", of_size("a", 1, 400 * 1024)))).unwrap();
    let get = || block_on(shop.store.get_item(GetItem::new("shop", key("a", 1)).consistent()));
    (0..30).for_each(|_| assert!(get().is_ok()));
    assert!(shop.store.report().hot_partitions().is_empty(), "3,000 read units are given");
    get().unwrap();
    assert_eq!(shop.store.report().hot_partitions()[0].cost.reads, 3_100.0);
}

#[test]
fn a_thousand_write_units_in_a_second_are_taken() {
    let shop = Shop::new();
    let put = |number| block_on(shop.store.put_item(PutItem::new("shop", of_size("a", number, 250 * 1024))));
    (0..4).for_each(|number| drop(put(number).unwrap()));
    assert_eq!(shop.store.report().partitions()[0].writes, 1_000.0);
    assert!(shop.store.report().hot_partitions().is_empty());
}

#[test]
fn the_busiest_partition_is_the_first() {
    let shop = Shop::new();
    let put = |pk, kilobytes: usize| {
        block_on(shop.store.put_item(PutItem::new("shop", of_size(pk, 1, kilobytes * 1024)))).unwrap();
    };
    let names = |costs: Vec<PartitionCost>| costs.into_iter().map(|cost| cost.partition.to_string());
    put("a", 1);
    put("b", 3);
    put("c", 2);
    let partitions: Vec<_> = names(shop.store.report().partitions()).collect();
    assert_eq!(partitions, [r#"shop, pk = "b""#, r#"shop, pk = "c""#, r#"shop, pk = "a""#]);
    (0..3).for_each(|_| put("a", 390));
    (0..3).for_each(|_| put("b", 400));
    let hot = shop.store.report().hot_partitions().into_iter().map(|hot| hot.cost).collect();
    assert_eq!(names(hot).collect::<Vec<_>>(), [r#"shop, pk = "b""#, r#"shop, pk = "a""#]);
}

#[test]
fn what_a_query_of_a_global_index_costs_is_not_the_tables() {
    // A store that does not tell how the units are spread.
    let mut told = MockItemStore::new();
    told.expect_query().returning(|_| {
        let consumed = ConsumedCapacity { table_name: "shop".to_owned(), total: 0.5, parts: None };
        Ok(PageOutcome { consumed_capacity: Some(consumed), ..PageOutcome::default() })
    });
    let store = MeteredStore::new(Arc::new(told)).with_schemas([schema()]);
    let query = Query::new("shop", KeyCondition::partition("status", "paid")).index("by_status");
    block_on(store.query(query)).unwrap();
    assert_eq!((store.report().cost().reads, store.report().partitions()), (0.5, Vec::new()));
}
