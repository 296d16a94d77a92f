//! Where a store departs from the model.

use std::fmt;

/// Where a store departs from the model, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The position of the request whose outcome differs; `None` where a table differs that was made before the first
    /// request, or the contents after the last.
    pub request: Option<usize>,
    /// What differs: what the model says and what the store says, with the items of both.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.request {
            Some(position) => write!(f, "request {}: {}", position + 1, self.what),
            None => f.write_str(&self.what),
        }
    }
}
