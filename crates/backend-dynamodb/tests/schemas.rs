//! What a store checks before it sends anything, and what it leaves to the service.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod canned;
mod embedded;

use canned::{Canned, success};
use serde_json::json;
use twintable::{
    GlobalIndex, KeyAttribute, PrimaryKey, Rule, TableSchema,
    expr::KeyCondition,
    store::{GetItem, ItemStore, Query, Scan, TableAdmin},
};

fn shop() -> TableSchema {
    TableSchema::new("shop", KeyAttribute::string("PK"))
}

fn with_index(name: &'static str) -> TableSchema {
    shop().global_index(GlobalIndex::new(name, KeyAttribute::string(name)))
}

fn query(index: &'static str) -> Query {
    Query::new("shop", KeyCondition::partition(index, 7)).index(index)
}

fn page() -> Canned {
    Canned::new([success(&json!({ "Count": 0, "ScannedCount": 0 }))])
}

#[tokio::test]
async fn a_request_to_a_known_table_is_checked_before_it_is_sent() {
    let service = page();
    let store = service.store().with_schema(shop());
    let get = GetItem::new("shop", PrimaryKey::new("id", "a"));
    assert_eq!(store.get_item(get.clone()).await.unwrap_err().rule(), Some(Rule::KeyShape));
    assert_eq!(service.asked().len(), 0);
    service.store().get_item(get).await.unwrap();
    assert_eq!(service.asked().len(), 1);
}

#[tokio::test]
async fn an_index_that_the_application_did_not_declare_is_for_the_service_to_judge() {
    let service = page();
    let store = service.store().with_schema(with_index("email"));
    assert_eq!(store.query(query("email")).await.unwrap_err().rule(), Some(Rule::KeyConditionType));
    assert_eq!(service.asked().len(), 0);
    store.query(query("phone")).await.unwrap();
    store.scan(Scan::new("shop").index("phone")).await.unwrap();
    assert_eq!(service.asked().len(), 2);
}

#[tokio::test]
async fn the_indexes_of_several_declarations_add_up() {
    let service = page();
    let store = service.store().with_schemas([with_index("email"), with_index("phone"), shop()]);
    for index in ["email", "phone"] {
        assert_eq!(store.query(query(index)).await.unwrap_err().rule(), Some(Rule::KeyConditionType));
    }
    assert_eq!(service.asked().len(), 0);
}

#[tokio::test]
async fn a_table_that_the_store_created_or_described_has_no_other_indexes() {
    let created = embedded::store();
    created.create_table(with_index("email")).await.unwrap();
    assert_eq!(created.query(query("phone")).await.unwrap_err().rule(), Some(Rule::NoSuchIndex));
    let described = twintable_dynamodb::DynamoDbStore::new(created.client().clone());
    described.describe_table("shop").await.unwrap();
    assert_eq!(described.query(query("phone")).await.unwrap_err().rule(), Some(Rule::NoSuchIndex));
    // The application knows better than a description of before: the service is asked again.
    let declared = described.with_schema(with_index("phone"));
    assert_eq!(declared.query(query("phone")).await.unwrap_err().rule(), Some(Rule::KeyConditionType));
    assert!(declared.query(query("fax")).await.is_err());
}

#[tokio::test]
async fn a_deleted_table_is_forgotten() {
    let store = embedded::store();
    store.create_table(shop()).await.unwrap();
    store.delete_table("shop").await.unwrap();
    let get = GetItem::new("shop", PrimaryKey::new("id", "a"));
    assert_eq!(store.get_item(get).await.unwrap_err().kind(), twintable::ErrorKind::TableNotFound);
}

#[tokio::test]
async fn clones_know_the_same_tables() {
    let store = embedded::store();
    let clone = store.clone();
    store.create_table(shop()).await.unwrap();
    let get = GetItem::new("shop", PrimaryKey::new("id", "a"));
    assert_eq!(clone.get_item(get).await.unwrap_err().rule(), Some(Rule::KeyShape));
}
