#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

fn main() {
    let _ = Update::<Customer>::new().set(Customer::CREATED_AT, 2_u64);
}
