//! Tests for backends: the contract that every backend keeps, and generators of tables, items and requests.

mod call;
mod clock;
mod operation;
mod outcome;
mod request;

pub mod contract;
pub mod faults;
pub mod history;
pub mod recording;
pub mod strategy;

pub use clock::ManualClock;
pub use operation::Operation;
pub use outcome::Outcome;
pub use request::Request;
