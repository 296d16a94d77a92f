//! A bound on how deep a tree may be while it is read.
//!
//! A reader recurses once for each level, and not every format bounds that, so the trees count for
//! themselves.

use serde::de;
use std::cell::Cell;

/// The levels that a document (a value's lists and maps) or an expression (`and`, `or`, `not`) may have.
///
/// DynamoDB's own limit for documents, taken for expressions too.
pub const MAX_DEPTH: usize = 32;

// A value inside an expression counts on top of the expression's own levels.
const MAX_READ_DEPTH: usize = 2 * MAX_DEPTH;

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// One level of a tree that is being read, until it is dropped.
pub(crate) struct Level(());

/// Goes one level deeper.
pub(crate) fn enter<E: de::Error>() -> Result<Level, E> {
    DEPTH.with(|depth| {
        if depth.get() >= MAX_READ_DEPTH {
            return Err(E::custom("nested too deep"));
        }
        depth.set(depth.get() + 1);
        Ok(Level(()))
    })
}

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.with(|depth| depth.set(depth.get() - 1));
    }
}
