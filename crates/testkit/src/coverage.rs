//! What requests and their outcomes met: every node of expressions, every value of every option, every kind of error, every
//! broken rule, and every event that makes a difference.
//!
//! For tests of tests: whether a generator, or a list of cases, leaves something out. Each thing has a name in a match
//! without a wildcard, so that a new node or option breaks the build of this module until it has a name, and then each
//! such test until it is met.
//!
//! # Examples
//!
//! ```
//! use twintable::{KeyAttribute, TableSchema, store::Scan};
//! use twintable_testkit::{Request, coverage::Coverage, strategy::Tables};
//!
//! let schema = |name| TableSchema::new(name, KeyAttribute::string("pk"));
//! let tables = Tables { main: schema("main"), other: schema("other") };
//! let mut coverage = Coverage::default();
//! coverage.request(&Request::from(Scan::new("main")), &tables);
//! let missing = coverage.missing(&[]);
//! assert!(missing.contains(&"scan: select: count".to_owned()));
//! assert!(!missing.contains(&"operation: scan".to_owned()));
//! ```

mod edges;
mod events;
mod nodes;
mod options;
mod reached;

pub use reached::Coverage;

use crate::{Outcome, Request, strategy::Tables};
use twintable::{Error, Item};

impl Coverage {
    /// Counts what is in a request for two tables.
    pub fn request(&mut self, request: &Request, tables: &Tables) {
        options::request(self, request, tables);
    }

    /// Counts what a request led to.
    pub fn outcome(&mut self, request: &Request, outcome: &Result<Outcome, Error>, tables: &Tables) {
        events::outcome(self, request, outcome, tables);
    }

    /// Counts where a request meets just what its table holds: an update of several elements of one list, a comparison with
    /// the very value that is there. `stored` are the table's items before the request.
    pub fn edges(&mut self, request: &Request, stored: &[Item]) {
        edges::edges(self, request, stored);
    }

    /// Counts the types of values in an item.
    pub fn item(&mut self, item: &Item) {
        nodes::item(self, item);
    }
}
