//! Tests for backends: the contract that every backend keeps, and generators of tables, items and requests.

mod clock;
pub mod contract;
pub mod strategy;

pub use clock::ManualClock;
