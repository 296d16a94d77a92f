use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = id, sort_key = name)]
#[entity(index(name = "by_age", local, partition_key = name, sort_key = age))]
struct Thing {
    id: String,
    name: String,
    age: u32,
}

fn main() {}
