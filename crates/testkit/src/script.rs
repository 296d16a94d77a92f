//! Requests one after the other, compared with the model, and printed as a test.
//!
//! A [`Script`] is what the [state machine](crate::machine) finds where a store departs from the [model](crate::model).
//! Its `Display` is a Rust test, complete but for the store: it is pasted into a file with a function `ground`, as
//! [`contract_tests!`](crate::contract_tests) takes one, and fails there until the store is mended.
//!
//! # Examples
//!
//! ```
//! use twintable::{KeyAttribute, PrimaryKey, TableSchema, item, store::{DeleteItem, PutItem, Scan}};
//! use twintable_memory::MemoryStore;
//! use twintable_testkit::{contract::Ground, script::Script};
//!
//! let script = Script::new([TableSchema::new("shop", KeyAttribute::string("id"))])
//!     .then(PutItem::new("shop", item! { "id" => "a" }))
//!     .then(Scan::new("shop").limit(1))
//!     .then(DeleteItem::new("shop", PrimaryKey::new("id", "a")).returning_old());
//! script.check(|| Ground::new(MemoryStore::new()));
//!
//! let test = script.to_string();
//! assert!(test.contains(r#".then(PutItem::new("shop", item! { "id" => "a" }))"#), "{test}");
//! assert!(test.contains(r#".then(Scan { limit: Some(1), ..Scan::new("shop") })"#), "{test}");
//! ```

mod difference;
mod imports;
mod print;
mod run;
mod shorten;

pub use difference::Difference;

use crate::Request;
use twintable::TableSchema;

/// Tables, and requests that are made one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a script does nothing until it is run"]
pub struct Script {
    /// The tables, which are empty at first.
    pub tables: Vec<TableSchema>,
    /// The requests, in their order.
    pub requests: Vec<Request>,
}

impl Script {
    /// A script with some tables and no requests.
    pub fn new(tables: impl IntoIterator<Item = TableSchema>) -> Self {
        Self { tables: tables.into_iter().collect(), requests: Vec::new() }
    }

    /// Adds a request, after those that are there.
    pub fn then(mut self, request: impl Into<Request>) -> Self {
        self.requests.push(request.into());
        self
    }
}
