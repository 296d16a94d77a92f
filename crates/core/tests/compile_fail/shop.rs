//! What the cases are about.

use std::collections::BTreeSet;
use twintable::prelude::*;

#[derive(Debug, Clone, PartialEq, Attribute)]
pub struct CustomerId(pub String);

#[derive(Debug, Clone, PartialEq, Attribute)]
pub enum Status {
    Active,
    Suspended,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{customer_id}", sort_key = "PROFILE")]
#[entity(index(name = "by_email", partition_key = "EMAIL#{email}", projection = keys_only))]
#[entity(index(name = "by_name", partition_key = "NAME", sort_key = "{name}#{region}"))]
pub struct Customer {
    pub customer_id: CustomerId,
    pub email: Option<String>,
    pub name: String,
    pub region: String,
    pub status: Status,
    pub credit: Number,
    pub vip: bool,
    pub tags: BTreeSet<String>,
    pub notes: Vec<String>,
    #[entity(version)]
    pub version: u64,
    #[entity(created_at)]
    pub created_at: u64,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{customer_id}", sort_key = "ORDER#{id}", query = of_customer)]
pub struct Order {
    pub customer_id: CustomerId,
    pub id: u64,
    pub total: Number,
    pub paid: bool,
}
