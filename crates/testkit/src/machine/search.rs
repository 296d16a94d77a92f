//! The search for a case in which a store departs from the model.

use super::{Failure, Machine, reference::Reference, state::State};
use crate::{
    contract::{Ground, runtime},
    script::{Difference, Script},
    strategy::Step,
};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use proptest_state_machine::ReferenceStateMachine;
use std::{panic::resume_unwind, sync::atomic::Ordering, thread};

/// Values of 32 levels need more stack than a test has, in a build without optimisation.
const STACK: usize = 16 * 1024 * 1024;

pub(super) fn search(machine: &Machine, new_ground: impl Fn() -> Ground + Send) -> Result<(), Box<Failure>> {
    thread::scope(|scope| {
        let work = move || on_this_thread(machine, &new_ground);
        let searching = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        #[expect(clippy::expect_used, reason = "a test without threads fails")]
        searching.expect("a thread starts").join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

#[expect(clippy::panic, reason = "a test fails by panicking")]
fn on_this_thread(machine: &Machine, new_ground: &impl Fn() -> Ground) -> Result<(), Box<Failure>> {
    let runtime = runtime();
    let run = |script: &Script, tell: &dyn Fn(usize)| {
        runtime.block_on(async { script.run_telling(&new_ground(), tell).await })
    };
    let strategy = Reference::sequential_strategy(machine.steps.clone());
    let result = runner(machine).run(&strategy, |(state, steps, seen)| {
        let (script, step_of) = script(state, &steps);
        let tell = |request: usize| {
            // What comes after a step that was not reached is not looked at again.
            if let (Some(seen), Some(step)) = (&seen, step_of.get(request)) {
                seen.store(step + 1, Ordering::SeqCst);
            }
        };
        let result = run(&script, &tell);
        if let (Some(seen), Ok(()) | Err(Difference { request: None, .. })) = (&seen, &result) {
            seen.store(steps.len(), Ordering::SeqCst);
        }
        result.map_err(|difference| TestCaseError::fail(difference.to_string()))
    });
    match result {
        Ok(()) => Ok(()),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
        Err(TestError::Fail(reason, (state, steps, _))) => {
            let script = script(state, &steps).0.shortened(|script| run(script, &|_| {}).is_err());
            let difference = match run(&script, &|_| {}) {
                Err(difference) => difference,
                // It is not the same each time.
                Ok(()) => Difference { request: None, what: reason.to_string() },
            };
            Err(Box::new(Failure { script, difference }))
        }
    }
}

/// The requests of some steps, and the step of each request.
fn script(state: State, steps: &[Step]) -> (Script, Vec<usize>) {
    let (mut state, mut step_of) = (state, Vec::new());
    for (position, step) in steps.iter().enumerate() {
        let before = state.requests();
        state = state.after(step);
        step_of.resize(step_of.len() + state.requests() - before, position);
    }
    (state.into_script(), step_of)
}

fn runner(machine: &Machine) -> TestRunner {
    let mut config = Config { failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = machine.cases;
    }
    match machine.seed {
        None => TestRunner::new(config),
        Some(seed) => {
            let mut bytes = [0; 32];
            bytes.iter_mut().zip(seed.to_le_bytes()).for_each(|(byte, of_seed)| *byte = of_seed);
            TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
        }
    }
}
