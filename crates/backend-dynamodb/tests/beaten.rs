//! Defects of two systems of other languages that this one set out to beat, each as a test that passes here, over the
//! DynamoDB backend on the embedded engine: the same tests as over the memory backend.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../backend-memory/tests/repository/at_once.rs"]
mod at_once;
#[path = "../../backend-memory/tests/beaten/chainsaws.rs"]
mod chainsaws;
#[path = "../../backend-memory/tests/beaten/dynantic.rs"]
mod dynantic;
mod embedded;

use twintable::{TableSchema, store::TableAdmin};
use twintable_dynamodb::DynamoDbStore as Store;

async fn store_with(schema: &TableSchema) -> Store {
    let store = embedded::store();
    store.create_table(schema.clone()).await.unwrap();
    store
}
