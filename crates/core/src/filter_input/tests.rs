//! Filters from clients.

mod build;
mod limits;
mod read;
mod values;

use super::*;
use crate::{Attribute, AttributeType, Filter, Number, Optional, Value, ValueError, kind};
use std::collections::BTreeSet;

struct Customer;
struct Address;

impl Customer {
    const STATUS: Attribute<Self, Status> = Attribute::new("status");
    const CREDIT: Attribute<Self, u32> = Attribute::new("credit");
    const BALANCE: Attribute<Self, Number> = Attribute::new("balance");
    const NAME: Attribute<Self, String> = Attribute::new("name");
    const EMAIL: Attribute<Self, Option<Email>, Optional> = Attribute::new("email");
    const ACTIVE: Attribute<Self, bool> = Attribute::new("active");
    const TAGS: Attribute<Self, BTreeSet<Email>> = Attribute::new("tags");
    const SCORES: Attribute<Self, Vec<u8>> = Attribute::new("scores");
    const LEVELS: Attribute<Self, Vec<i16>> = Attribute::new("levels");
    const EXTRA: Attribute<Self, Value> = Attribute::new("extra");
    const ADDRESS: Attribute<Self, Address> = Attribute::new("address");
}

impl Address {
    const CITY: Attribute<Self, String> = Attribute::new("city");
}

#[derive(Debug, PartialEq)]
enum Status {
    Active,
    Closed,
}

impl AttributeType for Status {
    type Kind = kind::Name;

    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(Value::from(if *self == Self::Active { "active" } else { "closed" }))
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        match value.as_str() {
            Some("active") => Ok(Self::Active),
            Some("closed") => Ok(Self::Closed),
            _ => Err(ValueError::new("`active` or `closed` is expected")),
        }
    }
}

/// A text with an `@`, stored in lower case.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Email(String);

impl AttributeType for Email {
    type Kind = kind::String;

    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(Value::from(&self.0))
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        let text = value.as_str().filter(|text| text.contains('@'));
        text.map(|text| Self(text.to_lowercase())).ok_or_else(|| ValueError::new("an address is expected"))
    }
}

fn rules() -> FilterRules<Customer> {
    FilterRules::new()
        .allow(Customer::STATUS, (op::Equality, op::Exists))
        .allow(Customer::CREDIT, (op::Equality, op::Order))
        .allow(Customer::BALANCE, (op::Equality, op::Order))
        .allow(Customer::NAME, (op::Equality, op::Order, op::BeginsWith, op::Contains))
        .allow(Customer::EMAIL, (op::Eq, op::BeginsWith, op::Contains, op::Presence))
        .allow(Customer::ACTIVE, op::Eq)
        .allow(Customer::TAGS, op::Contains)
        .allow(Customer::SCORES, op::Presence)
        .allow(Customer::LEVELS, (op::Contains, op::Exists))
        .allow(Customer::EXTRA, (op::Equality, op::Order, op::BeginsWith, op::Contains))
        .allow(Customer::ADDRESS.then(Address::CITY), op::Eq)
        .allow_as("town", Customer::ADDRESS.then(Address::CITY), op::Eq)
}

fn compare<V: Into<InputValue>>(
    attribute: &str,
    operator: InputOperator,
    values: impl IntoIterator<Item = V>,
) -> FilterInput {
    let values = values.into_iter().map(Into::into).collect();
    FilterInput::Compare { attribute: attribute.to_owned(), operator, values }
}

fn exists(attribute: &str) -> FilterInput {
    compare::<bool>(attribute, InputOperator::Exists, [])
}

/// What an input is refused with.
fn refusal(input: &FilterInput) -> String {
    rules().build(input).unwrap_err().to_string()
}
