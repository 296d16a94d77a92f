use twintable::prelude::*;

#[derive(Projection)]
struct Names {
    name: String,
}

fn main() {}
