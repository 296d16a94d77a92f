//! Blocking calls come to their end wherever they are made, over real HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

#[path = "blocking/cancelled.rs"]
mod cancelled;
#[path = "../../backend-memory/tests/blocking/contexts.rs"]
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
#[path = "../../backend-memory/tests/blocking/shop.rs"]
mod shop;
#[path = "../../backend-memory/tests/blocking/watched.rs"]
mod watched;

use twintable::{
    Wait,
    store::{ItemStore, TableAdmin},
};
use twintable_dynamodb::DynamoDbStore as Store;

/// A server with a table that has an item.
fn shop_server() -> served::Server {
    let server = served::Server::start();
    let store = Store::new(server.client(served::http()));
    store.create_table(shop::schema()).wait().unwrap();
    store.put_item(shop::put("a")).wait().unwrap();
    server
}

/// Runs a test with a store that has one item, outside any runtime.
fn with_store(test: impl FnOnce(Store) + Send + 'static) {
    watched::watched(|| {
        let server = shop_server();
        test(Store::new(server.client(served::http())));
    });
}
