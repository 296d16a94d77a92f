use twintable::prelude::*;

#[derive(Entity)]
#[entity(partition_key = id)]
struct Thing {
    id: String,
}

fn main() {}
