use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{id}")]
struct Customer {
    id: String,
    #[entity(unique(within = [country]))]
    tax_number: String,
}

fn main() {}
