//! A state machine: random requests of all ten operations, compared with the model after each, and shrunk.
//!
//! A [`Machine`] draws two tables and what is done to them from the generators of [`strategy`](crate::strategy), each step
//! for the state that the [model](crate::model) is in. A store does the same. Where it departs, the case is made as small
//! as it gets, and what is left is a [`Script`](crate::script::Script): a few requests that print as a Rust test.
//!
//! # Examples
//!
//! ```
//! use twintable_memory::MemoryStore;
//! use twintable_testkit::{contract::Ground, machine};
//!
//! machine::check(20, || Ground::new(MemoryStore::new()));
//! ```

mod aimed;
mod failure;
mod plan;
mod reference;
mod search;
mod state;

pub use failure::Failure;
pub use plan::plan;

use crate::contract::Ground;
use std::ops::RangeInclusive;

/// How many cases are drawn, and how long they are.
///
/// # Examples
///
/// A store that is wrong is found, and what is left of the case is short:
///
/// ```
/// use std::sync::Arc;
/// use twintable_testkit::{Operation, contract::Ground, faults::{Fault, FaultPlan, FaultStore}};
/// use twintable_testkit::{machine::Machine, model::ModelStore};
///
/// let failure = Machine::new().cases(100).run(|| {
///     let model = Arc::new(ModelStore::new());
///     let plan = FaultPlan::new().with(Fault::Refused.on(Operation::DeleteItem));
///     Ground::of(Arc::new(FaultStore::new(model.clone(), plan)), model)
/// });
/// let failure = failure.unwrap_err();
/// assert_eq!(failure.script.requests.len(), 1, "{failure}");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a machine does nothing until it is run"]
pub struct Machine {
    cases: u32,
    steps: RangeInclusive<usize>,
    seed: Option<u64>,
}

impl Machine {
    /// 256 cases of up to 24 steps, different ones each time.
    pub const fn new() -> Self {
        Self { cases: 256, steps: 1..=24, seed: None }
    }

    /// Draws so many cases, unless the environment variable `PROPTEST_CASES` says another number.
    pub const fn cases(mut self, cases: u32) -> Self {
        self.cases = cases;
        self
    }

    /// Draws cases with so many steps; at least one is drawn.
    pub fn steps(mut self, steps: RangeInclusive<usize>) -> Self {
        self.steps = steps;
        self
    }

    /// Draws the same cases each time.
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Draws cases, and compares a store with the model. Each case has a ground of its own, made inside a runtime of
    /// tokio; it must have no tables named `main` and `other`, which are deleted after the case.
    ///
    /// # Errors
    ///
    /// The smallest case in which the store departs from the model.
    pub fn run(&self, new_ground: impl Fn() -> Ground + Send) -> Result<(), Box<Failure>> {
        search::search(self, new_ground)
    }

    /// Draws cases as [`run`](Self::run) does.
    ///
    /// # Panics
    ///
    /// Panics where the store departs from the model, with the difference and the script as code.
    #[expect(clippy::panic, reason = "a test fails by panicking")]
    pub fn check(&self, new_ground: impl Fn() -> Ground + Send) {
        if let Err(failure) = self.run(new_ground) {
            panic!("{failure}");
        }
    }
}

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}

/// Draws so many cases and compares a store with the model: [`Machine::check`] with all else as it is by default.
///
/// # Panics
///
/// Panics where the store departs from the model, with the difference and the script as code.
pub fn check(cases: u32, new_ground: impl Fn() -> Ground + Send) {
    Machine::new().cases(cases).check(new_ground);
}
