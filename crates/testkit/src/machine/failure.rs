//! What a search finds.

use crate::script::{Difference, Script};
use std::{error, fmt};

/// The smallest case in which a store departs from the model.
///
/// `Display` is the difference, and the script as the code of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What is done.
    pub script: Script,
    /// How the store departs.
    pub difference: Difference,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the store departs from the model: {}\n\n{}", self.difference, self.script)
    }
}

impl error::Error for Failure {}
