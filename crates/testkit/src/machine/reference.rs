//! The model as a state machine.

use super::state::State;
use crate::strategy::{self, Draft, PutDraft, Step, TableDraft};
use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;
use twintable::store::{ReturnConsumedCapacity, ReturnOld};

/// With fewer items than this, most steps put one.
const FEW: usize = 6;

/// Its transitions are steps rather than requests: a step becomes a request for the state that it meets, also while the
/// tables and the steps before it shrink.
pub(super) struct Reference;

impl ReferenceStateMachine for Reference {
    type State = State;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<State> {
        strategy::tables().prop_map(State::new).boxed()
    }

    fn transitions(state: &State) -> BoxedStrategy<Step> {
        // Made once: to make a strategy takes longer than to draw from it.
        thread_local! {
            static STEPS: (BoxedStrategy<Step>, BoxedStrategy<Step>) = (steps(3), steps(0));
        }
        STEPS.with(|(few, enough)| if state.len() < FEW { few.clone() } else { enough.clone() })
    }

    fn apply(state: State, step: &Step) -> State {
        state.after(step)
    }
}

/// Steps, so many of them for each other one that put an item.
fn steps(puts: u32) -> BoxedStrategy<Step> {
    if puts == 0 { strategy::step() } else { prop_oneof![puts => put(), 1 => strategy::step()].boxed() }
}

fn put() -> BoxedStrategy<Step> {
    strategy::valid_item()
        .prop_map(|item| {
            Step::Request(Box::new(Draft::Put(PutDraft {
                table: TableDraft::Main,
                item,
                condition: None,
                return_values: ReturnOld::None,
                return_on_condition_failure: ReturnOld::None,
                return_consumed_capacity: ReturnConsumedCapacity::None,
            })))
        })
        .boxed()
}
