//! Expressions to the service's expression text.
//!
//! The files and their order are those of core's `expr`, with one function for each node. A walk writes
//! through a [`Sink`], which owns the aliases: names and values never reach the text.

mod alias;
mod filter;
mod interned;
mod key_condition;
mod operand;
mod path;
mod placeholders;
mod projection;
mod update;

pub(crate) use filter::filter;
pub(crate) use key_condition::key_condition;
pub(crate) use placeholders::{Placeholders, Sink, Substitutions};
pub(crate) use projection::projection;
pub(crate) use update::update;

#[cfg(test)]
mod tests;
