//! The operations by name.

use std::fmt;

/// One of the ten operations of [`ItemStore`](twintable::store::ItemStore).
///
/// `Display` is the service's name for it.
///
/// # Examples
///
/// ```
/// use twintable_testkit::Operation;
///
/// assert_eq!(Operation::BatchWriteItem.to_string(), "BatchWriteItem");
/// assert!(Operation::BatchWriteItem.writes());
/// assert!(!Operation::Scan.writes());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "named as the service names them")]
pub enum Operation {
    GetItem,
    PutItem,
    UpdateItem,
    DeleteItem,
    Query,
    Scan,
    BatchGetItem,
    BatchWriteItem,
    TransactGetItems,
    TransactWriteItems,
}

impl Operation {
    /// All operations.
    pub const ALL: [Self; 10] = [
        Self::GetItem,
        Self::PutItem,
        Self::UpdateItem,
        Self::DeleteItem,
        Self::Query,
        Self::Scan,
        Self::BatchGetItem,
        Self::BatchWriteItem,
        Self::TransactGetItems,
        Self::TransactWriteItems,
    ];

    /// Whether the operation can change items.
    pub const fn writes(self) -> bool {
        match self {
            Self::PutItem
            | Self::UpdateItem
            | Self::DeleteItem
            | Self::BatchWriteItem
            | Self::TransactWriteItems => true,
            Self::GetItem | Self::Query | Self::Scan | Self::BatchGetItem | Self::TransactGetItems => false,
        }
    }

    /// Whether the operation is for many items, each for itself.
    pub const fn is_batch(self) -> bool {
        matches!(self, Self::BatchGetItem | Self::BatchWriteItem)
    }

    /// Whether the operation is for many items, all or none.
    pub const fn is_transaction(self) -> bool {
        matches!(self, Self::TransactGetItems | Self::TransactWriteItems)
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
