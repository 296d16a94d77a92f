//! What an access pattern costs: a store that adds up units, an assertion on them, and a report.
//!
//! What a request consumes follows from the items alone, so a test on the memory backend can say what production will
//! be charged for:
//!
//! ```
//! use futures::executor::block_on;
//! use std::sync::Arc;
//! use twintable::{KeyAttribute, PrimaryKey, TableSchema, item, store::{GetItem, ItemStore, PutItem}};
//! use twintable_memory::MemoryStore;
//! use twintable_testkit::{assert_cost, metering::MeteredStore};
//!
//! let schema = TableSchema::new("shop", KeyAttribute::string("id"));
//! let store = MeteredStore::new(Arc::new(MemoryStore::with_tables([schema])?));
//!
//! let found = assert_cost!(store, reads <= 0.5, writes <= 1.0, requests <= 2, scans == 0, {
//!     block_on(store.put_item(PutItem::new("shop", item! { "id" => "a" })))?;
//!     block_on(store.get_item(GetItem::new("shop", PrimaryKey::new("id", "a"))))?
//! });
//! assert!(found.item.is_some());
//! # Ok::<(), twintable::Error>(())
//! ```
//!
//! [`MeteredStore::report`] shows the same by access pattern and by partition, and names the partitions that would be
//! hot.

mod assert;
mod charge;
mod cost;
mod partition;
mod pattern;
mod priced;
mod report;
mod store;

#[doc(hidden)]
pub use assert::Assertions;
pub use assert::Limit;
pub use cost::Cost;
pub use partition::{HotPartition, Partition, PartitionCost};
pub use pattern::{AccessPattern, PatternCost};
pub use report::Report;
pub use store::{Mark, MeteredStore};
