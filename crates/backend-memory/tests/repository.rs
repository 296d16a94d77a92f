//! The typed layer over the memory backend.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::needless_pass_by_value,
    reason = "a test fails by panicking, and looks at one outcome"
)]

#[path = "repository/at_once.rs"]
mod at_once;
#[path = "repository/batches.rs"]
mod batches;
#[path = "repository/cases.rs"]
mod cases;
#[path = "repository/changes.rs"]
mod changes;
#[path = "repository/deadlines.rs"]
mod deadlines;
#[path = "repository/hooked.rs"]
mod hooked;
#[path = "repository/index_keys.rs"]
mod index_keys;
#[path = "repository/mixed_batches.rs"]
mod mixed_batches;
#[path = "repository/projections.rs"]
mod projections;
#[path = "repository/reads.rs"]
mod reads;
#[path = "repository/rules.rs"]
mod rules;
#[path = "repository/scope.rs"]
mod scope;
#[path = "repository/support.rs"]
mod support;
#[path = "repository/times.rs"]
mod times;
#[path = "repository/transactions.rs"]
mod transactions;
#[path = "repository/types.rs"]
mod types;
#[path = "repository/unique.rs"]
mod unique;
#[path = "repository/unreadable.rs"]
mod unreadable;
#[path = "repository/versions.rs"]
mod versions;

use twintable::TableSchema;
use twintable_memory::MemoryStore as Store;

/// How many cases a property has here.
const CASES: u32 = 256;

async fn store_with(schema: TableSchema) -> Store {
    Store::with_tables([schema]).unwrap()
}
