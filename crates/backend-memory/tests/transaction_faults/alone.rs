//! One transaction, and nobody else.

use super::{
    cases,
    schedule::yielding,
    shop::{self, Ground, Step, items, unit},
};
use futures::task::noop_waker;
use proptest::{collection, option, prelude::*};
use std::{
    future::{Future, IntoFuture},
    pin::pin,
    sync::Arc,
    task::{Context, Poll},
};
use twintable::{CancellationCode, Error, ErrorKind, Transaction, Wait};
use twintable_testkit::{
    faults::{FaultPlan, FaultStore, Rates},
    strategy,
};

/// What an error says, as far as it is the same each time.
fn said(error: &Error) -> (ErrorKind, Vec<CancellationCode>) {
    let mut codes = Vec::new();
    if let Error::TransactionCancelled { reasons } = error {
        codes.extend(reasons.iter().map(|reason| reason.code.clone()));
    }
    (error.kind(), codes)
}

/// Polls a future so often at the most, and drops it then.
fn interrupted<T>(polls: usize, future: impl Future<Output = T>) -> Option<T> {
    let waker = noop_waker();
    let mut future = pin!(future);
    for _ in 0..polls {
        if let Poll::Ready(outcome) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return Some(outcome);
        }
    }
    None
}

fn plan() -> impl Strategy<Value = FaultPlan> {
    let rate = prop_oneof![Just(0.1), Just(0.3), Just(0.6)];
    prop_oneof![
        strategy::fault_plan(),
        (any::<u64>(), rate).prop_map(|(seed, rate)| FaultPlan::seeded(seed, Rates::passing(rate))),
    ]
}

fn check(ground: &Ground, steps: &[Step], plan: FaultPlan, polls: Option<usize>) {
    let transaction = || steps.iter().map(Step::operation).collect::<Transaction>();
    // What it comes to where nothing goes wrong.
    let reference = shop::store(ground);
    let before = items(&reference);
    let expected =
        transaction().commit(&unit(Arc::new(reference.clone()))).wait().map_err(|error| said(&error));
    let after = items(&reference);
    assert!(expected.is_ok() || after == before, "an error, and something was written");

    let store = shop::store(ground);
    let plain = unit(Arc::new(store.clone()));
    let faulty = unit(yielding(Arc::new(FaultStore::new(Arc::new(store.clone()), plan))));
    let value = transaction();
    let commit = value.commit(&faulty).into_future();
    let outcome = interrupted(polls.unwrap_or(usize::MAX), commit);
    let found = items(&store);
    match outcome.map(|outcome| outcome.map_err(|error| error.kind())) {
        Some(Ok(())) => {
            assert!(expected.is_ok(), "done, and it cannot be: {expected:?}");
            assert_eq!(found, after, "done, and not all is there");
        }
        Some(Err(ErrorKind::TimedOut)) | None => {
            assert!(found == before || found == after, "neither all nor nothing: {found:?}");
        }
        Some(Err(kind)) => assert_eq!(found, before, "not done ({kind:?}), and something is there"),
    }

    // Committing the value again resolves it.
    for again in [value.clone(), value] {
        let outcome = again.commit(&plain).wait().map_err(|error| said(&error));
        assert_eq!(outcome, expected);
        assert_eq!(items(&store), after);
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_result_and_the_tables_agree(
        ground in shop::ground(),
        steps in collection::vec(shop::step(), 1..6),
        plan in plan(),
        polls in option::weighted(0.3, 1_usize..30),
    ) {
        check(&ground, &steps, plan, polls);
    }
}
