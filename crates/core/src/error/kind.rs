//! Errors without their contents.

use super::Error;

/// The enum, and the list of its variants.
macro_rules! kinds {
    ($($name:ident,)*) => {
        /// The variants of [`Error`] without their contents.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        #[expect(missing_docs, reason = "each is documented at the variant of `Error` with its name")]
        pub enum ErrorKind {
            $($name,)*
        }

        impl ErrorKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
        }
    };
}

kinds! {
    ConditionFailed,
    AlreadyExists,
    NotFound,
    TransactionCancelled,
    IdempotencyMismatch,
    TableNotFound,
    TableExists,
    InvalidRequest,
    ItemTooLarge,
    ItemCollectionTooLarge,
    Throttled,
    Conflict,
    TimedOut,
    VersionConflict,
    UniqueViolation,
    ValidationFailed,
    WrongType,
    Codec,
    BatchIncomplete,
    Unfinished,
    MoreThanOne,
    CursorRejected,
    CursorNotMade,
    Backend,
}

impl Error {
    /// Which outcome this is.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::ConditionFailed { .. } => ErrorKind::ConditionFailed,
            Self::AlreadyExists { .. } => ErrorKind::AlreadyExists,
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::TransactionCancelled { .. } => ErrorKind::TransactionCancelled,
            Self::IdempotencyMismatch => ErrorKind::IdempotencyMismatch,
            Self::TableNotFound { .. } => ErrorKind::TableNotFound,
            Self::TableExists { .. } => ErrorKind::TableExists,
            Self::InvalidRequest(_) => ErrorKind::InvalidRequest,
            Self::ItemTooLarge(_) => ErrorKind::ItemTooLarge,
            Self::ItemCollectionTooLarge => ErrorKind::ItemCollectionTooLarge,
            Self::Throttled { .. } => ErrorKind::Throttled,
            Self::Conflict => ErrorKind::Conflict,
            Self::TimedOut { .. } => ErrorKind::TimedOut,
            Self::VersionConflict { .. } => ErrorKind::VersionConflict,
            Self::UniqueViolation(_) => ErrorKind::UniqueViolation,
            Self::ValidationFailed(_) => ErrorKind::ValidationFailed,
            Self::WrongType { .. } => ErrorKind::WrongType,
            Self::Codec(_) => ErrorKind::Codec,
            Self::BatchIncomplete(_) => ErrorKind::BatchIncomplete,
            Self::Unfinished { .. } => ErrorKind::Unfinished,
            Self::MoreThanOne { .. } => ErrorKind::MoreThanOne,
            Self::CursorRejected(_) => ErrorKind::CursorRejected,
            Self::CursorNotMade(_) => ErrorKind::CursorNotMade,
            Self::Backend(_) => ErrorKind::Backend,
        }
    }
}
