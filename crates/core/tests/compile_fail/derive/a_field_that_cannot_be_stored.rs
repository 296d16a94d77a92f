use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = id)]
struct Thing {
    id: String,
    address: std::net::IpAddr,
}

fn main() {}
