use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{id}")]
struct Customer {
    id: String,
    active: bool,
    #[entity(unique(within = [active]))]
    email: String,
}

fn main() {}
