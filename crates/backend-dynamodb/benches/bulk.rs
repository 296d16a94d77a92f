//! Loading many entities through the DynamoDB backend into the embedded engine, over HTTP on the loopback interface: one
//! put after another, and many at once with more and more requests in flight.
//!
//! `cargo bench -p twintable-dynamodb --bench bulk` prints the time, the requests and the ratio to the first row of
//! each, and stops where the load at the default is not in as few requests as there can be, or not at least five times
//! as fast. The engine shares the machine's processors with the client.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop where something is wrong")]

#[path = "../tests/embedded/mod.rs"]
mod embedded;
#[path = "../tests/served/mod.rs"]
mod served;

use futures::stream;
use served::Server;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use twintable::{
    batch::{BatchOptions, Progress},
    prelude::*,
    store::TableAdmin,
};
use twintable_dynamodb::DynamoDbStore;

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "order", partition_key = "CUSTOMER#{customer}", sort_key = "ORDER#{id}")]
struct Order {
    customer: u32,
    id: u32,
    status: String,
    total: Number,
    lines: Vec<String>,
}

fn orders(count: u32) -> Vec<Order> {
    let order = |id| Order {
        customer: id % 500,
        id,
        status: "open".to_owned(),
        total: Number::from(id),
        lines: vec!["a line of an order with some words".to_owned(); 3],
    };
    (0..count).map(order).collect()
}

/// An empty table, of a server of its own.
async fn empty_table() -> (DynamoDbStore, Server) {
    let server = Server::start();
    let store = DynamoDbStore::new(server.client(served::http()));
    store.create_table(Order::schema().clone()).await.unwrap();
    (store, server)
}

/// How long a load takes, and how many requests it is.
async fn load(
    orders: Vec<Order>,
    load: impl AsyncFnOnce(&TableRepository<Order>, Vec<Order>) -> usize,
) -> (Duration, usize) {
    let (store, _server) = empty_table().await;
    let repository = store.repository::<Order>();
    // The connections are there before the clock runs.
    repository.get_many([Order::key(0_u32, 0_u32)]).await.unwrap();
    let start = Instant::now();
    let requests = load(&repository, orders).await;
    (start.elapsed(), requests)
}

async fn one_by_one(repository: &TableRepository<Order>, orders: Vec<Order>) -> usize {
    let count = orders.len();
    for order in orders {
        repository.put(order).await.unwrap();
    }
    count
}

async fn many(repository: &TableRepository<Order>, orders: Vec<Order>, concurrency: usize) -> usize {
    let mut requests = 0;
    let counted = |progress: Progress| requests = progress.requests;
    repository.put_many(orders).concurrency(concurrency).on_progress(counted).await.unwrap();
    requests
}

async fn streamed(repository: &TableRepository<Order>, orders: Vec<Order>) -> usize {
    let mut requests = 0;
    let counted = |progress: Progress| requests = progress.requests;
    repository.put_stream(stream::iter(orders)).on_progress(counted).await.unwrap();
    requests
}

async fn created(repository: &TableRepository<Order>, orders: Vec<Order>) -> usize {
    let mut requests = 0;
    let counted = |progress: Progress| requests = progress.requests;
    repository.create_many(orders).on_progress(counted).await.unwrap();
    requests
}

fn print(name: &str, (time, requests): (Duration, usize), alone: Duration) -> f64 {
    let ratio = alone.as_secs_f64() / time.as_secs_f64();
    println!("{name:<34} {:>8.0} ms {requests:>7} requests {ratio:>7.1} x", time.as_secs_f64() * 1000.0);
    ratio
}

fn main() {
    let is_measured = std::env::args().any(|argument| argument == "--bench");
    let count = if is_measured { 10_000 } else { 100 };
    Runtime::new().unwrap().block_on(async {
        let all = orders(count);
        let alone = load(all.clone(), one_by_one).await;
        print("one put after another", alone, alone.0);
        for concurrency in [1, 2, 4, 8, 16, 32] {
            let name = format!("put_many, {concurrency} in flight");
            let outcome = load(all.clone(), async |to, all| many(to, all, concurrency).await).await;
            print(&name, outcome, alone.0);
        }
        let default = load(all.clone(), async |to, all| many(to, all, BatchOptions::CONCURRENCY).await).await;
        let ratio = print(&format!("put_many, default ({})", BatchOptions::CONCURRENCY), default, alone.0);
        print("put_stream, default", load(all.clone(), streamed).await, alone.0);
        print("create_many, default", load(all, created).await, alone.0);
        assert_eq!(default.1, orders(count).len().div_ceil(25), "as few requests as there can be");
        assert!(!is_measured || ratio >= 5.0, "{ratio}");
    });
}
