use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = "{first}{second}")]
struct Thing {
    first: String,
    second: String,
}

fn main() {}
