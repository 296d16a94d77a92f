#[expect(clippy::needless_borrows_for_generic_args, reason = "a reference to a value is taken too")]
mod comparisons;
mod contents;
#[expect(clippy::needless_borrows_for_generic_args, reason = "a reference to a value is taken too")]
mod faults;

use super::*;
use crate::{Coded, EpochSeconds, Filter, Number, Value, expr, path};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::SystemTime,
};

/// An entity with one attribute of each kind.
struct Order;

/// A nested struct.
#[derive(Debug, Clone)]
struct Address {
    city: String,
}

impl Order {
    const ID: Attribute<Self, String, Fixed> = Attribute::new("id");
    const STATUS: Attribute<Self, String> = Attribute::new("status");
    const NICK: Attribute<Self, String, Optional> = Attribute::new("nick");
    const TOTAL: Attribute<Self, u32> = Attribute::new("total");
    const LIMIT: Attribute<Self, u32, Optional> = Attribute::new("limit");
    const RATE: Attribute<Self, f64> = Attribute::new("rate");
    const PRICE: Attribute<Self, Number> = Attribute::new("price");
    const PAID: Attribute<Self, bool> = Attribute::new("paid");
    const PHOTO: Attribute<Self, Vec<u8>> = Attribute::new("photo");
    const LINES: Attribute<Self, Vec<String>> = Attribute::new("lines");
    const RATES: Attribute<Self, Vec<f64>> = Attribute::new("rates");
    const NAMES: Attribute<Self, BTreeMap<String, Vec<u8>>> = Attribute::new("names");
    const TAGS: Attribute<Self, BTreeSet<String>> = Attribute::new("tags");
    const SIZES: Attribute<Self, BTreeSet<u16>> = Attribute::new("sizes");
    const ADDRESS: Attribute<Self, Address> = Attribute::new("address");
    const EXPIRES: Attribute<Self, Coded<SystemTime, EpochSeconds>, Optional> = Attribute::new("expires");
    const PLACED: Attribute<Self, SystemTime> = Attribute::new("placed");
    const ANY: Attribute<Self, Value> = Attribute::new("any");
}

impl Address {
    const CITY: Attribute<Self, String> = Attribute::new("city");
}

impl AttributeType for Address {
    type Kind = kind::Document;

    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(Value::map([("city", &self.city)]))
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        let city = value.as_map().and_then(|map| map.get("city")).ok_or_else(ValueError::missing)?;
        Ok(Self { city: String::from_value(city)? })
    }
}

/// The typed filter is the plain one.
#[track_caller]
fn says(filter: Filter<Order>, expected: expr::Filter) {
    let expected: Filter<Order> = Filter::untyped(expected);
    assert_eq!(filter, expected);
    assert_eq!(filter.into_expr().unwrap(), expected.into_expr().unwrap());
}

#[test]
fn an_attribute_is_a_path_with_types() {
    assert_eq!(Order::STATUS.as_path(), &path("status"));
    assert_eq!(Order::STATUS.clone().into_path(), path("status"));
    assert_eq!(Order::STATUS.to_string(), "status");
    assert_eq!(format!("{:?}", Order::LINES.index(0)), "Attribute(lines[0])");
    assert_eq!(Attribute::<Order, u32>::new("a.b").to_string(), "\"a.b\"");
    let deep: Attribute<Order, u32> = Attribute::at(path("a").field("b"));
    assert_eq!(deep.into_path(), path("a").field("b"));
}

#[test]
fn steps_lead_inside() {
    assert_eq!(Order::ADDRESS.then(Address::CITY).into_path(), path("address").field("city"));
    assert_eq!(Order::LINES.index(3).into_path(), path("lines").index(3));
    assert_eq!(Order::NAMES.entry("a.b").into_path(), path("names").field("a.b"));
    let addresses: Attribute<Order, Vec<BTreeMap<String, Address>>> = Attribute::new("addresses");
    let city = addresses.index(1).entry("home").then(Address::CITY);
    assert_eq!(city.to_string(), "addresses[1].home.city");
    // What comes after a step may have steps of its own.
    let inner: Attribute<Address, u32> = Attribute::at(path("geo").index(0).field("x"));
    assert_eq!(Order::ADDRESS.then(inner).to_string(), "address.geo[0].x");
}
