//! Faults on purpose: a store that throttles, leaves items of a batch, loses answers, is slow, by a plan.
//!
//! What retries, resumes or cleans up after a failure is tested with a [`FaultStore`] between it and the store that it
//! works on. The plan is a list of rules for what a test is about,
//!
//! ```
//! use twintable::PrimaryKey;
//! use twintable_testkit::{Operation, faults::{Fault, FaultPlan, Leftovers}};
//!
//! // The second batch leaves all but ten writes; whatever touches one partition is not answered, but done.
//! let plan = FaultPlan::new()
//!     .with(Fault::Unprocessed(Leftovers::AllBut(10)).on(Operation::BatchWriteItem).nth(2))
//!     .with(Fault::TimedOutAfter.anywhere().table("shop").key(PrimaryKey::new("pk", "ORDER#1")));
//! assert_eq!(plan.rules().len(), 2);
//! ```
//!
//! or a seed and rates for what must hold whatever happens ([`FaultPlan::seeded`]); property tests draw plans with
//! [`strategy::fault_plan`](crate::strategy::fault_plan). Either way the plan prints as the code that makes it, and the
//! same calls in the same order meet the same faults. (Calls that run at the same time come in an order that the
//! runtime decides.) Look at [`FaultStore::faults_injected`] to see that a plan did something.

mod chance;
mod code;
mod fault;
mod plan;
mod rule;
mod store;

pub use chance::Rates;
pub use fault::{Fault, Leftovers};
pub use plan::FaultPlan;
pub use rule::{FaultRule, When};
pub use store::{FaultStore, Injected};

use chance::Seeded;
