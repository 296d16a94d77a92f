//! Plans drawn at random.

use super::play::{Report, play};
use proptest::{
    prelude::*,
    test_runner::{Config, FileFailurePersistence, TestError, TestRunner},
};
use std::{panic::resume_unwind, sync::Mutex, thread};
use tokio::runtime::{Builder, Runtime};
use twintable_testkit::{
    machine,
    strategy::{self, Plan},
};

/// Draws as many plans as `PROPTEST_CASES` says; fewer if it says nothing, so that it does not take long.
pub(super) fn config(cases: u32) -> Config {
    let regressions = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/twins/regressions.txt");
    let mut config = Config {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(regressions))),
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    config
}

pub(super) fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// Values of 32 levels need more stack than a test has, in a build without optimisation.
const STACK: usize = 16 * 1024 * 1024;

/// Does something on a thread with a large stack.
pub(super) fn on_a_large_stack(work: impl FnOnce() + Send + 'static) {
    let working = thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread");
    if let Err(panic) = working.join() {
        resume_unwind(panic);
    }
}

/// Plays plans, and prints what was compared.
fn agree_on(cases: u32, plans: fn() -> BoxedStrategy<Plan>) {
    on_a_large_stack(move || play_all(cases, &plans()));
}

fn play_all(cases: u32, plans: &BoxedStrategy<Plan>) {
    let (runtime, report) = (runtime(), Mutex::new(Report::default()));
    let result = TestRunner::new(config(cases)).run(plans, |plan| {
        let played = runtime.block_on(play(&plan))?;
        report.lock().expect("no other thread").add(played);
        Ok(())
    });
    report.into_inner().expect("no other thread").print();
    match result {
        Ok(()) => {}
        Err(TestError::Abort(reason)) => panic!("{reason}"),
        Err(TestError::Fail(reason, plan)) => panic!("{reason}\n  plan: {plan:?}"),
    }
}

#[test]
fn the_twins_agree_on_plans() {
    agree_on(48, strategy::plan);
}

#[test]
fn the_twins_agree_on_pages() {
    agree_on(32, || strategy::plan_of(8..30, strategy::page_step()));
}

#[test]
fn the_twins_agree_on_writes() {
    agree_on(32, || strategy::plan_of(4..12, strategy::write_step()));
}

#[test]
fn the_twins_agree_on_steps_aimed_at_what_is_stored() {
    agree_on(48, || machine::plan(1..=24));
}
