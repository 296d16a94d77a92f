//! What each fault does.

use super::shop::{Shop, gets, key, kind, puts, thing};
use futures::{FutureExt, executor::block_on};
use std::{
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};
use twintable::{
    CancellationCode, Error, ErrorKind,
    expr::{KeyCondition, Update},
    path,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, ItemStore, PutItem, Query,
        Scan, UpdateItem, WriteRequest,
    },
};
use twintable_testkit::{
    ManualClock, Operation,
    faults::{Fault, FaultPlan, FaultStore},
};

/// A call of every operation, each valid and with something to do.
fn call(store: &FaultStore, operation: Operation) -> Result<(), ErrorKind> {
    block_on(async {
        match operation {
            Operation::GetItem => kind(store.get_item(GetItem::new("stock", key("a"))).await),
            Operation::PutItem => kind(store.put_item(PutItem::new("stock", thing("new"))).await),
            Operation::UpdateItem => {
                let update = Update::new().set("count", 2);
                kind(store.update_item(UpdateItem::new("stock", key("a"), update)).await)
            }
            Operation::DeleteItem => kind(store.delete_item(DeleteItem::new("stock", key("a"))).await),
            Operation::Query => {
                kind(store.query(Query::new("stock", KeyCondition::partition("id", "a"))).await)
            }
            Operation::Scan => kind(store.scan(Scan::new("stock")).await),
            Operation::BatchGetItem => {
                kind(store.batch_get_item(BatchGetItem::of(BatchGet::new("stock", [key("a")]))).await)
            }
            Operation::BatchWriteItem => {
                let put = WriteRequest::Put(thing("new"));
                kind(store.batch_write_item(BatchWriteItem::of(BatchWrite::new("stock", [put]))).await)
            }
            Operation::TransactGetItems => kind(store.transact_get_items(gets(&["a"])).await),
            Operation::TransactWriteItems => kind(store.transact_write_items(puts(&["new"])).await),
        }
    })
}

/// What is stored after a call with a fault, what is stored after it without, and what it gave.
fn outcomes(fault: Fault, operation: Operation) -> (bool, Result<(), ErrorKind>) {
    let shop = Shop::with(FaultPlan::new().with(fault.clone().on(operation)));
    let stored = |shop: &Shop| block_on(shop.memory.scan(Scan::new("stock"))).unwrap().items;
    block_on(shop.memory.put_item(PutItem::new("stock", thing("a")))).unwrap();
    let before = stored(&shop);
    let result = call(&shop.store, operation);
    assert_eq!(shop.faults(), [fault], "{operation}");
    (stored(&shop) != before, result)
}

#[test]
fn an_error_instead_of_a_call_changes_nothing() {
    let faults = [
        (Fault::Throttled, ErrorKind::Throttled),
        (Fault::TimedOutBefore, ErrorKind::TimedOut),
        (Fault::Unavailable, ErrorKind::Backend),
        (Fault::Refused, ErrorKind::Backend),
    ];
    for (fault, kind) in faults {
        for operation in Operation::ALL {
            assert_eq!(outcomes(fault.clone(), operation), (false, Err(kind)), "{operation}: {fault:?}");
        }
    }
}

#[test]
fn a_call_whose_answer_is_lost_is_done() {
    for operation in Operation::ALL {
        let expected = (operation.writes(), Err(ErrorKind::TimedOut));
        assert_eq!(outcomes(Fault::TimedOutAfter, operation), expected, "{operation}");
    }
}

#[test]
fn a_slow_call_is_done() {
    for fault in [Fault::Slow(Duration::from_millis(1)), Fault::SlowAnswer(Duration::from_millis(1))] {
        for operation in Operation::ALL {
            assert_eq!(outcomes(fault.clone(), operation), (operation.writes(), Ok(())), "{operation}");
        }
    }
}

#[test]
fn an_answer_is_lost_whatever_it_says() {
    let shop = Shop::with(FaultPlan::new().with(Fault::TimedOutAfter));
    let impossible = PutItem::new("stock", thing("a")).when(path("id").exists());
    let error = block_on(shop.store.put_item(impossible)).unwrap_err();
    assert!(matches!(error, Error::TimedOut { .. }), "{error:?}");
    assert_eq!(shop.count("stock"), 0);
}

#[test]
fn only_what_may_pass_is_retryable() {
    let is_retryable = |fault: Fault| {
        let shop = Shop::with(FaultPlan::new().with(fault));
        block_on(shop.store.transact_write_items(puts(&["a"]))).unwrap_err().is_retryable()
    };
    for passing in [Fault::Throttled, Fault::Unavailable, Fault::Conflict(0), Fault::ActionThrottled(0)] {
        assert!(is_retryable(passing.clone()), "{passing:?}");
    }
    for other in [Fault::Refused, Fault::TimedOutBefore, Fault::TimedOutAfter] {
        assert!(!is_retryable(other.clone()), "{other:?}");
    }
}

#[test]
fn a_conflict_refuses_the_write_of_one_item() {
    let shop = Shop::with(FaultPlan::new().with(Fault::Conflict(0)));
    let conflict = Err(ErrorKind::Conflict);
    assert_eq!((shop.put("a"), shop.update("a"), shop.delete("a")), (conflict, conflict, conflict));
    assert_eq!(shop.get("a"), Ok(()));
    assert_eq!(shop.count("stock"), 0);
}

/// The codes of the reasons for which a transaction was cancelled.
fn reasons<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<CancellationCode> {
    match result {
        Err(Error::TransactionCancelled { reasons }) => {
            reasons.into_iter().map(|reason| reason.code).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_conflict_cancels_a_transaction_by_one_action() {
    let shop = Shop::with(FaultPlan::new().with(Fault::Conflict(1)));
    let expected = [CancellationCode::None, CancellationCode::TransactionConflict, CancellationCode::None];
    assert_eq!(reasons(block_on(shop.store.transact_write_items(puts(&["a", "b", "c"])))), expected);
    assert_eq!(reasons(block_on(shop.store.transact_get_items(gets(&["a", "b", "c"])))), expected);
    assert_eq!(shop.count("stock"), 0);
}

#[test]
fn a_throttled_action_cancels_its_transaction() {
    let shop = Shop::with(FaultPlan::new().with(Fault::ActionThrottled(0)));
    let expected = [CancellationCode::ThrottlingError, CancellationCode::None];
    assert_eq!(reasons(block_on(shop.store.transact_write_items(puts(&["a", "b"])))), expected);
    assert_eq!(reasons(block_on(shop.store.transact_get_items(gets(&["a", "b"])))), expected);
    assert_eq!(shop.count("stock"), 0);
}

#[test]
fn a_slow_call_goes_on_when_its_timer_says_so() {
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    let hour = Duration::from_hours(1);
    let plan = FaultPlan::new().with(Fault::Slow(hour).anywhere().nth(1)).with(Fault::SlowAnswer(hour));
    let mut shop = Shop::with(plan);
    shop.store = shop.store.with_timer(Arc::new(clock.clone()));
    let mut put = shop.store.put_item(PutItem::new("stock", thing("a")));
    assert!((&mut put).now_or_never().is_none());
    assert_eq!(shop.count("stock"), 0, "it waits before it is done");
    clock.advance(hour);
    assert!((&mut put).now_or_never().is_none());
    assert_eq!(shop.count("stock"), 1, "it waits with its answer");
    clock.advance(hour);
    assert!((&mut put).now_or_never().unwrap().is_ok());
}

#[test]
fn a_slow_call_needs_no_runtime() {
    let wait = Duration::from_millis(20);
    let shop = Shop::with(FaultPlan::new().with(Fault::Slow(wait)));
    let start = Instant::now();
    assert_eq!(shop.put("a"), Ok(()));
    assert!(start.elapsed() >= wait);
}

#[test]
fn a_call_that_is_dropped_while_it_waits_is_not_done() {
    let shop = Shop::with(FaultPlan::new().with(Fault::Slow(Duration::from_millis(1))));
    assert!(shop.store.put_item(PutItem::new("stock", thing("a"))).now_or_never().is_none());
    std::thread::sleep(Duration::from_millis(10));
    assert_eq!(shop.count("stock"), 0);
}

#[test]
fn an_error_ends_a_call_before_its_other_faults() {
    let plan = FaultPlan::new()
        .with(Fault::TimedOutAfter)
        .with(Fault::SlowAnswer(Duration::from_hours(1)))
        .with(Fault::Throttled)
        .with(Fault::Unavailable)
        .with(Fault::Slow(Duration::from_millis(1)));
    let shop = Shop::with(plan);
    assert_eq!(shop.put("a"), Err(ErrorKind::Throttled));
    assert_eq!(shop.faults(), [Fault::Slow(Duration::from_millis(1)), Fault::Throttled]);
}

#[test]
fn an_error_shows_no_keys() {
    for fault in [Fault::Throttled, Fault::TimedOutAfter, Fault::Conflict(0), Fault::Refused] {
        let shop = Shop::with(FaultPlan::new().with(fault));
        let error = block_on(shop.store.put_item(PutItem::new("stock", thing("secret")))).unwrap_err();
        assert!(!format!("{error:?} {error}").contains("secret"));
    }
}
