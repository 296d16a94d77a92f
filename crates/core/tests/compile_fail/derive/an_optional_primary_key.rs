use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = "THING#{id}")]
struct Thing {
    id: Option<String>,
}

fn main() {}
