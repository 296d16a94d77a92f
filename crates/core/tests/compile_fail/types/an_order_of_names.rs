#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

fn main() {
    let _ = Customer::STATUS.lt(Status::Active);
}
