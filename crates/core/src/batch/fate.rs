//! What an error means for the writes of the request that failed with it.

use crate::{BackendError, Error};

/// What is known of a failed request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing was done, and it may succeed later.
    Passing,
    /// It may have been done.
    Unanswered,
    /// Nothing was done, because of what was to be written.
    Refused,
    /// Nothing was done, and other requests will fare no better.
    Hopeless,
    /// It may have been done, and other requests will fare no better.
    Broken,
}

impl Fate {
    pub(super) fn of(error: &Error) -> Self {
        match error {
            Error::Throttled { .. } | Error::Conflict => Self::Passing,
            Error::TransactionCancelled { .. } | Error::BatchIncomplete(_) => {
                if error.is_retryable() {
                    Self::Passing
                } else {
                    Self::Refused
                }
            }
            Error::TimedOut { .. } => Self::Unanswered,
            Error::ConditionFailed { .. }
            | Error::AlreadyExists { .. }
            | Error::NotFound { .. }
            | Error::VersionConflict { .. }
            | Error::UniqueViolation { .. }
            | Error::WrongType(_)
            | Error::InvalidRequest(_)
            | Error::ValidationFailed(_)
            | Error::ItemTooLarge(_)
            | Error::ItemCollectionTooLarge
            | Error::Codec(_)
            | Error::Unfinished { .. }
            | Error::MoreThanOne { .. }
            | Error::CursorRejected(_)
            | Error::CursorNotMade(_) => Self::Refused,
            Error::IdempotencyMismatch | Error::TableNotFound { .. } | Error::TableExists { .. } => {
                Self::Hopeless
            }
            Error::Backend(error) => {
                let BackendError { code: _, retryable, source: _ } = &**error;
                if *retryable { Self::Passing } else { Self::Broken }
            }
        }
    }
}
