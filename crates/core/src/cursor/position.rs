//! Where a read goes on.

mod read;
mod write;

use crate::Item;

/// Where a read goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// After the item with this key: a page's `last_evaluated_key`, which has the key attributes of the table and of the index
    /// that is read, and nothing else. Without any attribute it is the start.
    After(Item),
    /// In each segment of a parallel scan. There are as many segments as entries.
    Segments(Vec<Progress>),
}

/// How far the scan of a segment has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is read yet.
    NotStarted,
    /// All is read up to the item with this key.
    After(Item),
    /// All is read.
    Done,
}

/// What stands before a position.
mod position_tag {
    pub(super) const AFTER: u8 = 1;
    pub(super) const SEGMENTS: u8 = 2;
}

/// What stands before the progress of a segment.
mod progress_tag {
    pub(super) const NOT_STARTED: u8 = 0;
    pub(super) const AFTER: u8 = 1;
    pub(super) const DONE: u8 = 2;
}

/// What stands before the value of an attribute.
mod value_tag {
    /// No value follows: the read has it.
    pub(super) const PINNED: u8 = 0;
    pub(super) const STRING: u8 = 1;
    pub(super) const NUMBER: u8 = 2;
    pub(super) const BINARY: u8 = 3;
}
