#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

async fn read(customers: &dyn Repository<Customer>) {
    let _ = customers.query(Customer::by_email("ann@example.org")).page().await;
}

fn main() {}
