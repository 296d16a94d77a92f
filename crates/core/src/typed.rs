//! Expressions that know their entity: thin wrappers around the plain data of [`expr`](crate::expr).
//!
//! A value that cannot be stored is remembered, and refused when the request is made.

mod change;
mod filter;
mod increment;
mod key_condition;
mod update;

pub use change::Change;
pub use filter::{Filter, IntoFilter};
pub use increment::Increment;
pub use key_condition::{IntoKeyCondition, KeyCondition};
pub use update::Update;

use crate::InvalidRequest;

/// Something that was made, or why it could not be.
pub(crate) type Made<T> = Result<T, Box<InvalidRequest>>;

#[cfg(test)]
mod tests;
