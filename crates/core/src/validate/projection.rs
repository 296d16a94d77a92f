//! Projections.

use super::{length, path, projection_length, tally::Tally};
use crate::{Error, Rule, expr::Projection};

impl Projection {
    /// Checks the projection by itself: its paths, its size.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken, and the path.
    pub fn validate(&self) -> Result<(), Error> {
        self.check().map(drop)
    }

    /// As [`validate`](Self::validate), and returns the bytes of its names.
    pub(super) fn check(&self) -> Result<usize, Error> {
        if self.paths.is_empty() {
            return Err(Error::invalid(Rule::EmptyProjection));
        }
        let mut tally = Tally::default();
        self.paths.iter().try_for_each(|path| tally.path(path))?;
        path::apart(self.paths.iter())?;
        if tally.is_large() {
            length::within_limit(projection_length(self))?;
        }
        Ok(tally.bytes())
    }
}
