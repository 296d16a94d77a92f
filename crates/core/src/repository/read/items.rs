//! The entities of a read as a stream.

use super::ahead::Ahead;
use crate::{Cursor, Error, store::ConsumedCapacity};
use futures_util::stream::{FusedStream, Stream};
use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

/// The entities of a read, one after the other: what [`ReadMany::stream`](super::ReadMany::stream) returns.
///
/// # Reading ahead
///
/// Nothing is read before the stream is asked for an entity. Once half of a page was handed out, the next one
/// is read while the stream is asked for the other half: one page ahead and no more, or as many as a parallel
/// scan may make requests at a time. So a consumer that stops in the first half of a page has paid for no
/// page beyond it; and nothing is read ahead where the stream ends with what is in hand. Without being polled
/// it does nothing, and dropping it drops what is under way.
///
/// # Errors
///
/// An error is handed out once, after all that was read before it, and is the end. [`cursor`](Self::cursor)
/// then tells where to go on, as at any time.
#[must_use = "nothing is read until the stream is polled"]
pub struct Items<'r, T>(Stage<'r, T>);

enum Stage<'r, T> {
    /// The read was refused before it began.
    Refused(Option<Error>),
    Begun(Box<Ahead<'r, T>>),
}

impl<'r, T> Items<'r, T> {
    pub(super) fn new(begun: Result<Ahead<'r, T>, Error>) -> Self {
        Self(match begun {
            Ok(ahead) => Stage::Begun(Box::new(ahead)),
            Err(error) => Stage::Refused(Some(error)),
        })
    }

    /// Where to go on after the entities that were handed out: none of them comes again, and none of the
    /// others is lost. `None` if there are no others.
    ///
    /// # Errors
    ///
    /// - As [`page`](super::ReadMany::page) where it makes a cursor.
    /// - [`Error::InvalidRequest`] with [`Rule::PageWithoutKeys`](crate::Rule::PageWithoutKeys) inside of a
    ///   page, if the repository did not say where its entities stand.
    /// - [`Error::Unfinished`] of a stream that was refused before it began.
    pub fn cursor(&self) -> Result<Option<Cursor>, Error> {
        match &self.0 {
            Stage::Refused(_) => Err(Error::Unfinished { requests: 0 }),
            Stage::Begun(ahead) => ahead.cursor(),
        }
    }

    /// The number of requests so far.
    pub fn requests(&self) -> u32 {
        match &self.0 {
            Stage::Refused(_) => 0,
            Stage::Begun(ahead) => ahead.requests(),
        }
    }

    /// What the requests that were answered consumed together, if the read asked.
    pub fn consumed_capacity(&self) -> Option<&ConsumedCapacity> {
        match &self.0 {
            Stage::Refused(_) => None,
            Stage::Begun(ahead) => ahead.consumed_capacity(),
        }
    }
}

impl<T> Stream for Items<'_, T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.get_mut().0 {
            Stage::Refused(error) => Poll::Ready(error.take().map(Err)),
            Stage::Begun(ahead) => ahead.poll_next(context),
        }
    }
}

impl<T> FusedStream for Items<'_, T> {
    fn is_terminated(&self) -> bool {
        match &self.0 {
            Stage::Refused(error) => error.is_none(),
            Stage::Begun(ahead) => ahead.is_done(),
        }
    }
}

// No entity is ever pinned: they are moved out.
impl<T> Unpin for Items<'_, T> {}

impl<T> fmt::Debug for Items<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("requests", &self.requests()).finish_non_exhaustive()
    }
}
