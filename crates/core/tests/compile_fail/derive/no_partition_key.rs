use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things")]
struct Thing {
    id: String,
}

fn main() {}
