use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{id}")]
struct Customer {
    id: String,
    country: String,
    #[entity(unique(among = [country]))]
    email: String,
}

fn main() {}
