use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = id)]
struct Thing {
    id: String,
    #[entity(version)]
    version: u64,
    #[entity(version)]
    revision: u64,
}

fn main() {}
