//! How many blocks of memory the hot paths ask for at most: a number that is the same on every machine, unlike time.
//! Whoever needs fewer lowers the limit, so that what was won is not lost again unnoticed.

#![allow(clippy::expect_used, reason = "a test")]

use futures::FutureExt;
use std::sync::Arc;
use twintable::prelude::*;
use twintable_memory::MemoryStore;

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{customer_id}", sort_key = "ORDER#{order_id}")]
struct Order {
    customer_id: String,
    order_id: String,
    status: String,
    note: Option<String>,
    total: Number,
    lines: u32,
}

fn order(number: usize) -> Order {
    Order {
        customer_id: "c-1".to_owned(),
        order_id: format!("{number:04}"),
        status: "open".to_owned(),
        note: Some("to be left with the neighbours".to_owned()),
        total: 250.into(),
        lines: 3,
    }
}

fn orders() -> TableRepository<Order> {
    let store = MemoryStore::with_tables([Order::schema().clone()]).expect("a sound schema");
    let orders = TableRepository::new(Arc::new(store));
    for number in 0..100 {
        now(orders.put(order(number)).into_future());
    }
    orders
}

fn now<T>(answer: impl Future<Output = Result<T, Error>>) -> T {
    answer.now_or_never().expect("an answer at once").expect("a success")
}

/// Counts the blocks that a call asks for, once it was done before.
#[track_caller]
fn assert_allocations(limit: u64, mut call: impl FnMut()) {
    call();
    let counted = allocation_counter::measure(&mut call).count_total;
    assert!(counted <= limit, "{counted} blocks, where {limit} were enough");
}

#[test]
fn a_get() {
    let orders = orders();
    assert_allocations(11, || drop(now(orders.get(Order::key("c-1", "0042")).into_future())));
}

#[test]
fn a_put() {
    let orders = orders();
    assert_allocations(16, || drop(now(orders.put(order(42)).into_future())));
}

#[test]
fn an_update_under_a_condition() {
    let orders = orders();
    assert_allocations(27, || {
        let update =
            orders.update(Order::key("c-1", "0042")).set(Order::STATUS, "paid").increment(Order::LINES, 1);
        drop(now(update.when(Order::TOTAL.ge(100)).into_future()));
    });
}

#[test]
fn a_query_of_20() {
    let orders = orders();
    assert_allocations(158, || {
        let found = now(orders.query(Order::partition("c-1")).limit(20).page().into_future());
        assert_eq!(found.items.len(), 20);
    });
}
