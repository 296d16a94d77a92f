//! An entity, and what may be filtered by.

use std::collections::BTreeSet;
use twintable::{
    Attribute, AttributeType, FilterRules, Number, Optional, Path, Value, ValueError, kind, op, path,
};

pub(super) struct Customer;
pub(super) struct Address;

impl Customer {
    pub(super) const STATUS: Attribute<Self, Status> = Attribute::new("status");
    pub(super) const CREDIT: Attribute<Self, u32> = Attribute::new("credit");
    pub(super) const BALANCE: Attribute<Self, Number> = Attribute::new("balance");
    pub(super) const NAME: Attribute<Self, String> = Attribute::new("name");
    pub(super) const ACTIVE: Attribute<Self, Option<bool>, Optional> = Attribute::new("active");
    pub(super) const TAGS: Attribute<Self, BTreeSet<String>> = Attribute::new("tags");
    pub(super) const LEVELS: Attribute<Self, Vec<i16>> = Attribute::new("levels");
    const ADDRESS: Attribute<Self, Address> = Attribute::new("address");

    pub(super) fn city() -> Attribute<Self, String> {
        Self::ADDRESS.then(Address::CITY)
    }
}

impl Address {
    const CITY: Attribute<Self, String> = Attribute::new("city");
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Status {
    Active,
    Closed,
}

impl Status {
    pub(super) const ALL: [Self; 2] = [Self::Active, Self::Closed];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }
}

impl AttributeType for Status {
    type Kind = kind::Name;

    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(Value::from(self.name()))
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        let found = Self::ALL.into_iter().find(|status| value.as_str() == Some(status.name()));
        found.ok_or_else(|| ValueError::new("`active` or `closed` is expected"))
    }
}

pub(super) fn rules() -> FilterRules<Customer> {
    FilterRules::new()
        .allow(Customer::STATUS, (op::Equality, op::Presence))
        .allow(Customer::CREDIT, (op::Equality, op::Order))
        .allow(Customer::BALANCE, (op::Equality, op::Order))
        .allow(Customer::NAME, (op::Equality, op::Order, op::BeginsWith, op::Contains))
        .allow(Customer::ACTIVE, (op::Eq, op::Presence))
        .allow(Customer::TAGS, op::Contains)
        .allow(Customer::LEVELS, op::Contains)
        .allow_as("city", Customer::city(), (op::Eq, op::BeginsWith))
}

/// The only paths that a filter may name.
pub(super) fn paths() -> Vec<Path> {
    let attributes = ["status", "credit", "balance", "name", "active", "tags", "levels"];
    attributes.into_iter().map(path).chain([path("address").field("city")]).collect()
}
