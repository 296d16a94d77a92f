//! The two stores, and what is alike on both.

use crate::embedded;
use twintable::{
    Error, TableSchema,
    store::{ItemStore, TableAdmin},
};
use twintable_dynamodb::DynamoDbStore;
use twintable_memory::MemoryStore;
use twintable_testkit::{Outcome, Request, strategy::Tables};

/// What one store gave, and what the other one gave.
#[derive(Debug, Clone)]
pub(super) struct Both<T> {
    pub(super) memory: T,
    pub(super) engine: T,
}

/// The memory backend, and the DynamoDB backend before the engine.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) memory: MemoryStore,
    pub(super) engine: DynamoDbStore,
    /// The same engine behind a store that knows no tables, so that the engine itself checks what depends on them.
    pub(super) stranger: DynamoDbStore,
}

impl<T: Clone> Both<T> {
    pub(super) fn alike(one: T) -> Self {
        Self { memory: one.clone(), engine: one }
    }
}

impl Pair {
    /// Two stores without tables.
    pub(super) fn new() -> Self {
        let client = embedded::client();
        let (engine, stranger) = (DynamoDbStore::new(client.clone()), DynamoDbStore::new(client));
        Self { memory: MemoryStore::new(), engine, stranger }
    }

    /// Two stores with the same tables.
    pub(super) async fn with_tables(tables: &Tables) -> Self {
        let pair = Self::new();
        for schema in [&tables.main, &tables.other] {
            let created = pair.create(schema).await;
            assert!(created.memory.is_ok() && created.engine.is_ok(), "{created:?}");
        }
        pair
    }

    /// Creates a table on both.
    pub(super) async fn create(&self, schema: &TableSchema) -> Both<Result<TableSchema, Error>> {
        Both {
            memory: self.memory.create_table(schema.clone()).await.map(|table| table.schema),
            engine: self.engine.create_table(schema.clone()).await.map(|table| table.schema),
        }
    }

    /// The stores.
    pub(super) fn stores(&self) -> Both<&dyn ItemStore> {
        Both { memory: &self.memory, engine: &self.engine }
    }

    /// Makes a request of each.
    pub(super) async fn run(&self, requests: Both<Request>) -> Both<Result<Outcome, Error>> {
        Both {
            memory: requests.memory.send(&self.memory).await,
            engine: requests.engine.send(&self.engine).await,
        }
    }
}
