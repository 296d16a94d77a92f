//! Expressions as plain data: what a filter, a key condition, an update or a projection says, for every
//! backend alike.
//!
//! The memory backend evaluates these trees, the DynamoDB backend compiles them to expression text; both
//! have the same file names and one function for each node, in the same order. A tree can be compared,
//! printed, written and read with serde. What a tree may hold is checked in [`validate`](crate::validate).

mod filter;
mod key_condition;
mod operand;
mod projection;
mod update;

pub use filter::{Comparator, Filter, Term, Terms};
pub use key_condition::{KeyCondition, SortCondition, SortOn};
pub use operand::Operand;
pub use projection::Projection;
pub use update::{Action, Fallback, SetValue, Source, Update, if_not_exists, list_append};

#[cfg(test)]
mod tests;
