//! Each request's explanation, read from the very input that would be sent.

mod batch;
mod item;
mod page;
mod transaction;

use super::Explanation;
use twintable::Error;

/// Keeps [`Explain`](super::Explain) to the requests of the port.
pub trait Sealed {
    /// Validates before it clones: only what is valid is sure to be shallow enough for that.
    #[doc(hidden)]
    fn explanation(&self) -> Result<Explanation, Error>;
}
