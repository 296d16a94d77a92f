//! The model as a state machine.

use super::{aimed, state::State};
use crate::strategy::{self, Draft, PutDraft, Step, TableDraft};
use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;
use twintable::store::{ReturnConsumedCapacity, ReturnOld};

/// With fewer items than this, most steps put one.
const FEW: usize = 3;

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
            static STEPS: (BoxedStrategy<Step>, BoxedStrategy<Step>) = (put(), strategy::step());
        }
        let (put, any) = STEPS.with(Clone::clone);
        match aimed::steps(state) {
            _ if state.len() < FEW => prop_oneof![3 => put, 1 => any].boxed(),
            Some(aimed) => prop_oneof![1 => put, 4 => any, 3 => aimed].boxed(),
            None => prop_oneof![1 => put, 4 => any].boxed(),
        }
    }

    fn apply(state: State, step: &Step) -> State {
        state.after(step)
    }
}

/// Puts a valid item, without any option.
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
