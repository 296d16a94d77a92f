//! Requests for many entities, each for itself.

use crate::{
    Key,
    batch::{BatchError, BatchOptions, Repeated},
};
use futures_util::stream::BoxStream;
use std::fmt;

/// Reads many entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchGetItems<T> {
    /// The entities' keys, any number. One that is repeated is read once, and answered at each of its places.
    pub keys: Vec<Key<T>>,
    /// Whether the reads see every write that ended before them. Costs twice as much.
    pub consistent: bool,
    /// How the batch is run.
    pub options: BatchOptions,
}

/// Writes many entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchWriteItems<T> {
    /// The writes, any number.
    pub writes: Vec<WriteItem<T>>,
    /// What happens where a key is repeated.
    pub repeated: Repeated,
    /// Whether writes that cannot be part of a batch, since they have a condition, are refused.
    pub batch_only: bool,
    /// How the batch is run.
    pub options: BatchOptions,
}

/// Writes the entities of a stream.
pub struct BatchWriteStream<'s, T> {
    /// The writes. At most 25 for each request that may be in flight are in memory. Where a key is repeated, the table
    /// is as if each had been written in turn.
    pub writes: BoxStream<'s, WriteItem<T>>,
    /// Whether the others go on where one fails by itself. What failed is kept in memory then.
    pub keeps_going: bool,
    /// Whether writes that cannot be part of a batch, since they have a condition, are refused.
    pub batch_only: bool,
    /// How the batch is run.
    pub options: BatchOptions,
}

/// One write of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteItem<T> {
    /// Writes an entity, in place of the one with its key.
    Put(T),
    /// Writes an entity that must not exist yet.
    Create(T),
    /// Removes an entity.
    Delete {
        /// Its key.
        key: Key<T>,
        /// The version that it must have if it is there, if any will not do.
        expecting: Option<u64>,
    },
}

/// What a batch of reads that failed has read, and what it has not: keys, and entities for some of them.
pub type BatchGetError<T, E = T> = BatchError<Key<T>, Vec<(Key<T>, Option<E>)>>;

impl<T> BatchWriteItems<T> {
    /// Writes of which the last wins where a key is repeated.
    pub fn new(writes: impl IntoIterator<Item = WriteItem<T>>) -> Self {
        Self {
            writes: writes.into_iter().collect(),
            repeated: Repeated::default(),
            batch_only: false,
            options: BatchOptions::default(),
        }
    }
}

impl<'s, T> BatchWriteStream<'s, T> {
    /// Writes that stop at the first that fails.
    pub fn new(writes: BoxStream<'s, WriteItem<T>>) -> Self {
        Self { writes, keeps_going: false, batch_only: false, options: BatchOptions::default() }
    }
}

impl<T> WriteItem<T> {
    /// The entity that is written.
    pub fn into_entity(self) -> Option<T> {
        match self {
            Self::Put(entity) | Self::Create(entity) => Some(entity),
            Self::Delete { .. } => None,
        }
    }

    /// The key of what is removed.
    pub fn into_key(self) -> Option<Key<T>> {
        match self {
            Self::Put(_) | Self::Create(_) => None,
            Self::Delete { key, expecting: _ } => Some(key),
        }
    }
}

impl<T> fmt::Debug for BatchWriteStream<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchWriteStream")
            .field("keeps_going", &self.keeps_going)
            .field("batch_only", &self.batch_only)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
