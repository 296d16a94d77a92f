use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = "THING#{name}", sort_key = other)]
struct Thing {
    id: String,
}

fn main() {}
