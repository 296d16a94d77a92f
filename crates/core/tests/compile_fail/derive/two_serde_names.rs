use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = id)]
struct Thing {
    #[serde(rename(serialize = "a", deserialize = "b"))]
    id: String,
}

fn main() {}
