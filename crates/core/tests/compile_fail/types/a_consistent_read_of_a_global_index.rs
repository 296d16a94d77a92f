#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

fn read(customers: &dyn Repository<Customer>) {
    let _ = customers.query(Customer::by_name()).consistent();
}

fn main() {}
