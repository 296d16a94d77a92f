use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{id}")]
struct Customer {
    id: String,
    #[entity(skip, unique)]
    email: String,
    #[entity(skip)]
    country: String,
    #[entity(unique(within = [country]))]
    tax_number: String,
}

fn main() {}
