#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

fn read(orders: &dyn Repository<Order>) {
    let _ = orders.get(Customer::key("c-1"));
}

fn main() {}
