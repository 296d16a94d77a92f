use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = id)]
struct Thing(String);

fn main() {}
