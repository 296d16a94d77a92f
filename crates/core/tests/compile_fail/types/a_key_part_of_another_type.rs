#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

fn main() {
    let _ = Order::key("c-1", "one");
}
