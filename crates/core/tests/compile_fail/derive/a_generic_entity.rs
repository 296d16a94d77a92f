use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = id)]
struct Thing<T> {
    id: String,
    rest: T,
}

fn main() {}
