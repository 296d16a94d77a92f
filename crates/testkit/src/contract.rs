//! The contract of a backend: what every store of items does, as cases with names.
//!
//! Each case is one rule of the data model, shown on a backend by requests and their outcomes. A backend's
//! tests run all of them, each as a test of its own:
//!
//! ```
//! //! tests/contract.rs
//! # use twintable_testkit::model::ModelStore as MyStore;
//! fn ground() -> twintable_testkit::contract::Ground {
//!     twintable_testkit::contract::Ground::new(MyStore::new())
//! }
//!
//! twintable_testkit::contract_tests!(crate::ground);
//! # fn main() {}
//! ```
//!
//! A case asserts outcomes and kinds of errors, and the broken rule where the shared validation finds it. It
//! never asserts the text of a message.
//!
//! A backend that departs from some cases [names them](Ground::excluding), each with its reason. They still run, and must
//! fail.
//!
//! A rule is added as a function in the file of its group and a line in the list of cases: a case that is not
//! listed fails a test of this crate.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a case fails by panicking: that is what a test is"
)]

mod add_updates;
mod batch_gets;
mod batch_writes;
mod cancellations;
mod cases;
mod comparisons;
mod concurrency;
mod conditions;
mod delete_updates;
mod errors;
mod functions;
mod global_indexes;
mod ground;
mod index_capacity;
mod index_writes;
mod key_conditions;
mod keys;
mod limits;
mod local_indexes;
mod logic;
mod missing;
mod multi_attribute_indexes;
mod numbers;
mod ordering;
mod pages;
mod paths;
mod projections;
mod queries;
mod read_capacity;
mod remove_updates;
mod returned_values;
mod run;
mod scans;
mod schemas;
mod set_updates;
mod tables;
mod tokens;
mod transact_gets;
mod transactions;
mod update_paths;
mod upserts;
mod values;
mod write_capacity;

pub use cases::{CASES, Case};
pub use ground::Ground;
pub use run::{check_exclusions, run};

pub(crate) use run::runtime;

use twintable::{Number, PrimaryKey, Value};

/// The key of a table with the text `pk` as its key.
fn key(pk: &str) -> PrimaryKey {
    PrimaryKey::new("pk", pk)
}

/// The key of a table with the texts `pk` and `sk` as its key.
fn keys(pk: &str, sk: &str) -> PrimaryKey {
    PrimaryKey::new("pk", pk).sort("sk", sk)
}

fn number(text: impl AsRef<str>) -> Number {
    text.as_ref().parse().expect("a number")
}

/// A value of each of the ten types, the text first.
fn one_of_each_type() -> [Value; 10] {
    [
        "text".into(),
        12.into(),
        Value::binary([0, 255]),
        true.into(),
        Value::Null,
        Value::list([Value::from(1), "two".into()]),
        Value::map([("a", 1)]),
        Value::string_set(["a", "b"]),
        Value::number_set([1, 2]),
        Value::binary_set([[0], [255]]),
    ]
}

#[cfg(test)]
mod tests;
