//! Sums of units.

use super::shop::{Shop, key, of_size, order};
use futures::{FutureExt, executor::block_on};
use std::time::Duration;
use twintable::{
    Error, ErrorKind, TableSchema,
    expr::{KeyCondition, Update},
    path,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, ConsumedCapacity, DeleteItem, GetItem, ItemStore,
        PutItem, Query, ReturnConsumedCapacity, ReturnOld, Scan, TransactGet, TransactGetItems, TransactPut,
        TransactWriteItems, UpdateItem, WriteRequest,
    },
};
use twintable_testkit::{
    Operation,
    faults::{Fault, FaultPlan, Leftovers},
    metering::Cost,
};

/// The units of what a call asks, read and write.
fn units<T>(shop: &Shop, call: impl Future<Output = Result<T, Error>>) -> (f64, f64) {
    let start = shop.store.mark();
    block_on(call).map(drop).unwrap();
    let cost = shop.store.report_since(&start).cost();
    assert_eq!(cost.requests, 1);
    (cost.reads, cost.writes)
}

#[test]
fn every_operation_is_metered() {
    let shop = Shop::new();
    let store = &shop.store;
    let key_condition = || KeyCondition::partition("pk", "a");
    assert_eq!(units(&shop, store.put_item(PutItem::new("shop", of_size("a", 1, 1_025)))), (0.0, 2.0));
    let add = UpdateItem::new("shop", key("a", 2), Update::new().set(path("rank"), 1));
    assert_eq!(units(&shop, store.update_item(add)), (0.0, 2.0), "the table and the local index");
    assert_eq!(units(&shop, store.get_item(GetItem::new("shop", key("a", 1)))), (0.5, 0.0));
    assert_eq!(units(&shop, store.query(Query::new("shop", key_condition()))), (0.5, 0.0));
    assert_eq!(units(&shop, store.scan(Scan::new("shop"))), (0.5, 0.0));
    let keys = BatchGet { consistent: true, ..BatchGet::new("shop", [key("a", 1), key("x", 1)]) };
    assert_eq!(units(&shop, store.batch_get_item(BatchGetItem::of(keys))), (2.0, 0.0));
    let writes = [WriteRequest::Put(order("b", 1)), WriteRequest::Delete(key("a", 1))];
    let writes = BatchWriteItem {
        tables: vec![BatchWrite { table: "shop".into(), requests: writes.into() }],
        ..BatchWriteItem::default()
    };
    assert_eq!(units(&shop, store.batch_write_item(writes)), (0.0, 3.0));
    let gets = TransactGetItems { gets: vec![TransactGet::new("shop", key("b", 1))], ..Default::default() };
    assert_eq!(units(&shop, store.transact_get_items(gets)), (2.0, 0.0));
    let put = TransactPut::new("shop", order("c", 1)).into();
    assert_eq!(units(&shop, store.transact_write_items(TransactWriteItems::of([put]))), (0.0, 2.0));
    assert_eq!(units(&shop, store.delete_item(DeleteItem::new("shop", key("b", 1)))), (0.0, 1.0));
}

#[test]
fn callers_get_what_they_asked_for() {
    let shop = Shop::new();
    let asking = |asked| GetItem { return_consumed_capacity: asked, ..GetItem::new("shop", key("a", 1)) };
    let answer = |asked| block_on(shop.store.get_item(asking(asked))).unwrap().consumed_capacity;
    assert_eq!(answer(ReturnConsumedCapacity::None), None);
    let total = ConsumedCapacity { table_name: "shop".to_owned(), total: 0.5, parts: None };
    assert_eq!(answer(ReturnConsumedCapacity::Total), Some(total));
    assert!(answer(ReturnConsumedCapacity::Indexes).unwrap().parts.is_some());
    assert_eq!(shop.store.report().cost().reads, 1.5);
}

#[test]
fn a_failed_condition_is_charged_for_the_item_as_it_is() {
    let shop = Shop::new();
    let failing = |pk: &str, current| {
        let put = PutItem {
            return_on_condition_failure: current,
            ..PutItem::new("shop", order(pk, 1)).when(path("no").exists())
        };
        block_on(shop.store.put_item(put)).unwrap_err()
    };
    block_on(shop.store.put_item(PutItem::new("shop", of_size("a", 1, 3_000)))).unwrap();
    let start = shop.store.mark();
    assert!(matches!(failing("a", ReturnOld::None), Error::ConditionFailed { current: None }));
    assert!(matches!(failing("a", ReturnOld::AllOld), Error::ConditionFailed { current: Some(_) }));
    assert!(matches!(failing("b", ReturnOld::AllOld), Error::ConditionFailed { current: None }));
    let Cost { writes, failed, unpriced, .. } = shop.store.report_since(&start).cost();
    assert_eq!((writes, failed, unpriced), (7.0, 3, 0));
}

#[test]
fn what_nobody_tells_the_price_of_is_counted() {
    let plan = FaultPlan::new()
        .with(Fault::Throttled.anywhere().nth(1))
        .with(Fault::TimedOutAfter.anywhere().nth(2))
        .with(Fault::Slow(Duration::from_mins(1)).anywhere().nth(3));
    let shop = Shop::with(plan);
    let get = || shop.store.get_item(GetItem::new("shop", key("a", 1)));
    assert_eq!(block_on(get()).unwrap_err().kind(), ErrorKind::Throttled);
    assert_eq!(block_on(get()).unwrap_err().kind(), ErrorKind::TimedOut);
    assert!(get().now_or_never().is_none(), "dropped");
    let Cost { reads, requests, failed, unpriced, .. } = shop.store.report().cost();
    assert_eq!((reads, requests, failed, unpriced), (0.0, 3, 3, 2));
}

#[test]
fn a_transaction_done_before_only_reads() {
    let shop = Shop::new();
    let write = || TransactWriteItems {
        client_request_token: Some("token".to_owned()),
        ..TransactWriteItems::of([TransactPut::new("shop", order("a", 1)).into()])
    };
    assert_eq!(units(&shop, shop.store.transact_write_items(write())), (0.0, 2.0));
    let (reads, writes) = units(&shop, shop.store.transact_write_items(write()));
    assert_eq!((reads > 0.0, writes), (true, 0.0));
}

#[test]
fn items_are_counted_before_and_after_the_filter() {
    let shop = Shop::new();
    for number in 0..10 {
        block_on(shop.store.put_item(PutItem::new("shop", order("a", number)))).unwrap();
    }
    let query = Query::new("shop", KeyCondition::partition("pk", "a")).filter(path("sk2").exists());
    block_on(shop.store.query(query)).unwrap();
    let Cost { items, scanned, .. } = shop.store.report().cost();
    assert_eq!((items, scanned), (0, 10));
    let pattern = &shop.store.report().patterns()[1].pattern;
    assert_eq!(pattern.to_string(), "Query of shop: pk =, filtered");
}

#[test]
fn tables_are_told_apart_without_their_schemas() {
    // A schema that says another table's keys changes no sum.
    let shop = Shop::new();
    let other = TableSchema::new("other", twintable::KeyAttribute::string("id"));
    let store = shop.store.clone().with_schemas([other]);
    block_on(store.put_item(PutItem::new("shop", order("a", 1)))).unwrap();
    assert_eq!(store.report().cost().writes, 1.0);
    assert_eq!(store.report().partitions(), []);
}

#[test]
fn items_of_reads_by_key_are_counted() {
    let plan = FaultPlan::new().with(Fault::Unprocessed(Leftovers::AllBut(2)).on(Operation::BatchGetItem));
    let shop = Shop::with(plan);
    block_on(shop.store.put_item(PutItem::new("shop", order("a", 1)))).unwrap();
    let keys = || [key("a", 1), key("x", 1), key("y", 1)];
    let counted = |call: &dyn Fn() -> Result<(), Error>| {
        let start = shop.store.mark();
        call().unwrap();
        let Cost { items, scanned, .. } = shop.store.report_since(&start).cost();
        (items, scanned)
    };
    let get = |pk: &'static str| {
        let shop = &shop;
        move || block_on(shop.store.get_item(GetItem::new("shop", key(pk, 1)))).map(drop)
    };
    assert_eq!((counted(&get("a")), counted(&get("x"))), ((1, 1), (0, 1)));
    let batch =
        || block_on(shop.store.batch_get_item(BatchGetItem::of(BatchGet::new("shop", keys())))).map(drop);
    assert_eq!(counted(&batch), (1, 2), "what is left for later is not read");
    let gets = keys().map(|key| TransactGet::new("shop", key)).into();
    let gets = TransactGetItems { gets, ..TransactGetItems::default() };
    assert_eq!(counted(&|| block_on(shop.store.transact_get_items(gets.clone())).map(drop)), (1, 3));
}

#[test]
fn every_failure_that_may_have_a_price_is_counted() {
    let plan = FaultPlan::new()
        .with(Fault::Unavailable.on(Operation::PutItem))
        .with(Fault::Conflict(0).on(Operation::TransactWriteItems));
    let shop = Shop::with(plan);
    block_on(shop.store.put_item(PutItem::new("shop", order("a", 1)))).unwrap_err();
    assert_eq!(shop.store.report().cost().unpriced, 1);
    let put = TransactPut::new("shop", order("a", 1)).into();
    block_on(shop.store.transact_write_items(TransactWriteItems::of([put]))).unwrap_err();
    assert_eq!(shop.store.report().cost().unpriced, 2);
}

#[test]
fn patterns_are_reported_the_dearest_first() {
    let shop = Shop::new();
    block_on(shop.store.get_item(GetItem::new("shop", key("a", 1)))).unwrap();
    block_on(shop.store.delete_item(DeleteItem::new("shop", key("a", 1)))).unwrap();
    block_on(shop.store.put_item(PutItem::new("shop", of_size("a", 1, 3_000)))).unwrap();
    let patterns = shop.store.report().patterns();
    let operations: Vec<_> = patterns.iter().map(|cost| cost.pattern.operation).collect();
    assert_eq!(operations, [Operation::PutItem, Operation::DeleteItem, Operation::GetItem]);
}
