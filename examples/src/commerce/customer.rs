//! Customers.

use std::{collections::BTreeSet, time::SystemTime};
use twintable::prelude::*;

/// Which customer it is.
#[derive(Debug, Clone, PartialEq, Eq, Attribute)]
pub struct CustomerId(pub String);

/// How a customer stands with the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Attribute)]
#[entity(rename_all = "snake_case")]
pub enum Standing {
    /// May order.
    Good,
    /// May not order.
    Suspended,
}

/// Where something is sent to.
#[derive(Debug, Clone, PartialEq, Eq, Attribute)]
pub struct Address {
    /// The street and number.
    pub street: String,
    /// The city.
    pub city: String,
    /// The postal code, where there is one.
    pub zip: Option<String>,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "commerce", partition_key = "CUSTOMER#{customer_id}", sort_key = "PROFILE")]
#[entity(index(name = "by_email", partition_key = "EMAIL#{email}"))]
pub struct Customer {
    /// Which customer this is.
    pub customer_id: CustomerId,
    /// Where the customer is written to. A customer without one is not in the index.
    #[entity(validate = has_at_sign)]
    pub email: Option<String>,
    /// How the customer stands with the shop.
    pub standing: Standing,
    /// What the customer may still spend.
    pub credit: Number,
    /// Where orders are sent to.
    pub address: Address,
    /// What the customer is interested in.
    pub interests: BTreeSet<String>,
    /// Counts the writes, so that none is lost.
    #[entity(version)]
    pub version: u64,
    /// When the customer signed up.
    #[entity(created_at)]
    pub signed_up_at: Option<SystemTime>,
}

fn has_at_sign(email: &str) -> Result<(), &'static str> {
    if email.contains('@') { Ok(()) } else { Err("an e-mail address has an `@`") }
}
