use twintable::prelude::*;

#[derive(Entity)]
#[entity(table = "things", partition_key = id)]
struct Thing {
    id: String,
    #[serde(flatten)]
    rest: std::collections::BTreeMap<String, String>,
}

fn main() {}
