//! A table with one item, and the requests that the tests make.

use twintable::{
    Error, Item, KeyAttribute, PrimaryKey, TableSchema, item,
    store::{GetItem, GetItemOutcome, PutItem},
};

pub(crate) fn schema() -> TableSchema {
    TableSchema::new("shop", KeyAttribute::string("PK"))
}

pub(crate) fn get() -> GetItem {
    GetItem::new("shop", PrimaryKey::new("PK", "a"))
}

pub(crate) fn put(key: &str) -> PutItem {
    PutItem::new("shop", item! { "PK" => key })
}

/// Whether [`get`] found what [`put`] put.
pub(crate) fn is_there(outcome: Result<GetItemOutcome, Error>) -> bool {
    outcome.unwrap().item == Some(Item::new().with("PK", "a"))
}
