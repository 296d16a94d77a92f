use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = "THING:{id}", separator = ':')]
struct Thing {
    id: String,
}

fn main() {}
