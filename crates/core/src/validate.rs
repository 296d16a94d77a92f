//! The service's rules for requests, checked before anything runs, the same for every backend.
//!
//! Each request has `validate`, which needs nothing but the request, and `validate_against`, which needs the
//! table's schema. A backend calls the first before it looks for the table and the second before it
//! evaluates or sends anything, so an invalid request gives the same error everywhere and changes nothing.
//! What only the stored item can show, such as the type of an attribute that an update adds to, is found
//! while a request runs.

mod batch;
mod distinct;
mod filter;
mod item;
mod key;
mod key_condition;
mod length;
mod operand;
mod operators;
mod page;
mod path;
mod projection;
mod request;
mod schema;
mod substitutions;
mod tally;
mod transaction;
mod update;
mod value;

pub use item::{index_keys, item, stored_item};
pub use length::{filter_length, key_condition_length, projection_length, update_length};
pub use operators::{filter_operators, update_operators};
pub use schema::table_name;
pub use value::value;

#[cfg(test)]
mod tests;
