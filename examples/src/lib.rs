//! A small order domain: two types of entity in one table, and the functions of a service.
//!
//! Nothing here knows a backend. The example `quickstart` runs it on one of them.

pub mod commerce;
mod customer;
mod order;
mod service;

pub use customer::Customer;
pub use order::Order;
pub use service::{open_orders, ship, sign_up};

use twintable::prelude::*;

/// The table that customers and orders share, with an index of orders by their status and time.
///
/// # Errors
///
/// [`Error::InvalidRequest`] where the two do not agree on it.
pub fn shop() -> Result<TableSchema, Error> {
    TableSchema::shared_by([Customer::schema(), Order::schema()])
}

/// The README's own example, which runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
