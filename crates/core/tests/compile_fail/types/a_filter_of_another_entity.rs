#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

fn condition(orders: &dyn Repository<Order>) {
    let _ = orders.query(Order::of_customer("c-1")).filter(Customer::VIP.eq(true));
}

fn main() {}
