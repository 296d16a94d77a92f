//! Tests for backends: the contract that every backend keeps, and generators of tables, items and requests.

pub mod contract;
pub mod strategy;
