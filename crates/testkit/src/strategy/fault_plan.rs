//! Plans of faults.

use crate::{
    Operation,
    faults::{Fault, FaultPlan, FaultRule, Leftovers, When},
};
use proptest::{collection, option, prelude::*, sample::Index};

/// A plan of up to five rules, for any tables and keys. Now and then a fault never stops.
///
/// It shrinks to fewer rules, to earlier and fewer calls, to rules for any operation, and to simpler faults. No call is
/// slow, since how long a test can wait is its own matter: add [`Fault::Slow`] and [`Fault::SlowAnswer`] where they
/// matter.
///
/// # Examples
///
/// ```
/// use proptest::{strategy::{Strategy, ValueTree}, test_runner::TestRunner};
/// use twintable_testkit::strategy;
///
/// let mut runner = TestRunner::deterministic();
/// let plan = strategy::fault_plan().new_tree(&mut runner).map(|tree| tree.current())?;
/// assert!(plan.rules().len() <= 5);
/// # Ok::<(), proptest::test_runner::Reason>(())
/// ```
pub fn fault_plan() -> BoxedStrategy<FaultPlan> {
    collection::vec(fault_rule(), 0..=5).prop_map(FaultPlan::from_iter).boxed()
}

/// A rule of a plan: a fault, any operation or one that the fault can happen to, and which of the calls.
pub fn fault_rule() -> BoxedStrategy<FaultRule> {
    let operation = option::weighted(0.6, any::<Index>());
    (fault(), operation, when())
        .prop_map(|(fault, operation, when)| {
            let possible = Operation::ALL.into_iter().filter(|operation| fault.can_happen_on(*operation));
            let possible: Vec<_> = possible.collect();
            let operations = operation.map(|index| *index.get(&possible)).into_iter().collect();
            FaultRule { operations, when, ..FaultRule::new(fault) }
        })
        .boxed()
}

/// A fault, of any sort but the slow ones.
pub fn fault() -> BoxedStrategy<Fault> {
    prop_oneof![
        3 => Just(Fault::Throttled),
        3 => Just(Fault::TimedOutAfter),
        3 => Just(Fault::TimedOutBefore),
        6 => leftovers().prop_map(Fault::Unprocessed),
        2 => (0_usize..4).prop_map(Fault::Conflict),
        2 => (0_usize..4).prop_map(Fault::ActionThrottled),
        2 => Just(Fault::Unavailable),
        1 => Just(Fault::Refused),
    ]
    .boxed()
}

fn leftovers() -> impl Strategy<Value = Leftovers> {
    prop_oneof![
        3 => (0_usize..26).prop_map(Leftovers::AllBut),
        2 => collection::btree_set(0_usize..30, 1..8).prop_map(|at| Leftovers::At(at.into_iter().collect())),
        2 => (1_u8..=100).prop_map(Leftovers::Percent),
    ]
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        6 => (1_u64..8).prop_map(When::Nth),
        3 => (1_u64..5).prop_map(When::First),
        1 => (1_u64..8).prop_map(When::StartingAt),
        1 => (1_u8..100, 0_u64..1_000).prop_map(|(percent, seed)| When::Percent { percent, seed }),
        1 => Just(When::Every),
    ]
}
