use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = "{id:06}")]
struct Thing {
    id: String,
}

fn main() {}
