use twintable::prelude::*;

#[derive(Entity)]
enum Animal {
    Dog,
    Cat { name: String },
}

fn main() {}
