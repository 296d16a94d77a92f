use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = id)]
struct Thing {
    id: String,
    #[entity(ttl)]
    ends: Option<String>,
}

fn main() {}
