#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

fn main() {
    let _ = Order::of_customer("c-1").id().ne(1_u64);
}
