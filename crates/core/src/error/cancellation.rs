//! Why a transaction was cancelled.

use super::InvalidRequest;
use crate::Item;
use std::fmt;

/// What an action had to do with the cancellation of its transaction.
#[derive(Clone, PartialEq, Eq)]
pub struct CancellationReason {
    /// The reason; [`CancellationCode::None`] for an action that would have succeeded.
    pub code: CancellationCode,
    /// The rule that the action broke, where the code is a validation error and it is known.
    pub invalid: Option<Box<InvalidRequest>>,
    /// The item as it is, if the action asked for it, its condition failed and there is one.
    pub item: Option<Item>,
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

    const fn is_passing(&self) -> bool {
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
        Self { code, invalid: None, item: None }
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
            .finish()
    }
}

impl fmt::Display for CancellationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())?;
        match &self.invalid {
            Some(invalid) => write!(f, " ({invalid})"),
            None => Ok(()),
        }
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
