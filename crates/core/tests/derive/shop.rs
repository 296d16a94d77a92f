//! A shop, as its users would write it.

use std::collections::BTreeSet;
use twintable::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, Attribute)]
pub(crate) struct CustomerId(pub String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Attribute)]
#[entity(rename_all = "snake_case")]
pub(crate) enum Status {
    Active,
    Suspended,
}

#[derive(Debug, Clone, PartialEq, Attribute)]
pub(crate) struct Address {
    pub city: String,
    pub zip: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "customer")]
#[entity(partition_key = "CUSTOMER#{customer_id}", sort_key = "PROFILE")]
#[entity(index(name = "by_email", partition_key = "EMAIL#{email}"))]
pub(crate) struct Customer {
    pub customer_id: CustomerId,
    pub email: Option<String>,
    pub status: Status,
    pub credit: Number,
    pub address: Address,
    pub tags: BTreeSet<String>,
    #[entity(version)]
    pub version: u64,
    #[entity(ttl)]
    pub expires_at: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "order", query = of_customer)]
#[entity(partition_key = "CUSTOMER#{customer_id}", sort_key = "ORDER#{placed_at}#{id:06}")]
#[entity(index(name = "open_orders", partition_key = "OPEN#{status}", sort_key = placed_at,
    when = status in [Status::Active]))]
pub(crate) struct Order {
    pub customer_id: CustomerId,
    pub placed_at: u64,
    pub id: u32,
    pub status: Status,
    pub total: Number,
    #[entity(created_at)]
    pub created: Option<u64>,
}
