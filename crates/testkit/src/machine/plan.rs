//! What the machine draws, as a plan.

use super::{reference::Reference, state::State};
use crate::strategy::{Plan, Step};
use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;
use std::{
    ops::RangeInclusive,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

/// A plan of so many steps, at least one, each drawn for what the [model](crate::model) holds before it: a share is aimed at
/// stored values, as updates of elements of one list and comparisons with a value that is there.
///
/// It is what a [`Machine`](super::Machine) draws, for a test that plays plans in its own way. The tables are empty at
/// first.
///
/// # Examples
///
/// ```
/// use proptest::{strategy::{Strategy, ValueTree}, test_runner::TestRunner};
/// use twintable_testkit::machine;
///
/// let plan = machine::plan(1..=24).new_tree(&mut TestRunner::deterministic()).map(|tree| tree.current())?;
/// assert!(plan.seed.is_empty() && (1..=24).contains(&plan.steps.len()));
/// # Ok::<(), proptest::test_runner::Reason>(())
/// ```
pub fn plan(steps: RangeInclusive<usize>) -> BoxedStrategy<Plan> {
    let (least, most) = steps.into_inner();
    let least = least.max(1);
    Reference::sequential_strategy(least..=most.max(least)).prop_map(into_plan).boxed()
}

fn into_plan((state, steps, seen): (State, Vec<Step>, Option<Arc<AtomicUsize>>)) -> Plan {
    // What is not seen is left out before anything else is shrunk; a plan may be played to its end.
    if let Some(seen) = seen {
        seen.store(steps.len(), Ordering::SeqCst);
    }
    Plan { tables: state.into_tables(), seed: Vec::new(), steps }
}
