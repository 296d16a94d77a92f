//! Reads of many entities: pages, streams, cursors, parallel scans. Both backends run these tests.

#[path = "reads/between_backends.rs"]
mod between_backends;
#[path = "reads/counts.rs"]
mod counts;
#[path = "reads/cursors.rs"]
mod cursors;
#[path = "reads/endings.rs"]
mod endings;
#[path = "reads/pages.rs"]
mod pages;
#[path = "reads/parallel.rs"]
mod parallel;
#[path = "reads/property.rs"]
mod property;
#[path = "reads/scans.rs"]
mod scans;
#[path = "reads/scoped.rs"]
mod scoped;
#[path = "reads/streams.rs"]
mod streams;

use super::{
    CASES, store_with,
    support::{kind, rule, wait},
};
use futures::StreamExt;
use std::sync::Arc;
use twintable::{
    Cursor, ErrorKind, Rule,
    prelude::*,
    repository::{Page, Stop},
};
use twintable_testkit::{ManualClock, Operation, Request, recording::RecordingStore};

/// An order, in indexes of all kinds.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "reads", partition_key = customer, sort_key = id, query = of_customer)]
#[entity(index(name = "by_status", partition_key = status, sort_key = total))]
#[entity(index(name = "by_total", local, sort_key = total))]
#[entity(index(name = "by_place", partition_key = [status, place], sort_key = [total, day]))]
#[entity(index(name = "by_day", partition_key = status, sort_key = day, projection = keys_only))]
struct Order {
    customer: String,
    id: u32,
    status: String,
    place: String,
    total: u32,
    day: u32,
    note: String,
}

/// Another type, which is in the same table and the same indexes.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "reads", partition_key = customer, sort_key = id, query = of_customer)]
struct Invoice {
    customer: String,
    id: u32,
    status: String,
    place: String,
    total: u32,
    day: u32,
}

/// What a list shows: no attribute of a key.
#[derive(Debug, Clone, PartialEq, Projection)]
#[entity(of = Order)]
struct Line {
    note: String,
}

impl Order {
    /// An order of the customer "c", open, with a total that repeats.
    fn new(id: u32) -> Self {
        Self {
            customer: "c".to_owned(),
            id,
            status: "open".to_owned(),
            place: "bern".to_owned(),
            total: id % 7,
            day: 1000 - id,
            note: format!("note {id}"),
        }
    }
}

impl Invoice {
    fn new(id: u32) -> Self {
        let Order { customer, id, status, place, total, day, note: _ } = Order::new(id);
        Self { customer, id, status, place, total, day }
    }
}

/// A store that records, and a repository over it with these orders and invoices.
async fn shop(
    orders: impl IntoIterator<Item = Order>,
    invoices: impl IntoIterator<Item = Invoice>,
) -> (RecordingStore, TableRepository<Order>) {
    let store = store_with(Order::schema().clone()).await;
    for order in orders {
        store.repository::<Order>().put(order).returning_nothing().await.unwrap();
    }
    for invoice in invoices {
        store.repository::<Invoice>().put(invoice).returning_nothing().await.unwrap();
    }
    let store = RecordingStore::new(Arc::new(store));
    let repository = TableRepository::new(Arc::new(store.clone()));
    (store, repository)
}

/// Orders with these numbers, and an invoice after each.
async fn mixed(ids: impl Iterator<Item = u32> + Clone) -> (RecordingStore, TableRepository<Order>) {
    shop(ids.clone().map(|id| Order::new(2 * id)), ids.map(|id| Invoice::new(2 * id + 1))).await
}

fn ids(orders: &[Order]) -> Vec<u32> {
    orders.iter().map(|order| order.id).collect()
}

/// How many queries and scans were made since this was asked last.
fn requests(store: &RecordingStore) -> usize {
    let is_page = |request: &Request| matches!(request.operation(), Operation::Query | Operation::Scan);
    store.take().iter().filter(|record| is_page(&record.request)).count()
}

/// The limits of the queries and scans since this was asked last.
fn limits(store: &RecordingStore) -> Vec<Option<u32>> {
    let limit = |request| match request {
        Request::Query(query) => Some(query.limit),
        Request::Scan(scan) => Some(scan.limit),
        _ => None,
    };
    store.take().into_iter().filter_map(|record| limit(record.request)).collect()
}
