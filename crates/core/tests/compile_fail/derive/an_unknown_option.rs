use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = id, colour = "red")]
struct Thing {
    #[entity(renamed = "x")]
    id: String,
}

fn main() {}
