#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

fn read(orders: &dyn Repository<Order>) {
    let _ = orders.query(Customer::by_name());
}

fn main() {}
