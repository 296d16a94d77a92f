//! Two threads against one: four reads, one write, and so on, each thread on partitions of its own.

use super::{
    bare::Bare,
    customer::Customer,
    lazy::{Lazy, filled},
    ours::Ours,
    shop::{CITIES, Shop, customers},
};
use crate::measure::{Clock, Race};
use std::{collections::VecDeque, hint::black_box, rc::Rc, thread};

pub const RACE: &str = "memory threads";
pub const OURS_ONE: &str = "twintable, one thread";
pub const OURS_TWO: &str = "twintable, two threads";
pub const BARE_ONE: &str = "bare DashMap, one thread";
pub const BARE_TWO: &str = "bare DashMap, two threads";

/// What a thread does before it ends, so that starting it weighs little.
const OPERATIONS: usize = 5_000;

const WRITES: usize = 5;

pub fn races() -> Vec<Race> {
    let (ours, bare) = (filled::<Ours>(), filled::<Bare>());
    let race = Race::new(RACE, Clock::Wall)
        .contestant(OURS_ONE, mixed::<1, _>(&ours))
        .contestant(OURS_TWO, mixed::<2, _>(&ours))
        .contestant(BARE_ONE, mixed::<1, _>(&bare))
        .contestant(BARE_TWO, mixed::<2, _>(&bare));
    vec![race]
}

fn mixed<const THREADS: usize, S: Shop + Sync + 'static>(shop: &Lazy<S>) -> impl FnMut(u32) + 'static {
    let shop = Rc::clone(shop);
    let mut own = [const { VecDeque::new() }; THREADS];
    for (number, customer) in customers().enumerate() {
        own[number * THREADS / CITIES].push_back(customer);
    }
    move |times| {
        let shop: &S = &shop;
        for _ in 0..times {
            thread::scope(|scope| {
                for customers in &mut own {
                    scope.spawn(|| work(shop, customers));
                }
            });
        }
    }
}

fn work<S: Shop>(shop: &S, customers: &mut VecDeque<Customer>) {
    for number in 0..OPERATIONS {
        let customer = customers.pop_front().expect("as many as are given back");
        if number % WRITES == 0 {
            customers.push_back(shop.put(customer));
        } else {
            black_box(shop.customer(&customer.city, &customer.id).expect("a customer"));
            customers.push_back(customer);
        }
    }
}
