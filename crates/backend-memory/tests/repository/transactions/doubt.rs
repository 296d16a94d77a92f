//! Answers that do not come: what a transaction's error says is so, and committing the value again resolves it.

use super::{
    super::{
        at_once::AtOnce,
        hooked::{HookedStore, Moment},
        support::{kind, wait},
    },
    Note, Stock, Store, customer, operations, order, shop, stock, store_with,
};
use futures::{FutureExt, future};
use std::{
    future::{IntoFuture, poll_fn},
    sync::Arc,
    task::Poll,
    time::Duration,
};
use twintable::{
    CancellationCode as Code, ErrorKind, Rule, TableUnitOfWork,
    operation::check_exists,
    prelude::*,
    store::{ItemStore, TransactCheck},
};
use twintable_testkit::{
    Operation, Request,
    faults::{Fault, FaultPlan, FaultStore},
    recording::RecordingStore,
};

/// A shop with five of one thing.
fn stocked() -> Store {
    let store = shop();
    wait(store.repository::<Stock>().create(stock("s-1", 5))).unwrap();
    store
}

fn quantity(store: &Store) -> i64 {
    wait(store.repository::<Stock>().get(Stock::key("s-1")).consistent()).unwrap().unwrap().quantity
}

fn take_one() -> Transaction {
    Transaction::new().with(update(Stock::key("s-1")).increment(Stock::QUANTITY, -1))
}

fn unit(store: impl ItemStore + 'static) -> TableUnitOfWork {
    TableUnitOfWork::new(Arc::new(store)).with_timer(Arc::new(AtOnce))
}

/// What a transaction comes to under a plan, and then without it.
fn under(plan: FaultPlan) -> (Result<(), ErrorKind>, i64, Result<(), ErrorKind>, i64) {
    let store = stocked();
    let faulty = unit(FaultStore::new(Arc::new(store.clone()), plan));
    let take = take_one();
    let first = wait(take.commit(&faulty)).map_err(|error| error.kind());
    let then = quantity(&store);
    let second = wait(take.commit(&unit(store.clone()))).map_err(|error| error.kind());
    (first, then, second, quantity(&store))
}

fn lost() -> FaultPlan {
    FaultPlan::new().with(Fault::TimedOutAfter.on(Operation::TransactWriteItems).nth(1))
}

#[test]
fn a_lost_answer_is_asked_for_again() {
    assert_eq!(under(lost()), (Ok(()), 4, Ok(()), 4));
    let never_arrived = FaultPlan::new().with(Fault::TimedOutBefore.on(Operation::TransactWriteItems).nth(1));
    assert_eq!(under(never_arrived), (Ok(()), 4, Ok(()), 4));
}

#[test]
fn what_fails_after_a_lost_answer_does_not_say_that_nothing_happened() {
    for then in [Fault::Throttled, Fault::Conflict(0), Fault::ActionThrottled(0), Fault::Unavailable] {
        let plan = lost().with(then.clone().on(Operation::TransactWriteItems).starting_at(2));
        assert_eq!(under(plan), (Err(ErrorKind::TimedOut), 4, Ok(()), 4), "{then:?}");
    }
    let refused = lost().with(Fault::Refused.on(Operation::TransactWriteItems).nth(2));
    assert_eq!(under(refused), (Err(ErrorKind::TimedOut), 4, Ok(()), 4));
}

#[test]
fn what_fails_when_it_is_committed_again_does_not_say_so_either() {
    let store = stocked();
    let writes = |fault: Fault| fault.on(Operation::TransactWriteItems);
    let plan = FaultPlan::new().with(writes(Fault::TimedOutAfter).first(3));
    let faulty = FaultStore::new(Arc::new(store.clone()), plan);
    let take = take_one();
    assert_eq!(kind(wait(take.commit(&unit(faulty)))), ErrorKind::TimedOut);
    for fault in [Fault::Throttled, Fault::Refused] {
        let faulty = FaultStore::new(Arc::new(store.clone()), FaultPlan::new().with(writes(fault)));
        assert_eq!(kind(wait(take.commit(&unit(faulty)))), ErrorKind::TimedOut);
    }
    wait(take.commit(&store)).unwrap();
    assert_eq!(quantity(&store), 4);
}

#[test]
fn a_definite_failure_is_one_and_the_value_can_be_committed_again() {
    for (fault, outcome) in [
        (Fault::Throttled, ErrorKind::Throttled),
        (Fault::Conflict(0), ErrorKind::TransactionCancelled),
        (Fault::Refused, ErrorKind::Backend),
    ] {
        let plan = FaultPlan::new().with(fault.on(Operation::TransactWriteItems));
        assert_eq!(under(plan), (Err(outcome), 5, Ok(()), 4));
    }
}

#[test]
fn a_conflict_is_tried_again_and_says_what_it_was_about() {
    let conflicts = |first| {
        let fault = Fault::Conflict(0).on(Operation::TransactWriteItems);
        FaultPlan::new().with(fault.first(first))
    };
    assert_eq!(under(conflicts(9)).0, Ok(()));
    let store = stocked();
    let faulty = unit(FaultStore::new(Arc::new(store), conflicts(10)));
    let error = wait(take_one().commit(&faulty)).unwrap_err();
    let (code, about) = operations(&error).remove(0);
    assert_eq!(
        (code, about.entity, about.outcome),
        (Code::TransactionConflict, Some("stock"), Some(ErrorKind::Conflict))
    );
    assert!(error.is_retryable());
}

#[test]
fn a_read_that_meets_a_transaction_is_tried_again() {
    let plan = FaultPlan::new().with(Fault::Conflict(0).on(Operation::TransactGetItems).nth(1));
    let faulty = unit(FaultStore::new(Arc::new(stocked()), plan));
    assert_eq!(wait(faulty.read_together(Stock::key("s-1"))).unwrap().unwrap().quantity, 5);
}

#[test]
fn a_commit_that_is_dropped_on_its_way_is_resolved_by_another() {
    let store = stocked();
    let never = |moment| match moment {
        Moment::After(Operation::TransactWriteItems) => future::pending().boxed(),
        Moment::Before(_) | Moment::After(_) => future::ready(()).boxed(),
    };
    let stuck = HookedStore::new(Arc::new(store.clone()), never);
    let take = take_one();
    // The time limit is over at once.
    assert_eq!(kind(wait(take.commit(&unit(stuck)).timeout(Duration::ZERO))), ErrorKind::TimedOut);
    assert_eq!(quantity(&store), 4);
    wait(take.commit(&store)).unwrap();
    assert_eq!(quantity(&store), 4);
}

#[test]
fn a_copy_of_the_request_that_arrives_late_does_nothing_more() {
    let never_arrived = |first| {
        let fault = Fault::TimedOutBefore.on(Operation::TransactWriteItems);
        FaultPlan::new().with(fault.first(first))
    };
    for lost in [1, 3] {
        let store = stocked();
        let faulty = FaultStore::new(Arc::new(store.clone()), never_arrived(lost));
        let recording = RecordingStore::new(Arc::new(faulty));
        let take = take_one();
        let outcome = wait(take.commit(&unit(recording.clone())));
        assert_eq!(outcome.is_ok(), lost == 1);
        // It was on its way all the time.
        let Some(Request::TransactWrite(late)) = recording.requests().into_iter().next() else {
            unreachable!()
        };
        wait(store.transact_write_items(late)).unwrap();
        assert_eq!(quantity(&store), 4);
        wait(take.commit(&store)).unwrap();
        assert_eq!(quantity(&store), 4);
    }
}

#[test]
fn clones_that_are_committed_at_the_same_time_happen_once() {
    let store = stocked();
    let yields = |_| {
        let mut is_first = true;
        poll_fn(move |context| {
            context.waker().wake_by_ref();
            if std::mem::take(&mut is_first) { Poll::Pending } else { Poll::Ready(()) }
        })
        .boxed()
    };
    let plan = FaultPlan::new().with(Fault::TimedOutAfter.on(Operation::TransactWriteItems).nth(2));
    let slow = HookedStore::new(Arc::new(FaultStore::new(Arc::new(store.clone()), plan)), yields);
    let (unit, take) = (unit(slow), take_one());
    let clones: Vec<_> = (0..4).map(|_| take.clone()).collect();
    let commits = clones.iter().map(|clone| clone.commit(&unit).into_future());
    wait(future::try_join_all(commits)).unwrap();
    assert_eq!(quantity(&store), 4);
}

#[test]
fn a_transaction_stays_in_its_scope() {
    let store = wait(store_with(Note::schema().clone()));
    let of = |tenant: &str| TableUnitOfWork::new(Arc::new(store.clone())).scoped(tenant);
    let write = Transaction::new().with(put(Note { id: "1".into(), text: "a".into() }));
    wait(write.commit(&of("acme"))).unwrap();
    let error = wait(write.commit(&of("other"))).unwrap_err();
    assert_eq!(error.rule(), Some(Rule::KeyScope));
    assert_eq!(wait(of("other").read_together(Note::key("1"))).unwrap(), None);
}

#[test]
fn what_cannot_be_a_transaction_is_not_even_read_for() {
    let recording = RecordingStore::new(Arc::new(shop()));
    let unit = TableUnitOfWork::new(Arc::new(recording.clone()));
    let many: Transaction = (0..101).map(|id| put(customer(&id.to_string(), &id.to_string()))).collect();
    assert_eq!(wait(many.commit(&unit)).unwrap_err().rule(), Some(Rule::TransactionTooLong));
    let [first, second] = ["ann@x", "bob@x"].map(|email| put(customer("c-1", email)));
    let twice = Transaction::new().with(first).with(second);
    assert_eq!(wait(twice.commit(&unit)).unwrap_err().rule(), Some(Rule::TransactionItemTwice));
    let key = super::Customer::key("c-1");
    let raw = TransactCheck::new("shop", key.clone().into_primary_key().unwrap(), path("PK").exists());
    let twice = Transaction::new()
        .with(put(order("o-1")))
        .with(twintable::store::TransactWrite::from(raw))
        .with(update(key).set(super::Customer::EMAIL, "eve@x"));
    assert_eq!(wait(twice.commit(&unit)).unwrap_err().rule(), Some(Rule::TransactionItemTwice));
    let check = Transaction::new().with(check_exists(Stock::key("s-1")));
    assert_eq!(recording.requests(), [], "{recording}");
    assert_eq!(kind(wait(check.commit(&unit))), ErrorKind::TransactionCancelled);
    assert_eq!(recording.count(Operation::TransactWriteItems), 1);
}
