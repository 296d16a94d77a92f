use twintable::prelude::*;

#[derive(Attribute)]
enum Shape {
    Point,
    Circle(u32),
}

fn main() {}
