//! One operation after the other, on one thread.

use super::{
    bare::Bare,
    customer::{Customer, partition_key, sort_key},
    embedded::Embedded,
    lazy::{Lazy, filled},
    ours::Ours,
    served::Served,
    shop::{IN_LARGE_CITY, LARGE_CITY, Shop, Walk, customers, next},
};
use crate::{
    measure::{Clock, Race},
    memory::names::{BARE, BY_KEY, EMBEDDED, OURS, SERVED},
};
use std::{collections::VecDeque, hint::black_box, rc::Rc};

/// What a race is called in the process, and where a server is asked.
pub struct Operation {
    pub local: &'static str,
    pub remote: &'static str,
}

pub const GET: Operation = Operation { local: "memory get", remote: "memory get, served" };
pub const PUT: Operation = Operation { local: "memory put", remote: "memory put, served" };
pub const UPDATE: Operation = Operation { local: "memory update", remote: "memory update, served" };
pub const QUERY: Operation = Operation { local: "memory query", remote: "memory query, served" };

pub fn races() -> Vec<Race> {
    let (ours, bare, embedded) = (filled::<Ours>(), filled::<Bare>(), filled::<Embedded>());
    let served = filled::<Served>();
    let remote = |operation: Operation| Race::new(operation.remote, Clock::Wall);
    vec![
        Race::new(GET.local, Clock::Thread)
            .contestant(OURS, gets(&ours))
            .contestant(BARE, gets(&bare))
            .contestant(BY_KEY, gets_by_key(&bare))
            .contestant(EMBEDDED, gets(&embedded)),
        Race::new(PUT.local, Clock::Thread)
            .contestant(OURS, puts(&ours))
            .contestant(BARE, puts(&bare))
            .contestant(EMBEDDED, puts(&embedded)),
        Race::new(UPDATE.local, Clock::Thread)
            .contestant(OURS, updates(&ours))
            .contestant(BARE, updates(&bare))
            .contestant(EMBEDDED, updates(&embedded)),
        Race::new(QUERY.local, Clock::Thread)
            .contestant(OURS, queries(&ours))
            .contestant(BARE, queries(&bare))
            .contestant(EMBEDDED, queries(&embedded)),
        remote(GET).contestant(SERVED, gets(&served)),
        remote(PUT).contestant(SERVED, puts(&served)),
        remote(UPDATE).contestant(SERVED, updates(&served)),
        remote(QUERY).contestant(SERVED, queries(&served)),
    ]
}

fn gets<S: Shop + 'static>(shop: &Lazy<S>) -> impl FnMut(u32) + 'static {
    let (shop, mut walk) = (Rc::clone(shop), Walk::new());
    move |times| {
        for _ in 0..times {
            let (city, id) = walk.next();
            black_box(shop.customer(city, id).expect("a customer"));
        }
    }
}

/// The keys are not part of the work.
fn gets_by_key(shop: &Lazy<Bare>) -> impl FnMut(u32) + 'static {
    let shop = Rc::clone(shop);
    let key = |customer: Customer| (partition_key(&customer.city), sort_key(&customer.id).into_bytes());
    let keys: Vec<_> = customers().map(key).collect();
    let mut at = 0;
    move |times| {
        for _ in 0..times {
            at = next(at);
            let (partition, sort) = &keys[at];
            black_box(shop.by_key(partition, sort).expect("a customer"));
        }
    }
}

fn puts<S: Shop + 'static>(shop: &Lazy<S>) -> impl FnMut(u32) + 'static {
    let shop = Rc::clone(shop);
    let mut customers: VecDeque<Customer> = customers().collect();
    move |times| {
        for _ in 0..times {
            let customer = customers.pop_front().expect("as many as are given back");
            customers.push_back(shop.put(customer));
        }
    }
}

fn updates<S: Shop + 'static>(shop: &Lazy<S>) -> impl FnMut(u32) + 'static {
    let (shop, mut walk) = (Rc::clone(shop), Walk::new());
    move |times| {
        for _ in 0..times {
            let (city, id) = walk.next();
            black_box(shop.add_credit(city, id, 1));
        }
    }
}

fn queries<S: Shop + 'static>(shop: &Lazy<S>) -> impl FnMut(u32) + 'static {
    let shop = Rc::clone(shop);
    move |times| {
        for _ in 0..times {
            assert_eq!(black_box(shop.customers(LARGE_CITY)).len(), IN_LARGE_CITY);
        }
    }
}
