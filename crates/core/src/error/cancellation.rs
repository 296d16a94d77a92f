//! Why a transaction was cancelled.

use super::{Error, ErrorKind, InvalidRequest};
use crate::{Item, PrimaryKey};
use std::{borrow::Cow, fmt};

/// What an action had to do with the cancellation of its transaction.
#[derive(Clone, PartialEq, Eq)]
pub struct CancellationReason {
    /// The reason; [`CancellationCode::None`] for an action that would have succeeded.
    pub code: CancellationCode,
    /// The rule that the action broke, where the code is a validation error and it is known.
    pub invalid: Option<Box<InvalidRequest>>,
    /// The item as it is, if the action asked for it, its condition failed and there is one.
    pub item: Option<Item>,
    /// The operation that the action came from, of a transaction of entities.
    pub operation: Option<Box<CancelledOperation>>,
}

/// An operation of a transaction that did not happen. `Display` and `Debug` do not show its key.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CancelledOperation {
    /// The entity's name; `None` for an action on an item that is no entity.
    pub entity: Option<&'static str>,
    /// The entity's key.
    pub key: Option<PrimaryKey>,
    /// The name that the operation was given.
    pub name: Option<Cow<'static, str>>,
    /// What the operation would have failed with by itself, if it was a reason.
    pub outcome: Option<ErrorKind>,
    /// The unique field whose value another entity has, if that was the reason.
    pub unique: Option<&'static str>,
}

/// The service's codes for the reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CancellationCode {
    /// The action is not the reason.
    None,
    /// The action's condition is false.
    ConditionalCheckFailed,
    /// The action does not fit the table or the stored item.
    ValidationError,
    /// The items of one partition and its local indexes would exceed 10 GB.
    ItemCollectionSizeLimitExceeded,
    /// Another transaction holds the item.
    TransactionConflict,
    /// The table's provisioned capacity is used up.
    ProvisionedThroughputExceeded,
    /// The capacity is used up for the moment.
    ThrottlingError,
    /// A code that this version does not know.
    Other(Box<str>),
}

impl CancellationCode {
    /// The code on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::None => "None",
            Self::ConditionalCheckFailed => "ConditionalCheckFailed",
            Self::ValidationError => "ValidationError",
            Self::ItemCollectionSizeLimitExceeded => "ItemCollectionSizeLimitExceeded",
            Self::TransactionConflict => "TransactionConflict",
            Self::ProvisionedThroughputExceeded => "ProvisionedThroughputExceeded",
            Self::ThrottlingError => "ThrottlingError",
            Self::Other(code) => code,
        }
    }

    /// Reads the code on the wire.
    pub fn from_wire(code: &str) -> Self {
        match code {
            "None" => Self::None,
            "ConditionalCheckFailed" => Self::ConditionalCheckFailed,
            "ValidationError" => Self::ValidationError,
            "ItemCollectionSizeLimitExceeded" => Self::ItemCollectionSizeLimitExceeded,
            "TransactionConflict" => Self::TransactionConflict,
            "ProvisionedThroughputExceeded" => Self::ProvisionedThroughputExceeded,
            "ThrottlingError" => Self::ThrottlingError,
            other => Self::Other(other.into()),
        }
    }

    /// Whether it is only something in the way, that passes by itself.
    pub(crate) const fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::TransactionConflict | Self::ProvisionedThroughputExceeded | Self::ThrottlingError
        )
    }
}

impl CancellationReason {
    /// The reason of an action that would have succeeded.
    pub const fn none() -> Self {
        Self::of(CancellationCode::None)
    }

    /// A reason without an item.
    pub const fn of(code: CancellationCode) -> Self {
        Self { code, invalid: None, item: None, operation: None }
    }
}

impl CancellationReason {
    /// Says which operation it is about.
    pub(crate) fn about(mut self, operation: CancelledOperation) -> Self {
        self.operation = Some(Box::new(operation));
        self
    }

    /// The entity that made the operation's condition fail, as it is now.
    ///
    /// `None` where there is no such item.
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where the item cannot be read as the entity.
    pub fn current<T: crate::Entity>(&self) -> Result<Option<T>, Error> {
        self.item.as_ref().map(T::from_item).transpose()
    }
}

/// Whether all that stood against a transaction may pass.
pub(super) fn is_retryable(reasons: &[CancellationReason]) -> bool {
    let mut codes =
        reasons.iter().map(|reason| &reason.code).filter(|code| **code != CancellationCode::None).peekable();
    codes.peek().is_some() && codes.all(CancellationCode::is_passing)
}

impl fmt::Debug for CancellationReason {
    /// Shows whether there is an item, not the item.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancellationReason")
            .field("code", &self.code)
            .field("invalid", &self.invalid)
            .field("has_item", &self.item.is_some())
            .field("operation", &self.operation)
            .finish()
    }
}

impl fmt::Display for CancellationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = &self.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(self.code.as_str())?;
        match (&self.invalid, self.operation.as_ref().and_then(|operation| operation.unique)) {
            (Some(invalid), _) => write!(f, " ({invalid})"),
            (None, Some(unique)) => write!(f, " (another one has the same `{unique}`)"),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Display for CancelledOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.entity.unwrap_or("item"))?;
        match &self.name {
            Some(name) => write!(f, " \"{name}\""),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for CancelledOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancelledOperation")
            .field("entity", &self.entity)
            .field("name", &self.name)
            .field("outcome", &self.outcome)
            .field("unique", &self.unique)
            .finish_non_exhaustive()
    }
}

/// The reasons that are not `None`, with the positions of their actions.
pub(super) struct Summary<'a>(pub(super) &'a [CancellationReason]);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons = self.0.iter().enumerate().filter(|(_, reason)| reason.code != CancellationCode::None);
        for (count, (index, reason)) in reasons.enumerate() {
            let separator = if count == 0 { "" } else { ", " };
            write!(f, "{separator}action {index}: {reason}")?;
        }
        Ok(())
    }
}
