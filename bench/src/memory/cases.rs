//! What a property test does ten thousand times: a new store, and a few operations.

use super::{
    bare::Bare,
    customer::{Address, Customer},
    embedded::{self, Embedded},
    names::{BARE, EMBEDDED, OURS},
    ours::Ours,
    shop::Shop,
};
use crate::measure::{Clock, Race};
use std::hint::black_box;
use twintable::prelude::*;
use twintable_memory::MemoryStore;

pub const TABLES: &str = "memory tables";
pub const CASES: &str = "memory cases";

/// An entity with two indexes.
#[derive(Entity)]
#[entity(table = "orders", partition_key = "CUSTOMER#{customer}", sort_key = "ORDER#{number:06}")]
#[entity(index(name = "by_status", partition_key = "STATUS#{status}", sort_key = placed_at))]
#[entity(index(name = "by_placed_at", local, sort_key = placed_at))]
#[allow(dead_code, reason = "its schema is all that is needed")]
struct Order {
    customer: String,
    number: u32,
    status: String,
    placed_at: u64,
}

/// An entity with one index.
#[derive(Entity)]
#[entity(table = "sessions", partition_key = "SESSION#{id}")]
#[entity(index(name = "by_user", partition_key = "USER#{user}"))]
#[allow(dead_code, reason = "its schema is all that is needed")]
struct Session {
    id: String,
    user: String,
}

pub fn races() -> Vec<Race> {
    vec![
        Race::new(TABLES, Clock::Thread).contestant(OURS, three_tables()).contestant(EMBEDDED, one_table()),
        Race::new(CASES, Clock::Thread)
            .contestant(OURS, cases::<Ours>())
            .contestant(BARE, cases::<Bare>())
            .contestant(EMBEDDED, cases::<Embedded>()),
    ]
}

fn three_tables() -> impl FnMut(u32) + 'static {
    |times| {
        for _ in 0..times {
            let schemas = [Customer::schema(), Order::schema(), Session::schema()];
            black_box(MemoryStore::with_tables(schemas.map(Clone::clone)).expect("a store"));
        }
    }
}

fn one_table() -> impl FnMut(u32) + 'static {
    |times| {
        for _ in 0..times {
            black_box(embedded::Embedded::empty());
        }
    }
}

fn cases<S: Shop + 'static>() -> impl FnMut(u32) + 'static {
    |times| {
        for _ in 0..times {
            case(&S::empty());
        }
    }
}

/// Eight puts, six gets, four updates, two queries.
fn case<S: Shop>(shop: &S) {
    for number in 0..8 {
        shop.put(small(["Paris", "Rome"][number % 2], number));
    }
    for number in 0..6 {
        black_box(shop.customer(["Paris", "Rome"][number % 2], &id(number)));
    }
    for number in 0..4 {
        black_box(shop.add_credit(["Paris", "Rome"][number % 2], &id(number), 1));
    }
    for city in ["Paris", "Rome"] {
        assert_eq!(black_box(shop.customers(city)).len(), 4);
    }
}

fn id(number: usize) -> String {
    format!("{number:08}")
}

/// As a test would make one.
fn small(city: &str, number: usize) -> Customer {
    Customer {
        city: city.to_owned(),
        id: id(number),
        name: "Ann".to_owned(),
        email: "ann@example.org".to_owned(),
        status: "active".to_owned(),
        street: "High Street".to_owned(),
        age: 42,
        credit: Number::from(250),
        tags: vec!["new".to_owned()],
        address: Address { zip: "1".to_owned(), country: "FR".to_owned() },
    }
}
