//! Which parts of an item are returned.

use crate::Path;
use serde::{Deserialize, Serialize};

/// The paths that a read returns: at least one, and no two that overlap.
///
/// What is returned keeps its structure: `address.city` gives a map `address` that has `city` alone, and
/// `lines[3]`, `lines[1]` give a list of two elements in the order of the list. What an item lacks is left
/// out, and keys are not added.
///
/// # Examples
///
/// ```
/// use twintable::{expr::Projection, path};
///
/// let projection = Projection::of([path("name"), path("address").field("city")]);
/// assert_eq!(projection.paths.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Projection {
    /// The paths, in any order.
    pub paths: Vec<Path>,
}

impl Projection {
    /// A projection to these paths.
    pub fn of<P: Into<Path>>(paths: impl IntoIterator<Item = P>) -> Self {
        Self { paths: paths.into_iter().map(Into::into).collect() }
    }
}
