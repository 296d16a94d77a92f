#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

fn main() {
    let _ = Customer::NAME.eq(Customer::CREDIT);
}
