#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

fn main() {
    let _ = Update::<Order>::new().set(Order::ID, 2_u64);
}
