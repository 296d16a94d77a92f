//! The evaluator: what an expression means for an item.
//!
//! It is pure: no lock, no store, no time. File names and order are those of the expressions, and each has
//! one function for each node.

pub(crate) mod filter;
pub(crate) mod key_condition;
mod operand;
pub(crate) mod projection;
pub(crate) mod update;
