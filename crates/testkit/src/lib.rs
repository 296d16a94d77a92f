//! Means to test with: backends, and whatever works on one.
//!
//! - For who writes a backend: its [`contract`], as one test for each case, by [`contract_tests!`]; the [simplest
//!   store](model) that keeps it, to read and to compare with; the [generators](strategy) of tables, items,
//!   requests and faults for property tests, and a [state machine](machine) that compares a backend with that store and
//!   leaves a short [`script`] where they differ, printed as a test. Any two stores are [compared](compare) in the same
//!   way.
//! - For who tests what works on a store: a store that [fails by a plan](faults), one that [records](recording) what it
//!   is asked, one that [adds up what it costs](metering), [mocks](mock) that are told what to expect, a
//!   [clock](ManualClock) that a test moves, [fixtures](fixture) to fill a store with, to look into it and to tell what a
//!   test changed, and a checker of [histories](history) of many tasks at once.
//! - For who tests tests: what requests [met and did not meet](coverage).
//!
//! The stores are decorators of any [`ItemStore`](twintable::store::ItemStore), and stand before one another in any
//! order.
//!
//! # Examples
//!
//! ```
//! use futures::executor::block_on;
//! use std::sync::Arc;
//! use twintable::{KeyAttribute, TableSchema, item, store::{ItemStore, PutItem}};
//! use twintable_memory::MemoryStore;
//! use twintable_testkit::{Operation, faults::{Fault, FaultPlan, FaultStore}, recording::RecordingStore};
//!
//! let memory = MemoryStore::with_tables([TableSchema::new("shop", KeyAttribute::string("id"))])?;
//! let plan = FaultPlan::new().with(Fault::Throttled.on(Operation::PutItem).first(2));
//! let store = RecordingStore::new(Arc::new(FaultStore::new(Arc::new(memory), plan)));
//!
//! // What is tested: it tries again.
//! let put = || store.put_item(PutItem::new("shop", item! { "id" => "a" }));
//! while block_on(put()).is_err_and(|error| error.is_retryable()) {}
//! assert_eq!(store.count(Operation::PutItem), 3, "{store}");
//! # Ok::<(), twintable::Error>(())
//! ```

mod call;
mod clock;
mod code;
mod operation;
mod outcome;
mod request;

pub mod compare;
pub mod contract;
pub mod corpus;
pub mod coverage;
pub mod faults;
pub mod fixture;
pub mod history;
pub mod machine;
pub mod metering;
pub mod mock;
pub mod model;
pub mod recording;
pub mod script;
pub mod strategy;

pub use clock::ManualClock;
pub use operation::Operation;
pub use outcome::Outcome;
pub use request::Request;
