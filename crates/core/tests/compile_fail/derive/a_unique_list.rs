use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{id}")]
struct Customer {
    id: String,
    #[entity(unique)]
    emails: Vec<String>,
}

fn main() {}
