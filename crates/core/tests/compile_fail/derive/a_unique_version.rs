use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{id}")]
struct Customer {
    id: String,
    #[entity(version, unique)]
    version: u64,
    #[entity(unique(within = [version]))]
    email: String,
}

fn main() {}
