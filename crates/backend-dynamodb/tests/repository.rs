//! The typed layer over the DynamoDB backend, on the embedded engine: the same tests as over the memory backend.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::needless_pass_by_value,
    reason = "a test fails by panicking, and looks at one outcome"
)]

#[path = "../../backend-memory/tests/repository/at_once.rs"]
mod at_once;
#[path = "../../backend-memory/tests/repository/batches.rs"]
mod batches;
#[path = "../../backend-memory/tests/repository/cases.rs"]
mod cases;
#[path = "../../backend-memory/tests/repository/changes.rs"]
mod changes;
#[path = "../../backend-memory/tests/repository/deadlines.rs"]
mod deadlines;
mod embedded;
#[path = "../../backend-memory/tests/repository/hooked.rs"]
mod hooked;
#[path = "../../backend-memory/tests/repository/index_keys.rs"]
mod index_keys;
#[path = "../../backend-memory/tests/repository/mixed_batches.rs"]
mod mixed_batches;
#[path = "../../backend-memory/tests/repository/projections.rs"]
mod projections;
#[path = "../../backend-memory/tests/repository/reads.rs"]
mod reads;
#[path = "../../backend-memory/tests/repository/rules.rs"]
mod rules;
#[path = "../../backend-memory/tests/repository/scope.rs"]
mod scope;
#[path = "../../backend-memory/tests/repository/support.rs"]
mod support;
#[path = "../../backend-memory/tests/repository/times.rs"]
mod times;
#[path = "../../backend-memory/tests/repository/transactions.rs"]
mod transactions;
#[path = "../../backend-memory/tests/repository/types.rs"]
mod types;
#[path = "../../backend-memory/tests/repository/unique.rs"]
mod unique;
#[path = "../../backend-memory/tests/repository/unreadable.rs"]
mod unreadable;
#[path = "../../backend-memory/tests/repository/versions.rs"]
mod versions;

use twintable::{TableSchema, store::TableAdmin};
use twintable_dynamodb::DynamoDbStore as Store;

/// How many cases a property has here.
const CASES: u32 = 32;

async fn store_with(schema: TableSchema) -> Store {
    let store = embedded::store();
    store.create_table(schema).await.unwrap();
    store
}
