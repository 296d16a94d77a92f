use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = id, created_index = "newest")]
struct Thing {
    id: String,
}

fn main() {}
