//! A small order domain: two types of entity in one table, and the functions of a service.
//!
//! Nothing here knows a backend. The example `quickstart` runs it on one of them.

mod customer;
mod order;
mod service;

pub use customer::Customer;
pub use order::{BY_STATUS, Order};
pub use service::{open_orders, ship, sign_up};

use std::sync::LazyLock;
use twintable::prelude::*;

/// The table that customers and orders share, with an index of orders by their status and time.
pub fn shop() -> &'static TableSchema {
    static SHOP: LazyLock<TableSchema> = LazyLock::new(|| {
        let by_status = GlobalIndex::new(BY_STATUS, KeyAttribute::string("status"))
            .sort_key(KeyAttribute::number("placed_at"));
        TableSchema::new("shop", KeyAttribute::string("PK"))
            .sort_key(KeyAttribute::string("SK"))
            .global_index(by_status)
    });
    &SHOP
}

/// The README's own example, which runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
