//! The typed layer over the DynamoDB backend, on the embedded engine: the same tests as over the memory backend.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../backend-memory/tests/repository/cases.rs"]
mod cases;
mod embedded;

use twintable::{TableSchema, store::TableAdmin};
use twintable_dynamodb::DynamoDbStore as Store;

async fn store_with(schema: TableSchema) -> Store {
    let store = embedded::store();
    store.create_table(schema).await.unwrap();
    store
}
