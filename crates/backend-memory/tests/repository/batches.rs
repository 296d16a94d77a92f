//! Many entities at once, of any number. Both backends run these tests.

#[path = "batches/conditional.rs"]
mod conditional;
#[path = "batches/gets.rs"]
mod gets;
#[path = "batches/puts.rs"]
mod puts;
#[path = "batches/streams.rs"]
mod streams;
#[path = "batches/writers.rs"]
mod writers;

use super::{Store, store_with, support::wait};
use async_trait::async_trait;
use std::{
    fmt::Debug,
    sync::{Arc, Mutex},
    time::Duration,
};
use twintable::{ErrorKind, Rule, batch::BatchError, prelude::*, store::Timer};
use twintable_testkit::{
    Operation,
    faults::{Fault, FaultPlan, FaultStore, Leftovers},
    recording::RecordingStore,
};

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "order", partition_key = "ORDER#{id}", validate = check)]
struct Order {
    id: u32,
    total: i64,
    note: Option<String>,
}

/// A rule of its own.
fn check(order: &Order) -> Result<(), Error> {
    if order.total < 0 { Err(Order::invalid("total", "below zero")) } else { Ok(()) }
}

/// An order with its first total.
fn order(id: u32) -> Order {
    Order { id, total: i64::from(id) * 10, note: None }
}

fn orders(ids: std::ops::Range<u32>) -> Vec<Order> {
    ids.map(order).collect()
}

fn keys(ids: std::ops::Range<u32>) -> Vec<Key<Order>> {
    ids.map(Order::key).collect()
}

/// A repository whose requests are recorded, and fail by a plan. It does not really pause.
struct Ground<T> {
    store: Store,
    record: RecordingStore,
    faults: FaultStore,
    pauses: Pauses,
    all: TableRepository<T>,
}

/// A timer that does not wait, and remembers what it was asked for.
#[derive(Debug, Clone, Default)]
struct Pauses(Arc<Mutex<Vec<Duration>>>);

#[async_trait]
impl Timer for Pauses {
    async fn sleep(&self, duration: Duration) {
        self.0.lock().unwrap().push(duration);
    }
}

impl Pauses {
    fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    fn total(&self) -> Duration {
        self.0.lock().unwrap().iter().sum()
    }
}

impl<T: Entity> Ground<T> {
    fn new(plan: FaultPlan) -> Self {
        Self::over(wait(store_with(T::schema().clone())), plan)
    }

    /// The same table, and another plan.
    fn over(store: Store, plan: FaultPlan) -> Self {
        // The store learns the table.
        let _known = store.repository::<T>();
        let faults = FaultStore::new(Arc::new(store.clone()), plan);
        let record = RecordingStore::new(Arc::new(faults.clone()));
        let pauses = Pauses::default();
        let all = TableRepository::new(Arc::new(record.clone())).with_timer(Arc::new(pauses.clone()));
        Self { store, record, faults, pauses, all }
    }

    /// How many requests of an operation were sent.
    fn sent(&self, operation: Operation) -> usize {
        self.record.count(operation)
    }

    /// How many items each request named, in order.
    fn sizes(&self) -> Vec<usize> {
        self.record.requests().iter().map(twintable_testkit::Request::item_count).collect()
    }

    /// Whether each fault of the plan has happened.
    fn faulted(&self) -> bool {
        !self.faults.faults_injected().is_empty()
    }
}

impl Ground<Order> {
    /// The totals that are stored, by the numbers of the orders.
    fn totals(&self) -> Vec<(u32, i64)> {
        let stored = wait(self.store.repository::<Order>().scan().consistent().all()).unwrap();
        let mut totals: Vec<_> = stored.into_iter().map(|order| (order.id, order.total)).collect();
        totals.sort_unstable();
        totals
    }
}

/// A rule that leaves all but so many of the n-th batch.
fn leaves(all_but: usize, operation: Operation, nth: u64) -> twintable_testkit::faults::FaultRule {
    Fault::Unprocessed(Leftovers::AllBut(all_but)).on(operation).nth(nth)
}

/// The numbers of the orders that are done, not done and unknown.
fn parts<D>(error: &BatchError<Order, D>, done: impl Fn(&D) -> Vec<u32>) -> [Vec<u32>; 3] {
    let not_done = error.not_done.iter().map(|not_done| not_done.what.id).collect();
    [done(&error.done), not_done, error.unknown.iter().map(|order| order.id).collect()]
}

fn ids(orders: &[Order]) -> Vec<u32> {
    orders.iter().map(|order| order.id).collect()
}
