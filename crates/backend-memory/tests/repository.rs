//! The typed layer over the memory backend.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "repository/cases.rs"]
mod cases;
#[path = "repository/support.rs"]
mod support;
#[path = "repository/versions.rs"]
mod versions;

use twintable::TableSchema;
use twintable_memory::MemoryStore as Store;

async fn store_with(schema: TableSchema) -> Store {
    Store::with_tables([schema]).unwrap()
}
