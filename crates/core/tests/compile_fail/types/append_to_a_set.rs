#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

fn main() {
    let _ = Update::<Customer>::new().append(Customer::TAGS, ["new"]);
}
