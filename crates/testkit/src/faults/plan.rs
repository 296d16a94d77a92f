//! Which faults happen.

use super::{Fault, FaultRule, Rates, Seeded};
use crate::call::Parts;
use std::time::Duration;

/// Which faults happen to which calls: rules, or chance from a seed, or both.
///
/// A call can have one fault of each sort: a wait before it is done, an error instead of it, items left unprocessed, a
/// wait for its answer, the loss of its answer. The first rule of a sort that fires wins; chance comes after the rules.
/// So a batch can be left in part and lose its answer. After an error instead of the call, nothing more happens to it.
///
/// `Display` and `Debug` write the plan as the Rust code that makes it: what a failed test prints can be pasted into a
/// new one.
///
/// # Examples
///
/// ```
/// use twintable_testkit::{Operation, faults::{Fault, FaultPlan, Rates}};
///
/// let plan = FaultPlan::new().with(Fault::Throttled.on(Operation::PutItem).table("shop").nth(2));
/// assert_eq!(
///     plan.to_string(),
///     r#"FaultPlan::new().with(Fault::Throttled.on(Operation::PutItem).table("shop").nth(2))"#
/// );
///
/// let plan = FaultPlan::seeded(7, Rates { timed_out_after: 0.25, ..Rates::default() });
/// assert_eq!(
///     plan.to_string(),
///     "FaultPlan::seeded(7, Rates { timed_out_after: 0.25, ..Rates::default() })"
/// );
/// ```
#[derive(Clone, PartialEq, Default)]
#[must_use = "a plan does nothing until a store has it"]
pub struct FaultPlan {
    rules: Vec<FaultRule>,
    seeded: Option<Seeded>,
}

impl FaultPlan {
    /// A plan without faults.
    pub const fn new() -> Self {
        Self { rules: Vec::new(), seeded: None }
    }

    /// Faults by chance. The faults of a call follow from the seed, the number of the call and its request: the same
    /// seed and the same calls in the same order have the same faults, on every machine.
    pub const fn seeded(seed: u64, rates: Rates) -> Self {
        Self { rules: Vec::new(), seeded: Some(Seeded { seed, rates }) }
    }

    /// Adds a rule, after those that are there.
    pub fn with(mut self, rule: impl Into<FaultRule>) -> Self {
        self.rules.push(rule.into());
        self
    }

    /// The rules, in their order.
    pub fn rules(&self) -> &[FaultRule] {
        &self.rules
    }

    /// The seed and the rates of what happens by chance.
    pub const fn chance(&self) -> Option<(u64, &Rates)> {
        match &self.seeded {
            Some(Seeded { seed, rates }) => Some((*seed, rates)),
            None => None,
        }
    }

    /// Whether a rule has a window of time.
    pub(super) fn asks_the_time(&self) -> bool {
        self.rules.iter().any(|rule| rule.window.is_some())
    }

    /// The faults that happen to the call with this number, made so long after the store was, in the order in which
    /// they do; `counts` has the calls that matched each rule so far.
    pub(super) fn faults(
        &self,
        request: &dyn Parts,
        call: u64,
        age: Duration,
        counts: &mut [u64],
    ) -> Vec<Fault> {
        let mut faults: Vec<Fault> = Vec::new();
        let mut add = |fault: Fault| {
            if faults.iter().all(|other| other.stage() != fault.stage()) {
                faults.push(fault);
            }
        };
        for (rule, count) in self.rules.iter().zip(counts) {
            if rule.matches(request, age) {
                *count += 1;
                if rule.when.includes(*count) {
                    add(rule.fault.clone());
                }
            }
        }
        if let Some(seeded) = &self.seeded {
            seeded.draw(request, call).into_iter().for_each(add);
        }
        faults.sort_by_key(Fault::stage);
        if let Some(end) = faults.iter().position(Fault::ends_the_call) {
            faults.truncate(end + 1);
        }
        faults
    }
}

impl FromIterator<FaultRule> for FaultPlan {
    fn from_iter<I: IntoIterator<Item = FaultRule>>(rules: I) -> Self {
        Self { rules: rules.into_iter().collect(), seeded: None }
    }
}
