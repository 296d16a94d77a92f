#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

async fn read(orders: &dyn Repository<Order>) {
    let _ = orders.scan().segments(4).page().await;
}

fn main() {}
