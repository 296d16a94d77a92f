//! What every peer can do.

use super::entity::Customer;
use aws_sdk_dynamodb::{Client, types::AttributeValue};
use std::collections::HashMap;

/// An item, as the SDK has it.
pub type SdkItem = HashMap<String, AttributeValue>;

/// The name that the update writes.
pub const NEW_NAME: &str = "Ann Other";

/// What a query's filter asks for.
pub const LEAST_AGE: u32 = 18;

/// A way to read and write customers. Each is written as its documentation shows.
pub trait Peer: 'static {
    const NAME: &'static str;

    fn new(client: Client) -> Self;

    /// Writes a customer.
    async fn put(&self, customer: Customer);

    /// Reads the customer of that number's id.
    async fn get(&self, id: &str) -> Customer;

    /// Sets the name and counts a login of a customer who must exist; returns the customer as it is then.
    async fn update(&self, id: &str) -> Customer;

    /// The customers of the shop who are 18 or older and take the newsletter.
    async fn query(&self) -> Vec<Customer>;
}
