//! Which calls a rule picks.

use super::shop::{Shop, key, kind, order, order_key, puts, thing};
use futures::executor::block_on;
use twintable::{
    ErrorKind,
    expr::KeyCondition,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, ItemStore, Query, Scan, TransactPut,
        TransactWriteItems, WriteRequest,
    },
};
use twintable_testkit::{
    Operation,
    faults::{Fault, FaultPlan, FaultRule, Injected, Leftovers},
};

const THROTTLED: Result<(), ErrorKind> = Err(ErrorKind::Throttled);

/// Whether each of six puts fails.
fn six_puts(rule: FaultRule) -> [bool; 6] {
    let shop = Shop::with(FaultPlan::new().with(rule));
    std::array::from_fn(|_| shop.put("a").is_err())
}

#[test]
fn a_rule_says_which_of_its_calls() {
    let rule = || Fault::Throttled.on(Operation::PutItem);
    assert_eq!(six_puts(rule()), [true; 6]);
    assert_eq!(six_puts(rule().nth(2)), [false, true, false, false, false, false]);
    assert_eq!(six_puts(rule().first(2)), [true, true, false, false, false, false]);
    assert_eq!(six_puts(rule().starting_at(5)), [false, false, false, false, true, true]);
    assert_eq!(six_puts(rule().nth(0)), [false; 6]);
}

#[test]
fn a_rule_counts_only_the_calls_that_match() {
    let rule = Fault::Throttled.on(Operation::PutItem).table("orders").nth(2);
    let shop = Shop::with(FaultPlan::new().with(rule));
    assert_eq!((shop.put("a"), shop.get("a"), shop.put_order("a", 1)), (Ok(()), Ok(()), Ok(())));
    assert_eq!((shop.put("a"), shop.put_order("a", 2)), (Ok(()), THROTTLED));
    let injected = Injected { call: 5, operation: Operation::PutItem, fault: Fault::Throttled };
    assert_eq!(shop.store.faults_injected(), [injected]);
}

#[test]
fn a_rule_may_be_for_several_operations() {
    let rule = Fault::Throttled.on(Operation::GetItem).on(Operation::DeleteItem);
    let shop = Shop::with(FaultPlan::new().with(rule));
    assert_eq!((shop.put("a"), shop.get("a"), shop.delete("a")), (Ok(()), THROTTLED, THROTTLED));
}

#[test]
fn a_rule_may_be_for_a_key() {
    let shop = Shop::with(FaultPlan::new().with(Fault::Throttled.anywhere().key(order_key("ann", 1))));
    assert_eq!((shop.put_order("ann", 1), shop.put_order("ann", 2)), (THROTTLED, Ok(())));
    assert_eq!(shop.put_order("bob", 1), Ok(()));
    let shop = Shop::with(FaultPlan::new().with(Fault::Throttled.anywhere().key(key("a"))));
    let calls = [shop.put("a"), shop.get("a"), shop.update("a"), shop.delete("a")];
    assert_eq!(calls, [THROTTLED; 4]);
    assert_eq!(shop.put("b"), Ok(()));
}

#[test]
fn the_partition_attribute_stands_for_its_partition() {
    let partition = twintable::PrimaryKey::new("pk", "ann");
    let shop = Shop::with(FaultPlan::new().with(Fault::Throttled.anywhere().key(partition)));
    assert_eq!((shop.put_order("ann", 1), shop.put_order("ann", 2)), (THROTTLED, THROTTLED));
    assert_eq!(shop.put_order("bob", 1), Ok(()));
}

#[test]
fn a_query_has_the_key_that_its_condition_fixes() {
    let throttles = |rule_key, condition: KeyCondition| {
        let shop = Shop::with(FaultPlan::new().with(Fault::Throttled.anywhere().key(rule_key)));
        block_on(shop.store.query(Query::new("orders", condition))).is_err()
    };
    let partition = || KeyCondition::partition("pk", "ann");
    let ann = || twintable::PrimaryKey::new("pk", "ann");
    assert!(throttles(ann(), partition()));
    assert!(throttles(ann(), partition().sort("sk").gt(1)));
    assert!(!throttles(ann(), KeyCondition::partition("pk", "bob")));
    assert!(throttles(order_key("ann", 1), partition().sort("sk").eq(1)));
    assert!(!throttles(order_key("ann", 1), partition().sort("sk").ge(1)));
    assert!(!throttles(order_key("ann", 1), partition()));
}

#[test]
fn a_scan_has_a_table_and_no_key() {
    let scans = |rule: FaultRule| {
        let shop = Shop::with(FaultPlan::new().with(rule));
        block_on(shop.store.scan(Scan::new("stock"))).is_ok()
    };
    assert!(!scans(Fault::Throttled.anywhere().table("stock")));
    assert!(scans(Fault::Throttled.anywhere().table("orders")));
    assert!(scans(Fault::Throttled.anywhere().key(key("a"))));
}

#[test]
fn any_item_of_a_batch_or_transaction_makes_it_match() {
    let rule = || Fault::Throttled.anywhere().table("orders").key(order_key("ann", 2));
    let transaction = |pk, sk| {
        let shop = Shop::with(FaultPlan::new().with(rule()));
        let actions = [
            TransactPut::new("stock", thing("a")).into(),
            TransactPut::new("orders", order("ann", 1)).into(),
            TransactPut::new("orders", order(pk, sk)).into(),
        ];
        block_on(shop.store.transact_write_items(TransactWriteItems::of(actions))).is_err()
    };
    assert!(transaction("ann", 2));
    assert!(!transaction("bob", 2));
    let reads = |keys: &[i64]| {
        let shop = Shop::with(FaultPlan::new().with(rule()));
        let keys = keys.iter().map(|sk| order_key("ann", *sk));
        block_on(shop.store.batch_get_item(BatchGetItem::of(BatchGet::new("orders", keys)))).is_err()
    };
    assert!(reads(&[1, 2]));
    assert!(!reads(&[1, 3]));
}

#[test]
fn the_item_with_the_key_is_in_the_table() {
    // "orders" is named, and the key is, but not together.
    let rule = Fault::Throttled.anywhere().table("orders").key(key("a"));
    let shop = Shop::with(FaultPlan::new().with(rule));
    let tables = vec![
        BatchWrite::new("stock", [WriteRequest::Put(thing("a"))]),
        BatchWrite::new("orders", [WriteRequest::Put(order("ann", 1))]),
    ];
    let batch = BatchWriteItem { tables, ..BatchWriteItem::default() };
    assert!(block_on(shop.store.batch_write_item(batch)).is_ok());
}

#[test]
fn a_fault_does_not_match_where_it_cannot_happen() {
    let cases = [
        Fault::Unprocessed(Leftovers::AllBut(0)),
        Fault::Unprocessed(Leftovers::At(vec![0])),
        Fault::ActionThrottled(0),
        Fault::Conflict(1),
    ];
    for fault in cases {
        let shop = Shop::with(FaultPlan::new().with(fault.anywhere().nth(1)));
        assert_eq!((shop.put("a"), shop.get("a")), (Ok(()), Ok(())));
        assert_eq!(shop.faults(), []);
    }
    // The batch is the first call that counts.
    let fault = Fault::Unprocessed(Leftovers::AllBut(1));
    let shop = Shop::with(FaultPlan::new().with(fault.clone().anywhere().nth(1)));
    let batch = |ids: &[&str]| {
        let puts = ids.iter().map(|id| WriteRequest::Put(thing(id)));
        block_on(shop.store.batch_write_item(BatchWriteItem::of(BatchWrite::new("stock", puts)))).unwrap()
    };
    assert_eq!(shop.put("a"), Ok(()));
    assert!(batch(&["a"]).unprocessed.is_empty(), "it would leave nothing of this one");
    assert!(!batch(&["a", "b"]).unprocessed.is_empty());
    assert_eq!(shop.faults(), [fault]);
}

#[test]
fn an_action_that_a_transaction_lacks_is_in_no_conflict() {
    for fault in [Fault::Conflict(2), Fault::ActionThrottled(2)] {
        let shop = Shop::with(FaultPlan::new().with(fault));
        let transact = |ids: &[&str]| kind(block_on(shop.store.transact_write_items(puts(ids))));
        assert_eq!(transact(&["a", "b"]), Ok(()));
        assert_eq!(transact(&["a", "b", "c"]), Err(ErrorKind::TransactionCancelled));
    }
}

#[test]
fn an_invalid_request_meets_no_fault_and_is_not_counted() {
    let rule = Fault::Unprocessed(Leftovers::AllBut(1)).on(Operation::BatchWriteItem).nth(1);
    let shop = Shop::with(FaultPlan::new().with(rule));
    let batch = |count: i64| {
        let puts = (0..count).map(|sk| WriteRequest::Put(order("ann", sk)));
        block_on(shop.store.batch_write_item(BatchWriteItem::of(BatchWrite::new("orders", puts))))
    };
    // What is left of a batch that is too long must not make it short enough.
    assert_eq!(batch(26).unwrap_err().rule(), Some(twintable::Rule::BatchTooLong));
    assert_eq!(shop.count("orders"), 0);
    assert!(!batch(25).unwrap().unprocessed.is_empty());
}

#[test]
fn the_first_rule_that_fires_wins_and_all_count() {
    let plan = FaultPlan::new()
        .with(Fault::Unavailable.on(Operation::PutItem).nth(2))
        .with(Fault::Throttled.anywhere().first(2));
    let shop = Shop::with(plan);
    assert_eq!([shop.put("a"), shop.put("a"), shop.put("a")], [THROTTLED, Err(ErrorKind::Backend), Ok(())]);
}

#[test]
fn clones_count_together() {
    let shop = Shop::with(FaultPlan::new().with(Fault::Throttled.anywhere().nth(2)));
    let other = Shop { store: shop.store.clone(), memory: shop.memory.clone() };
    assert_eq!((shop.put("a"), other.put("a"), shop.put("a")), (Ok(()), THROTTLED, Ok(())));
    assert_eq!(shop.faults(), [Fault::Throttled]);
}
