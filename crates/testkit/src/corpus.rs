//! Named cases as data: what is there before, one request, what it gives, and what is there after.
//!
//! Where the [contract](crate::contract) is code that runs on a store, an entry of the corpus can be read in other ways too:
//! one backend evaluates it, another one compiles it. The entries go through the language systematically: every node of
//! expressions, every value of every option of every request, every error and every rule that a store can meet. A test
//! marks them off by means of [`Coverage`](crate::coverage::Coverage), so none can be forgotten.
//!
//! Two lists: [`groups`] of requests, and [`schemas`] of tables.
//!
//! # Examples
//!
//! ```
//! use futures::executor::block_on;
//! use twintable_testkit::{corpus, model::ModelStore};
//!
//! for (group, entries) in corpus::groups() {
//!     for entry in entries {
//!         let kept = block_on(entry.check(&ModelStore::new()));
//!         assert_eq!(kept, Ok(()), "{group}: {}", entry.name);
//!     }
//! }
//! ```

mod alike;
mod batches;
mod capacities;
mod check;
mod conditions;
mod errors;
mod filters;
mod functions;
mod indexes;
mod items;
mod key_conditions;
mod operands;
mod pages;
mod projections;
mod refused_expressions;
mod refused_requests;
mod schemas;
mod setting;
mod transactions;
mod updates;
mod updates_refused;
mod values;

pub use schemas::{SchemaEntry, schemas};
pub use setting::{Contents, Setting};

use crate::{Outcome, Request};
use twintable::{Error, Item, Rule};

/// One named case.
#[derive(Debug)]
pub struct Entry {
    /// The rule that it shows, as a sentence.
    pub name: &'static str,
    /// The tables and what is there before.
    pub setting: Setting,
    /// The request.
    pub request: Request,
    /// What the request gives. Of an invalid request only the rule counts.
    pub expected: Result<Outcome, Error>,
    /// The items that are there after.
    pub after: Contents,
}

impl Entry {
    /// A request that changes nothing.
    fn new(
        name: &'static str,
        setting: Setting,
        request: impl Into<Request>,
        expected: Result<Outcome, Error>,
    ) -> Self {
        let after = setting.before.clone();
        Self { name, setting, request: request.into(), expected, after }
    }

    /// A request that is done.
    fn gives(name: &'static str, setting: Setting, request: impl Into<Request>, outcome: Outcome) -> Self {
        Self::new(name, setting, request, Ok(outcome))
    }

    /// A request that breaks a rule.
    fn breaks(name: &'static str, setting: Setting, request: impl Into<Request>, rule: Rule) -> Self {
        Self::new(name, setting, request, Err(Error::invalid(rule)))
    }

    /// Says what is in the main table afterwards.
    fn leaving(mut self, items: impl IntoIterator<Item = Item>) -> Self {
        self.after.main = items.into_iter().collect();
        self
    }

    /// Says what is in the other table afterwards.
    fn leaving_other(mut self, items: impl IntoIterator<Item = Item>) -> Self {
        self.after.other = items.into_iter().collect();
        self
    }
}

/// All entries, by the part of the data model that they are about.
pub fn groups() -> Vec<(&'static str, Vec<Entry>)> {
    vec![
        ("operands", operands::entries()),
        ("filters", filters::entries()),
        ("functions", functions::entries()),
        ("values", values::entries()),
        ("key conditions", key_conditions::entries()),
        ("updates", updates::entries()),
        ("refused updates", updates_refused::entries()),
        ("projections", projections::entries()),
        ("items", items::entries()),
        ("conditions", conditions::entries()),
        ("pages", pages::entries()),
        ("indexes", indexes::entries()),
        ("batches", batches::entries()),
        ("transactions", transactions::entries()),
        ("capacities", capacities::entries()),
        ("errors", errors::entries()),
        ("refused expressions", refused_expressions::entries()),
        ("refused requests", refused_requests::entries()),
    ]
}
