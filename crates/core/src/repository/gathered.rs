//! The outcome of many reads, each of which may fail by itself.

use super::BatchGetError;
use crate::{
    Error, Key,
    batch::{BatchError, NotDone},
};
use std::sync::Arc;

/// What was read so far, and what was not.
pub(super) struct Gathered<T, V> {
    done: Vec<(Key<T>, Option<V>)>,
    not_done: Vec<NotDone<Key<T>>>,
    failure: Option<Arc<Error>>,
}

impl<T, V> Gathered<T, V> {
    pub(super) fn with_capacity(reads: usize) -> Self {
        Self { done: Vec::with_capacity(reads), not_done: Vec::new(), failure: None }
    }

    /// Adds what was read under a key.
    pub(super) fn read(&mut self, key: Key<T>, outcome: Result<Option<V>, Error>) {
        match outcome {
            Ok(found) => self.done.push((key, found)),
            Err(error) => {
                let error = Arc::new(error);
                self.failure.get_or_insert_with(|| Arc::clone(&error));
                self.not_done(NotDone { what: key, error: Some(error) });
            }
        }
    }

    /// Adds a key that was not read.
    pub(super) fn not_done(&mut self, not_done: NotDone<Key<T>>) {
        self.not_done.push(not_done);
    }

    /// What was read, in the order in which it was added, if that is all.
    pub(super) fn into_result(
        self,
        end: Result<(), Arc<Error>>,
    ) -> Result<Vec<Option<V>>, BatchGetError<T, V>> {
        let Self { done, not_done, failure } = self;
        match end.and(failure.map_or(Ok(()), Err)) {
            Ok(()) => Ok(done.into_iter().map(|(_, found)| found).collect()),
            Err(cause) => Err(BatchError { done, not_done, unknown: Vec::new(), cause }),
        }
    }
}
