#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

#[derive(Projection)]
#[entity(of = Order)]
struct Totals {
    total: Number,
}

async fn read(customers: &dyn Repository<Customer>) {
    let _ = customers.get(Customer::key("c-1")).project::<Totals>().await;
}

fn main() {}
