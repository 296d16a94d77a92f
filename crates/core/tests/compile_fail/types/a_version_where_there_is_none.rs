#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

fn change(orders: &dyn Repository<Order>) {
    let _ = orders.update_with(Order::key("c-1", 1_u64), |_| Ok(()));
}

fn main() {}
