//! The memory backend, through the repository: typed in and typed out.

use super::{customer::Customer, shop::Shop};
use futures::FutureExt;
use std::future::IntoFuture;
use twintable::{Error, prelude::*};
use twintable_memory::MemoryStore;

pub struct Ours {
    customers: TableRepository<Customer>,
}

impl Ours {
    pub fn repository(&self) -> &TableRepository<Customer> {
        &self.customers
    }
}

impl Shop for Ours {
    type Found = Customer;

    fn empty() -> Self {
        let store = MemoryStore::with_tables([Customer::schema().clone()]).expect("a store");
        Self { customers: store.repository() }
    }

    fn customer(&self, city: &str, id: &str) -> Option<Customer> {
        now(self.customers.get(Customer::key(city, id)))
    }

    fn put(&self, customer: Customer) -> Customer {
        now(self.customers.put(customer))
    }

    fn add_credit(&self, city: &str, id: &str, amount: u32) -> Customer {
        let update = self.customers.update(Customer::key(city, id));
        now(update.increment(Customer::CREDIT, amount).when(Customer::CREDIT.ge(0)))
    }

    fn customers(&self, city: &str) -> Vec<Customer> {
        let query = self.customers.query(Customer::of_city(city));
        query.all().now_or_never().expect("nothing waits").expect("a query")
    }
}

/// The memory backend never waits.
pub fn now<T>(operation: impl IntoFuture<Output = Result<T, Error>>) -> T {
    operation.into_future().now_or_never().expect("nothing waits").expect("an outcome")
}
