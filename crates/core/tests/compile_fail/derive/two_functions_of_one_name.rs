use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = id, query = by_name, index(name = "by_name", partition_key = name))]
struct Thing {
    id: String,
    name: String,
}

fn main() {}
