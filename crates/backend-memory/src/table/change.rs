//! What a write does.

use super::Stored;
use twintable::Item;

/// What becomes of the item under a key.
#[derive(Debug)]
pub(crate) enum Change {
    /// It is replaced, or created.
    Put(Item),
    /// It is removed, if it is there.
    Delete,
    /// Nothing.
    Keep,
}

/// What a write did.
#[derive(Debug)]
pub(crate) struct Written {
    /// The item before.
    pub(crate) old: Option<Stored>,
    /// The item now.
    pub(crate) new: Option<Stored>,
    /// The write units of each index, in the order of the table's indexes.
    pub(crate) index_units: Vec<f64>,
}

impl Written {
    /// The size of the larger of the item before and the item now.
    pub(crate) fn larger_size(&self) -> usize {
        let size = |stored: &Option<Stored>| stored.as_ref().map_or(0, |stored| stored.size);
        size(&self.old).max(size(&self.new))
    }
}
