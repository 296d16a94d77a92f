//! The in-memory backend of [`twintable`]: DynamoDB's semantics without DynamoDB.
//!
//! [`MemoryStore`] keeps the rules of the service: conditions, filters and updates, key order, sparse and
//! projected indexes, pages and their limits, batches, transactions, consumed capacity, and the same errors.
//! What passes on it behaves the same in production.
//!
//! A test can ask for more:
//!
//! - to be as inconsistent as the service may be, with lagging indexes and stale reads: [`Simulation`];
//! - to delete expired items late, by a clock that the test moves: [`Builder::delete_expired_after`];
//! - to remember what a store holds, and to go back there: [`MemoryStore::snapshot`];
//! - to be told of every change: [`MemoryStore::changes`].

mod capacity;
mod changes;
mod eval;
mod key;
mod setting;
mod simulation;
mod snapshot;
mod store;
mod table;

pub use changes::Changes;
pub use simulation::{Delay, Simulation};
pub use snapshot::{Snapshot, TableSnapshot};
pub use store::{Builder, MemoryStore};
