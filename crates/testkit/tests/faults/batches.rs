//! Items of batches that are left.

use super::shop::{Shop, key, order, order_key, thing};
use futures::executor::block_on;
use twintable::{
    Error, ErrorKind, PrimaryKey,
    expr::Projection,
    path,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, BatchWriteItemOutcome, ItemStore, PutItem,
        ReturnConsumedCapacity, WriteRequest,
    },
};
use twintable_testkit::faults::{Fault, FaultPlan, Leftovers};

fn shop(leftovers: Leftovers) -> Shop {
    Shop::with(FaultPlan::new().with(Fault::Unprocessed(leftovers)))
}

/// Three things and two orders, as positions 0 to 4.
fn batch() -> BatchWriteItem {
    let things = ["a", "b", "c"].map(|id| WriteRequest::Put(thing(id)));
    let orders = [1, 2].map(|sk| WriteRequest::Put(order("ann", sk)));
    let tables = vec![BatchWrite::new("stock", things), BatchWrite::new("orders", orders)];
    BatchWriteItem { tables, ..BatchWriteItem::default() }
}

fn write(shop: &Shop) -> Result<BatchWriteItemOutcome, Error> {
    block_on(shop.store.batch_write_item(batch()))
}

/// The positions that are left of the batch.
fn left_by(leftovers: Leftovers) -> Vec<usize> {
    let shop = shop(leftovers);
    let all: Vec<_> = batch().tables.into_iter().flat_map(|table| table.requests).collect();
    let left: Vec<_> =
        write(&shop).unwrap().unprocessed.into_iter().flat_map(|table| table.requests).collect();
    assert_eq!(shop.count("stock") + shop.count("orders"), all.len() - left.len());
    (0..all.len()).filter(|position| left.contains(&all[*position])).collect()
}

#[test]
fn what_is_left_can_be_said_in_several_ways() {
    assert_eq!(left_by(Leftovers::AllBut(1)), [1, 2, 3, 4]);
    assert_eq!(left_by(Leftovers::AllBut(4)), [4]);
    assert_eq!(left_by(Leftovers::At(vec![3, 0, 99])), [0, 3]);
    assert_eq!(left_by(Leftovers::Percent(1)), [4]);
    assert_eq!(left_by(Leftovers::Percent(50)), [2, 3, 4]);
    assert_eq!(left_by(Leftovers::WithKey(key("b"))), [1]);
    assert_eq!(left_by(Leftovers::WithKey(PrimaryKey::new("pk", "ann"))), [3, 4]);
    assert_eq!(left_by(Leftovers::WithKey(order_key("ann", 2))), [4]);
}

#[test]
fn a_batch_names_what_is_left_by_table() {
    let shop = shop(Leftovers::At(vec![1, 3]));
    let left = vec![
        BatchWrite::new("stock", [WriteRequest::Put(thing("b"))]),
        BatchWrite::new("orders", [WriteRequest::Put(order("ann", 1))]),
    ];
    assert_eq!(write(&shop).unwrap().unprocessed, left);
    assert_eq!((shop.count("stock"), shop.count("orders")), (2, 1));
}

#[test]
fn a_table_of_which_everything_is_left_is_not_written() {
    let shop = shop(Leftovers::AllBut(3));
    let outcome = write(&shop).unwrap();
    assert_eq!(outcome.unprocessed, [batch().tables.remove(1)]);
    assert_eq!((shop.count("stock"), shop.count("orders")), (3, 0));
}

#[test]
fn a_batch_of_which_nothing_is_done_is_throttled() {
    for all in [Leftovers::AllBut(0), Leftovers::Percent(100), Leftovers::At((0..5).collect())] {
        let shop = shop(all);
        assert_eq!(write(&shop).unwrap_err().kind(), ErrorKind::Throttled);
        assert_eq!((shop.count("stock"), shop.count("orders"), shop.faults().len()), (0, 0, 1));
    }
}

#[test]
fn a_batch_of_reads_leaves_keys_with_their_options() {
    let shop = shop(Leftovers::At(vec![0]));
    for id in ["a", "b"] {
        block_on(shop.memory.put_item(PutItem::new("stock", thing(id)))).unwrap();
    }
    let part = BatchGet {
        projection: Some(Projection::of([path("count")])),
        consistent: true,
        ..BatchGet::new("stock", [key("a"), key("b")])
    };
    let outcome = block_on(shop.store.batch_get_item(BatchGetItem::of(part.clone()))).unwrap();
    assert_eq!(outcome.unprocessed, [BatchGet { keys: vec![key("a")], ..part }]);
    let found: Vec<_> = outcome.items.into_iter().flat_map(|(_, items)| items).collect();
    assert_eq!(found, [twintable::item! { "count" => 1 }]);
}

#[test]
fn what_the_store_leaves_by_itself_is_left_too() {
    // 50 items of 400 KB are more than the 16 MB that one answer has.
    let shop = shop(Leftovers::At(vec![0]));
    let keys: Vec<_> = (0..50).map(|number| key(&format!("{number:02}"))).collect();
    for key in &keys {
        let large = key.to_item().with("text", "x".repeat(400_000));
        block_on(shop.memory.put_item(PutItem::new("stock", large))).unwrap();
    }
    let outcome =
        block_on(shop.store.batch_get_item(BatchGetItem::of(BatchGet::new("stock", keys)))).unwrap();
    let [left] = &outcome.unprocessed[..] else { panic!("one entry for the table") };
    let found = outcome.items[0].1.len();
    assert!(left.keys.contains(&key("00")) && left.keys.len() > 1);
    assert_eq!(found + left.keys.len(), 50);
}

#[test]
fn what_is_left_consumes_nothing() {
    let consumed = |plan| {
        let shop = Shop::with(plan);
        let request = BatchWriteItem { return_consumed_capacity: ReturnConsumedCapacity::Total, ..batch() };
        let outcome = block_on(shop.store.batch_write_item(request)).unwrap();
        outcome.consumed_capacity.into_iter().map(|consumed| (consumed.table_name, consumed.total)).collect()
    };
    let all: Vec<(String, f64)> = consumed(FaultPlan::new());
    assert_eq!(all.iter().map(|(_, units)| units).sum::<f64>().to_bits(), 5.0_f64.to_bits());
    let part: Vec<(String, f64)> = consumed(FaultPlan::new().with(Fault::Unprocessed(Leftovers::AllBut(2))));
    assert_eq!(part, [("stock".to_owned(), 2.0)]);
}

#[test]
fn a_batch_can_be_left_in_part_and_lose_its_answer() {
    let plan = FaultPlan::new().with(Fault::TimedOutAfter).with(Fault::Unprocessed(Leftovers::AllBut(2)));
    let shop = Shop::with(plan);
    assert_eq!(write(&shop).unwrap_err().kind(), ErrorKind::TimedOut);
    assert_eq!((shop.count("stock"), shop.count("orders"), shop.faults().len()), (2, 0, 2));
}

#[test]
fn a_call_has_one_fault_of_a_sort() {
    let (first, second) = (Leftovers::AllBut(4), Leftovers::AllBut(1));
    let plan = FaultPlan::new().with(Fault::Unprocessed(first.clone())).with(Fault::Unprocessed(second));
    let shop = Shop::with(plan);
    assert_eq!(write(&shop).unwrap().unprocessed.len(), 1);
    assert_eq!(shop.count("stock") + shop.count("orders"), 4);
    assert_eq!(shop.faults(), [Fault::Unprocessed(first)]);
}
