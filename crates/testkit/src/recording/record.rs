//! What is written down of a request.

use crate::Request;
use std::fmt;
use twintable::ErrorKind;

/// A request, and how it ended.
///
/// `Display` is a line for messages, without values: what [`Request`] shows, and the ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The request.
    pub request: Request,
    /// How it ended, as far as it has.
    pub ending: Ending,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It has not ended.
    InFlight,
    /// The store gave an outcome. Of a batch, some items may be left.
    Succeeded,
    /// The store gave an error.
    Failed(ErrorKind),
    /// Who waited for it did not wait to the end: the future was dropped.
    Dropped,
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { request, ending } = self;
        write!(f, "{request}, {ending}")
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InFlight => f.write_str("in flight"),
            Self::Succeeded => f.write_str("succeeded"),
            Self::Failed(kind) => write!(f, "failed: {kind:?}"),
            Self::Dropped => f.write_str("dropped"),
        }
    }
}
