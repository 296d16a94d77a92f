//! The DynamoDB backend beside its peers: the same calls, through the same SDK, to a service that answers at once.
//!
//! What is measured is what a program pays for a call: from a typed value to the request that the connection takes, and
//! from the answer's bytes to a typed value. The requests of all are checked to ask for the same before anything is timed.

mod by_hand;
mod calls;
mod dynamodb_facade;
mod entity;
mod equivalence;
mod expression;
mod hand_mapped;
mod mapping;
mod modyne;
mod peer;
mod requests;
mod rows;
mod serde_dynamo;
mod stub;
mod twintable;

pub use equivalence::check;
pub use rows::{OF_RAW, rows};

use crate::measure::Race;

/// The races of whole calls, of requests alone, and of the mappings.
pub fn races() -> Vec<Race> {
    calls::races().into_iter().chain(requests::races()).chain(mapping::races()).collect()
}
