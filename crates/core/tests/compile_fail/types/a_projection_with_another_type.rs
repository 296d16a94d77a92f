#[path = "../shop.rs"]
mod shop;

use shop::*;
use twintable::prelude::*;

#[derive(Projection)]
#[entity(of = Customer)]
struct Names {
    name: u32,
}

fn main() {}
