//! Orders.

use twintable::prelude::*;

/// An order of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{customer_id}", sort_key = "ORDER#{id}", query = of_customer)]
#[entity(index(name = "by_status", partition_key = status, sort_key = placed_at, query = with_status))]
pub struct Order {
    /// Whose order this is.
    pub customer_id: String,
    /// Which of the customer's orders this is.
    pub id: String,
    /// `open` or `shipped`.
    pub status: String,
    /// When the order was placed, in seconds.
    pub placed_at: u64,
    /// What it costs.
    pub total: Number,
}
