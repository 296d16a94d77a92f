//! Defects of two systems of other languages that this one set out to beat, each as a test that passes here, over the
//! memory backend.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "repository/at_once.rs"]
mod at_once;
#[path = "beaten/chainsaws.rs"]
mod chainsaws;
#[path = "beaten/dynantic.rs"]
mod dynantic;

use twintable::TableSchema;
use twintable_memory::MemoryStore as Store;

async fn store_with(schema: &TableSchema) -> Store {
    Store::with_tables([schema.clone()]).unwrap()
}
