use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = id, index(name = "open", partition_key = name, when = open == true))]
struct Thing {
    id: String,
    name: String,
    open: bool,
}

fn main() {}
