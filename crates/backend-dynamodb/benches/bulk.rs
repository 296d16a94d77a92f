//! Loading 10,000 entities over loopback HTTP into the embedded engine: as a batch, and one put after another.
//!
//! `cargo bench -p twintable-dynamodb --bench bulk` prints both times, their ratio and the number of requests.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop where something is wrong")]

#[path = "../tests/embedded/mod.rs"]
mod embedded;
#[path = "../tests/served/mod.rs"]
mod served;

use served::Server;
use std::time::{Duration, Instant};
use twintable::{batch::BatchOptions, prelude::*, store::TableAdmin};
use twintable_dynamodb::DynamoDbStore;

const ENTITIES: u32 = 10_000;

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "readings", partition_key = "SENSOR#{sensor}", sort_key = taken_at)]
struct Reading {
    sensor: u32,
    taken_at: u32,
    celsius: Number,
    note: String,
}

fn readings() -> Vec<Reading> {
    let reading = |line| Reading {
        sensor: line % 97,
        taken_at: line,
        celsius: Number::from(line % 50),
        note: "as it was read from the file".to_owned(),
    };
    (0..ENTITIES).map(reading).collect()
}

async fn repository(server: &Server) -> TableRepository<Reading> {
    let store = DynamoDbStore::new(server.client(served::http()));
    store.create_table(Reading::schema().clone()).await.unwrap();
    store.repository()
}

/// The time that a batch takes, and its requests.
async fn batch(concurrency: usize) -> (Duration, usize) {
    let server = Server::start();
    let readings_of = repository(&server).await;
    let (entities, mut requests) = (readings(), 0);
    let start = Instant::now();
    let load = readings_of.put_many(entities).concurrency(concurrency);
    load.on_progress(|progress| requests = progress.requests).await.unwrap();
    let time = start.elapsed();
    assert_eq!(readings_of.scan().count().await.unwrap(), ENTITIES as usize);
    (time, requests)
}

async fn one_after_another() -> Duration {
    let server = Server::start();
    let readings_of = repository(&server).await;
    let entities = readings();
    let start = Instant::now();
    for entity in entities {
        readings_of.put(entity).returning_nothing().await.unwrap();
    }
    start.elapsed()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let single = one_after_another().await;
    println!("{ENTITIES} puts, one after another: {single:.2?}");
    for concurrency in [1, 2, 4, BatchOptions::CONCURRENCY, 16] {
        let (time, requests) = batch(concurrency).await;
        let ratio = single.as_secs_f64() / time.as_secs_f64();
        let mark = if concurrency == BatchOptions::CONCURRENCY { " (the default)" } else { "" };
        println!(
            "put_many, {concurrency} at a time{mark}: {time:.2?} in {requests} requests, {ratio:.1}x as fast"
        );
        assert_eq!(requests, (ENTITIES as usize).div_ceil(25), "a request has 25 writes");
    }
}
