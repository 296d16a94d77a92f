//! Errors, by outcome.

mod cancellation;
mod details;
mod kind;
mod rule;

pub use cancellation::{CancellationCode, CancellationReason, CancelledOperation};
pub use details::{
    BackendError, BatchIncomplete, CodecError, InvalidRequest, ItemTooLarge, UniqueViolation,
    ValidationError, WrongType,
};
pub use kind::ErrorKind;
pub use rule::Rule;

use crate::{
    Item, Path, PrimaryKey,
    cursor::{CursorError, SealError},
};
use std::fmt;

/// Why an operation did not happen.
///
/// The variants are outcomes that a caller can act on. Neither `Display` nor `Debug` shows an item's values
/// or keys; items come along where a request asked for them, to be looked at on purpose.
///
/// # Examples
///
/// ```
/// use twintable::{Error, ErrorKind};
///
/// let error = Error::ConditionFailed { current: None };
/// assert_eq!(error.kind(), ErrorKind::ConditionFailed);
/// assert!(!error.is_retryable());
/// ```
#[non_exhaustive]
#[derive(thiserror::Error)]
pub enum Error {
    /// The condition of a write was false. Nothing was written.
    #[error("the condition of the write is false for the item as it is")]
    ConditionFailed {
        /// The item as it is, if the request asked for it and there is one.
        current: Option<Item>,
    },
    /// An entity that must not exist does. Nothing was written.
    #[error("{entity} already exists")]
    AlreadyExists {
        /// The entity's name.
        entity: &'static str,
    },
    /// An entity that must exist does not. Nothing was written.
    #[error("{entity} not found")]
    NotFound {
        /// The entity's name.
        entity: &'static str,
    },
    /// A transaction did not happen. Nothing was written.
    #[error("the transaction was cancelled: {}", cancellation::Summary(.reasons))]
    TransactionCancelled {
        /// One reason for each action, in the order of the request.
        reasons: Vec<CancellationReason>,
    },
    /// An idempotency token came again, with another request. Nothing was written.
    #[error("the idempotency token was used for another request")]
    IdempotencyMismatch,
    /// There is no such table.
    #[error("table {table} not found")]
    TableNotFound {
        /// The table's name.
        table: Box<str>,
    },
    /// There is such a table already, or it is being created or deleted.
    #[error("table {table} exists already or is in use")]
    TableExists {
        /// The table's name.
        table: Box<str>,
    },
    /// The request breaks a rule. Nothing was read or written.
    #[error("invalid request: {0}")]
    InvalidRequest(Box<InvalidRequest>),
    /// The item would exceed 400 KB. Nothing was written.
    #[error("{0}")]
    ItemTooLarge(Box<ItemTooLarge>),
    /// The items of one partition and its local indexes would exceed 10 GB. Nothing was written.
    #[error("the items of the partition and its local indexes would exceed 10 GB")]
    ItemCollectionTooLarge,
    /// The table's, the partition's or the account's capacity is used up for the moment. Nothing was done.
    #[error("throttled: the capacity is used up for the moment")]
    Throttled {
        /// What the backend said.
        source: Option<Box<BackendError>>,
    },
    /// A transaction holds the item at the moment. Nothing was done.
    #[error("a transaction holds the item at the moment")]
    Conflict,
    /// The time limit of the call is over, or no answer came, or none that says what happened.
    ///
    /// The outcome of a write is unknown: it may have happened, and where it is still under way it may happen later.
    /// Read what it would have changed before it is done again, or write so that a second time changes nothing. A read
    /// may be repeated.
    #[error("no certain answer came; whether the operation happened is not known")]
    TimedOut {
        /// What the backend said.
        source: Option<Box<BackendError>>,
    },
    /// The entity's version is not the one that was expected: somebody else wrote it since it was read. Nothing
    /// was written. Read it again, decide again, and write.
    #[error("{entity} has another version than expected")]
    VersionConflict {
        /// The entity's name.
        entity: &'static str,
        /// The item as it is; `None` if there is none.
        current: Option<Item>,
    },
    /// Another entity has the same value in a unique field. Nothing was written.
    #[error("{0}")]
    UniqueViolation(Box<UniqueViolation>),
    /// The entity breaks a rule of its own. Nothing was written.
    #[error("{0}")]
    ValidationFailed(Box<ValidationError>),
    /// The item under the key is of another type than the repository's. Nothing was written.
    #[error("{0}")]
    WrongType(Box<WrongType>),
    /// A stored item cannot be read as the entity, or the entity cannot be stored. Where a write returns an
    /// item that cannot be read, it has happened.
    #[error("{0}")]
    Codec(Box<CodecError>),
    /// Not all of a batch is done. The error of the batch itself says what is and what is not: a
    /// [`BatchError`](crate::batch::BatchError).
    #[error(transparent)]
    BatchIncomplete(Box<BatchIncomplete>),
    /// The read took more requests than it was allowed. What it had read is lost, unless it was a stream: its cursor
    /// goes on there.
    #[error("the read was not finished by {requests} requests")]
    Unfinished {
        /// The number of requests that were made.
        requests: u32,
    },
    /// There is more than one, where one was expected.
    #[error("there is more than one {entity}")]
    MoreThanOne {
        /// The entity's name.
        entity: &'static str,
    },
    /// The cursor was not accepted. Nothing was read. It is the fault of whoever sent it, or it is too old.
    #[error("cursor refused: {0}")]
    CursorRejected(CursorError),
    /// No cursor could be made for the rest of the read.
    #[error("no cursor could be made: {0}")]
    CursorNotMade(SealError),
    /// The backend failed in a way that none of the other variants stands for.
    #[error(transparent)]
    Backend(Box<BackendError>),
}

impl Error {
    /// A request that breaks a rule.
    pub fn invalid(rule: Rule) -> Self {
        Self::InvalidRequest(InvalidRequest::new(rule))
    }

    /// A request that breaks a rule at a path.
    pub fn invalid_at(rule: Rule, path: impl Into<Path>) -> Self {
        Self::InvalidRequest(InvalidRequest::new(rule).at(path))
    }

    /// An item of another type than the repository's.
    pub fn wrong_type(entity: &'static str, found: Option<&str>) -> Self {
        Self::WrongType(Box::new(WrongType { entity, found: found.map(Into::into) }))
    }

    /// An entity that breaks a rule of its own.
    pub fn validation(entity: &'static str, field: Option<&str>, problem: impl Into<Box<str>>) -> Self {
        let (field, problem) = (field.map(Into::into), problem.into());
        Self::ValidationFailed(Box::new(ValidationError { entity, field, problem }))
    }

    /// A value of a unique field that another entity has.
    pub fn unique_violation(entity: &'static str, attribute: &'static str) -> Self {
        Self::UniqueViolation(Box::new(UniqueViolation { entity, attribute }))
    }

    /// A request that the service refused under a name of its own.
    pub fn refused_by_service(code: impl Into<Box<str>>) -> Self {
        let service_code = Some(code.into());
        Self::InvalidRequest(Box::new(InvalidRequest {
            rule: Rule::Service,
            path: None,
            detail: None,
            service_code,
        }))
    }

    /// A table that is not there.
    pub fn table_not_found(table: impl Into<Box<str>>) -> Self {
        Self::TableNotFound { table: table.into() }
    }

    /// The cancellation of a transaction by an action that does not fit its table or the stored item: that
    /// action is the only reason, as the service has it.
    ///
    /// A fault that is no invalid request leaves the reason without its rule.
    pub fn cancelled_by(fault: Self, action: usize, actions: usize) -> Self {
        let mut reasons = vec![CancellationReason::none(); actions];
        if let Some(reason) = reasons.get_mut(action) {
            let invalid = if let Self::InvalidRequest(invalid) = fault { Some(invalid) } else { None };
            *reason =
                CancellationReason { invalid, ..CancellationReason::of(CancellationCode::ValidationError) };
        }
        Self::TransactionCancelled { reasons }
    }

    /// The cancellation of a transaction by the first of its actions that fails a check, if one does.
    ///
    /// # Errors
    ///
    /// [`Error::TransactionCancelled`] with that action as the only reason.
    pub fn check_actions(checks: impl ExactSizeIterator<Item = Result<(), Self>>) -> Result<(), Self> {
        let actions = checks.len();
        for (action, check) in checks.enumerate() {
            check.map_err(|fault| Self::cancelled_by(fault, action, actions))?;
        }
        Ok(())
    }

    /// An item that is too large, with its largest attributes.
    pub fn item_too_large(item: &Item) -> Self {
        let mut attributes: Vec<_> =
            item.iter().map(|(name, value)| (name.to_owned(), name.len() + value.size())).collect();
        attributes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
        attributes.truncate(3);
        Self::ItemTooLarge(Box::new(ItemTooLarge { size: Some(item.size()), attributes }))
    }

    /// An item that a backend's service found too large, without saying how large it is.
    pub fn item_too_large_by_service() -> Self {
        Self::ItemTooLarge(Box::new(ItemTooLarge { size: None, attributes: Vec::new() }))
    }

    /// An attribute that cannot be read as the entity has it.
    pub fn codec(entity: &'static str, attribute: impl Into<Box<str>>, problem: impl Into<Box<str>>) -> Self {
        Self::Codec(Box::new(CodecError {
            entity,
            key: None,
            attribute: attribute.into(),
            problem: problem.into(),
        }))
    }

    /// An error of decoding, with the key of the item; any other error as it is.
    pub(crate) fn with_key(mut self, key: Option<PrimaryKey>) -> Self {
        if let Self::Codec(codec) = &mut self {
            codec.key = key;
        }
        self
    }

    /// The entity that made a condition fail, or that has another version than expected, as it is now.
    ///
    /// `None` for any other error, and where there is no such item.
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where the item cannot be read as the entity.
    pub fn current<T: crate::Entity>(&self) -> Result<Option<T>, Self> {
        let (Self::ConditionFailed { current } | Self::VersionConflict { current, .. }) = self else {
            return Ok(None);
        };
        current.as_ref().map(T::from_item).transpose()
    }

    /// The rule that an invalid request broke.
    pub fn rule(&self) -> Option<Rule> {
        if let Self::InvalidRequest(invalid) = self { Some(invalid.rule) } else { None }
    }

    /// Whether the same request may succeed later, and it is safe to try: throttling, conflicts with
    /// other transactions, failures that the backend calls passing. Never where the operation may have
    /// happened.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Throttled { .. } | Self::Conflict => true,
            Self::TransactionCancelled { reasons } => cancellation::is_retryable(reasons),
            Self::BatchIncomplete(batch) => batch.is_retryable(),
            Self::Backend(error) => error.retryable,
            Self::ConditionFailed { .. }
            | Self::AlreadyExists { .. }
            | Self::NotFound { .. }
            | Self::IdempotencyMismatch
            | Self::TableNotFound { .. }
            | Self::TableExists { .. }
            | Self::InvalidRequest(_)
            | Self::ItemTooLarge(_)
            | Self::ItemCollectionTooLarge
            | Self::TimedOut { .. }
            | Self::VersionConflict { .. }
            | Self::UniqueViolation(_)
            | Self::ValidationFailed(_)
            | Self::WrongType { .. }
            | Self::Codec(_)
            | Self::Unfinished { .. }
            | Self::MoreThanOne { .. }
            | Self::CursorRejected(_)
            | Self::CursorNotMade(_) => false,
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({self})", self.kind())
    }
}

impl From<Box<InvalidRequest>> for Error {
    fn from(invalid: Box<InvalidRequest>) -> Self {
        Self::InvalidRequest(invalid)
    }
}

impl From<CursorError> for Error {
    fn from(refusal: CursorError) -> Self {
        Self::CursorRejected(refusal)
    }
}

impl From<SealError> for Error {
    fn from(fault: SealError) -> Self {
        Self::CursorNotMade(fault)
    }
}

#[cfg(test)]
mod tests;
