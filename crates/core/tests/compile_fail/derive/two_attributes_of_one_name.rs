use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = "THING#{id}")]
struct Thing {
    id: String,
    #[entity(rename = "id")]
    name: String,
    #[entity(rename = "PK")]
    key: String,
}

fn main() {}
