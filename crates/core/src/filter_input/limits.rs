//! What a filter may cost, counted in the same way while it is read and while it is built.

use super::{FilterInput, FilterInputError};
use std::cell::Cell;

/// What a text that is too long should be: [`FilterInput::MAX_TEXT`].
pub(super) const TEXT_TOO_LONG: &str = "a text has at most 4,096 bytes";

/// What one filter has left.
#[derive(Debug)]
pub(super) struct Budget {
    nodes: Cell<usize>,
    text: Cell<usize>,
}

impl Budget {
    pub(super) const fn new() -> Self {
        Self { nodes: Cell::new(FilterInput::MAX_NODES), text: Cell::new(FilterInput::MAX_TEXTS) }
    }

    /// Takes one node.
    pub(super) fn node(&self) -> Result<(), FilterInputError> {
        take(&self.nodes, 1).ok_or(FilterInputError::TooManyNodes)
    }

    /// Takes the bytes of a text.
    pub(super) fn text(&self, text: &str) -> Result<(), FilterInputError> {
        take(&self.text, text.len()).ok_or(FilterInputError::TooMuchText)
    }
}

fn take(left: &Cell<usize>, taken: usize) -> Option<()> {
    left.set(left.get().checked_sub(taken)?);
    Some(())
}

/// The level of the terms of a node that itself stands on `level`.
pub(super) const fn below(level: usize) -> Result<usize, FilterInputError> {
    if level < FilterInput::MAX_DEPTH { Ok(level + 1) } else { Err(FilterInputError::TooDeep) }
}
