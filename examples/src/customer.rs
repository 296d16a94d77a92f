//! Customers.

use twintable::prelude::*;

/// A customer, with the credit that is left.
#[derive(Debug, Clone, PartialEq, Eq, Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{id}", sort_key = "PROFILE")]
pub struct Customer {
    /// Which customer this is.
    pub id: String,
    /// Where the customer is written to.
    pub email: String,
    /// What the customer may still spend.
    pub credit: Number,
}
