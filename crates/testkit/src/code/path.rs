//! Paths.

use super::Code;
use std::fmt;
use twintable::{Path, Step};

impl fmt::Display for Code<'_, Path> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "path({})", Code(self.0.attribute()))?;
        self.0.steps().iter().try_for_each(|step| match step {
            Step::Field(name) => write!(f, ".field({})", Code(name.as_ref())),
            Step::Index(index) => write!(f, ".index({index})"),
        })
    }
}

/// A path where a path is asked for, so that a name will do.
pub(super) fn place(path: &Path) -> String {
    if path.steps().is_empty() { Code(path.attribute()).to_string() } else { Code(path).to_string() }
}
