//! What the derives write.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod options;
mod shop;

use shop::{Address, Customer, CustomerId, Order, Status};
use std::collections::BTreeSet;
use twintable::{expr, prelude::*};

fn customer() -> Customer {
    Customer {
        customer_id: CustomerId("c-1".to_owned()),
        email: Some("ann@example.org".to_owned()),
        status: Status::Active,
        credit: Number::from(250),
        address: Address { city: "Paris".to_owned(), zip: None },
        tags: BTreeSet::new(),
        version: 0,
        expires_at: Some(1_700_000_000),
    }
}

#[test]
fn an_entity_is_written_and_read() {
    let customer = customer();
    let item = customer.to_item().unwrap();
    let address = Value::map([("city", "Paris")]);
    let expected = item! {
        "customer_id" => "c-1", "email" => "ann@example.org", "status" => "active", "credit" => 250,
        "address" => address, "version" => 0, "expires_at" => 1_700_000_000_u64,
    };
    assert_eq!(item, expected);
    assert_eq!(Customer::from_item(&item).unwrap(), customer);
}

#[test]
fn keys_are_composed() {
    let key = PrimaryKey::new("PK", "CUSTOMER#c-1").sort("SK", "PROFILE");
    assert_eq!(Customer::key("c-1"), Key::new(key));
    let id = CustomerId("c-1".to_owned());
    assert_eq!(Customer::key(&id), customer().primary_key());
    assert_eq!(Customer::key(id), customer().primary_key());
    let key = PrimaryKey::new("PK", "CUSTOMER#c-1").sort("SK", "ORDER#00000000000000000007#000012");
    assert_eq!(Order::key("c-1", 7_u64, 12_u32), Key::new(key));
}

#[test]
fn key_conditions_follow_the_templates() {
    let partition = || expr::KeyCondition::partition("PK", "CUSTOMER#c-1");
    let condition = |c: KeyCondition<_>| c.into_expr().unwrap();
    let all: KeyCondition<shop::OrderTable> =
        IntoKeyCondition::<Order>::into_key_condition(Order::of_customer("c-1"));
    assert_eq!(condition(all), partition().sort("SK").begins_with("ORDER#"));
    assert_eq!(condition(Order::of_customer("c-1").placed_at().ge(7_u64)).sort.len(), 1);
    let one = Order::of_customer("c-1").placed_at().eq(7_u64).id().eq(12_u32);
    assert_eq!(condition(one), partition().sort("SK").eq("ORDER#00000000000000000007#000012"));
}

#[test]
fn the_schema_follows_the_keys() {
    let schema = TableSchema::shared_by([Customer::schema(), Order::schema()]).unwrap();
    assert_eq!(schema.global_indexes.len(), 2);
    assert!(schema.validate().is_ok());
}
