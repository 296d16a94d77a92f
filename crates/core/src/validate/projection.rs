//! Projections.

use super::{length, path, projection_length};
use crate::{Error, Rule, expr::Projection};

impl Projection {
    /// Checks the projection by itself: its paths, its size.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken, and the path.
    pub fn validate(&self) -> Result<(), Error> {
        if self.paths.is_empty() {
            return Err(Error::invalid(Rule::EmptyProjection));
        }
        self.paths.iter().try_for_each(path::one)?;
        path::apart(self.paths.iter())?;
        length::within_limit(projection_length(self))
    }
}
