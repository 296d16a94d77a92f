//! What is left of a batch.

use crate::{Error, error::BatchIncomplete};
use std::{error::Error as StdError, fmt, sync::Arc};

/// A batch that did not do all that it was asked for. It says what of it is done, what is not done, and what is
/// unknown: no two of them overlap, and together they are what was asked for, each in the order asked.
///
/// `W` is what was asked for: an entity to put, a key to read or to delete. `Display` and `Debug` show numbers alone.
///
/// As an [`Error`] it is [`Error::BatchIncomplete`], which has the numbers and the cause.
///
/// # Examples
///
/// ```
/// use twintable::{Error, batch::{BatchError, NotDone}};
///
/// let error = BatchError {
///     done: vec!["a"],
///     not_done: vec![NotDone { what: "b", error: None }],
///     unknown: vec!["c"],
///     cause: Error::Conflict.into(),
/// };
/// assert_eq!(error.to_string(), "the batch is incomplete: 1 done, 1 not done, 1 unknown");
/// assert_eq!(error.into_rest(), ["b", "c"]);
/// ```
pub struct BatchError<W, D = Vec<W>> {
    /// What is done: entities as they are stored, keys that were deleted, keys that were read with what they lead to.
    /// A stream of writes only counts them.
    pub done: D,
    /// What is certainly not done.
    pub not_done: Vec<NotDone<W>>,
    /// Writes that may have happened, or may still happen: no answer says.
    pub unknown: Vec<W>,
    /// Why the batch ended, or the first error of a single one.
    pub cause: Arc<Error>,
}

/// What a batch did not do.
#[derive(Clone)]
pub struct NotDone<W> {
    /// What was asked for. An identifier that was filled in is still there, so that it is the same entity again.
    pub what: W,
    /// Its own error; `None` if it was never sent, or only left unprocessed.
    pub error: Option<Arc<Error>>,
}

/// What a batch that failed says of what is done: a list, or a number.
pub trait Done: sealed::Sealed {
    /// How many are done.
    fn count(&self) -> usize;
}

impl<V> Done for Vec<V> {
    fn count(&self) -> usize {
        self.len()
    }
}

impl Done for usize {
    fn count(&self) -> usize {
        *self
    }
}

mod sealed {
    pub trait Sealed {}

    impl<V> Sealed for Vec<V> {}

    impl Sealed for usize {}
}

impl<W, D> BatchError<W, D> {
    /// What is not done or not known to be: what to try again, in the order asked. An entity with an error of its own
    /// is among it, and will have the same error again unless something changed.
    pub fn into_rest(self) -> Vec<W> {
        self.not_done.into_iter().map(|not_done| not_done.what).chain(self.unknown).collect()
    }

    /// Whether the [rest](Self::into_rest) may succeed later and is safe to try: what failed did so in passing, and
    /// nothing is unknown.
    pub fn is_retryable(&self) -> bool {
        let mut own = self.not_done.iter().filter_map(|not_done| not_done.error.as_ref());
        self.unknown.is_empty() && self.cause.is_retryable() && own.all(|error| error.is_retryable())
    }

    /// The same of something else; what the functions have no answer for is left out.
    pub(crate) fn filter_map<V, F>(
        self,
        done: impl FnOnce(D) -> F,
        what: impl Fn(W) -> Option<V>,
    ) -> BatchError<V, F> {
        let not_done = |NotDone { what: asked, error }| Some(NotDone { what: what(asked)?, error });
        BatchError {
            done: done(self.done),
            not_done: self.not_done.into_iter().filter_map(not_done).collect(),
            unknown: self.unknown.into_iter().filter_map(&what).collect(),
            cause: self.cause,
        }
    }
}

impl<W, D: Done> BatchError<W, D> {
    fn counts(&self) -> BatchIncomplete {
        BatchIncomplete {
            done: self.done.count(),
            not_done: self.not_done.len(),
            unknown: self.unknown.len(),
            cause: Arc::clone(&self.cause),
        }
    }
}

impl<W, D: Done> From<BatchError<W, D>> for Error {
    fn from(error: BatchError<W, D>) -> Self {
        Self::BatchIncomplete(Box::new(error.counts()))
    }
}

/// The cause of a batch's end, once nobody else has it.
pub(crate) fn into_error(cause: Arc<Error>) -> Error {
    let shared =
        |cause| Error::BatchIncomplete(Box::new(BatchIncomplete { done: 0, not_done: 0, unknown: 0, cause }));
    Arc::try_unwrap(cause).unwrap_or_else(shared)
}

/// The error of a batch of which nothing was sent, since something in it is at fault. `None` if nothing is.
pub(crate) fn refused<W, D: Default>(
    asked: Vec<W>,
    faults: Vec<Option<Error>>,
) -> Result<Vec<W>, BatchError<W, D>> {
    let faults: Vec<_> = faults.into_iter().map(|fault| fault.map(Arc::new)).collect();
    let Some(cause) = faults.iter().flatten().next().map(Arc::clone) else { return Ok(asked) };
    let not_done = asked.into_iter().zip(faults).map(|(what, error)| NotDone { what, error }).collect();
    Err(BatchError { done: D::default(), not_done, unknown: Vec::new(), cause })
}

impl<W, D: Done> fmt::Display for BatchError<W, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.counts().fmt(f)
    }
}

impl<W, D: Done> fmt::Debug for BatchError<W, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchError")
            .field("done", &self.done.count())
            .field("not_done", &self.not_done.len())
            .field("unknown", &self.unknown.len())
            .field("cause", &self.cause)
            .finish()
    }
}

impl<W, D: Done> StdError for BatchError<W, D> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.cause.as_ref())
    }
}

impl<W> fmt::Debug for NotDone<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotDone").field("error", &self.error).finish_non_exhaustive()
    }
}
