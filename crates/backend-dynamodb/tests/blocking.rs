//! Blocking calls come to their end wherever they are made, over real HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

#[path = "blocking/cancelled.rs"]
mod cancelled;
#[path = "blocking/contexts.rs"]
mod contexts;
#[path = "blocking/credentials.rs"]
mod credentials;
mod embedded;
#[cfg(feature = "env")]
#[path = "blocking/environment.rs"]
mod environment;
#[path = "blocking/plain_http.rs"]
mod plain_http;
mod served;
#[path = "blocking/shared_pool.rs"]
mod shared_pool;
mod watched;

use twintable::{
    Item, KeyAttribute, PrimaryKey, TableSchema, Wait, item,
    store::{GetItem, GetItemOutcome, ItemStore, PutItem, TableAdmin},
};
use twintable_dynamodb::DynamoDbStore;

/// A server with a table that has an item.
fn shop() -> served::Server {
    let server = served::Server::start();
    let store = DynamoDbStore::new(server.client(served::http()));
    store.create_table(TableSchema::new("shop", KeyAttribute::string("PK"))).wait().unwrap();
    store.put_item(put("a")).wait().unwrap();
    server
}

fn get() -> GetItem {
    GetItem::new("shop", PrimaryKey::new("PK", "a"))
}

fn put(key: &str) -> PutItem {
    PutItem::new("shop", item! { "PK" => key })
}

fn is_there(outcome: Result<GetItemOutcome, twintable::Error>) -> bool {
    outcome.unwrap().item == Some(Item::new().with("PK", "a"))
}
