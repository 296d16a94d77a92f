//! Who writes.

use std::time::SystemTime;

/// Who writes, which decides what is told of the write, and when it counts as done.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Author {
    /// A request, now.
    Request,
    /// The store deletes an expired item. It may be late: the deletion was due at that time, not after now.
    TimeToLive(SystemTime),
    /// A snapshot is restored. No change is told of.
    Restore,
}
