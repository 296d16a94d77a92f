//! Cursors of a repository's reads.

use super::ReadRequest;
use crate::{
    Cursor, CursorError, Cursors, Error,
    cursor::{Binding, Position},
    expr::Filter,
    store::{Clock, SystemClock},
};
use std::sync::Arc;

/// Makes and opens the cursors of one read: what a repository answers when it is asked
/// [for them](super::Repository::cursors).
#[derive(Debug, Clone)]
pub struct ReadCursors {
    cursors: Cursors,
    binding: Binding,
    clock: Arc<dyn Clock>,
}

impl ReadCursors {
    /// Cursors that are bound to a read.
    pub const fn new(cursors: Cursors, binding: Binding, clock: Arc<dyn Clock>) -> Self {
        Self { cursors, binding, clock }
    }

    /// Cursors without a seal, bound to a read of a table alone: for repositories that stand in for others in
    /// tests.
    ///
    /// # Examples
    ///
    /// ```
    /// use twintable::{Error, repository::{ReadCursors, ReadRequest}};
    ///
    /// // A method of `Repository`.
    /// fn cursors(read: &ReadRequest) -> Result<ReadCursors, Error> {
    ///     Ok(ReadCursors::unsealed("orders", read))
    /// }
    /// ```
    pub fn unsealed(table: &str, read: &ReadRequest) -> Self {
        Self::new(Cursors::new(), read.binding(table), Arc::new(SystemClock))
    }

    /// Binds to what the caller says.
    #[must_use]
    pub(super) fn context(mut self, part: &[u8]) -> Self {
        self.binding = self.binding.context(part);
        self
    }

    /// Binds to a filter.
    #[must_use]
    pub(super) fn filter(mut self, filter: &Filter) -> Self {
        self.binding = self.binding.filter(filter);
        self
    }

    pub(super) fn seal(&self, position: &Position) -> Result<Cursor, Error> {
        Ok(self.cursors.seal(position, &self.binding, self.clock.now())?)
    }

    pub(super) fn open(&self, cursor: &Cursor) -> Result<Position, Error> {
        Ok(self.cursors.open(cursor, &self.binding, self.clock.now())?)
    }
}

impl ReadRequest {
    /// What its cursors are bound to: the table, the index, the key condition and the direction, or the
    /// segment.
    pub fn binding(&self, table: &str) -> Binding {
        match self {
            Self::Query(query) => {
                Binding::query(table, query.index.as_deref(), &query.key_condition, query.descending)
            }
            Self::Scan(scan) => Binding::scan(table, scan.index.as_deref(), scan.segment),
            Self::ParallelScan(scan) => Binding::parallel_scan(table, scan.index.as_deref()),
        }
    }
}

/// What [`after`](super::ReadMany::after) takes: a cursor, or a text that a client sent; or none of them, for
/// a read from the start.
pub trait IntoCursor {
    /// The cursor.
    ///
    /// # Errors
    ///
    /// [`CursorError::TooLong`] for a text that no cursor has.
    fn into_cursor(self) -> Result<Option<Cursor>, CursorError>;
}

impl IntoCursor for Cursor {
    fn into_cursor(self) -> Result<Option<Cursor>, CursorError> {
        Ok(Some(self))
    }
}

impl IntoCursor for &Cursor {
    fn into_cursor(self) -> Result<Option<Cursor>, CursorError> {
        Ok(Some(self.clone()))
    }
}

impl IntoCursor for &str {
    fn into_cursor(self) -> Result<Option<Cursor>, CursorError> {
        self.parse().map(Some)
    }
}

impl IntoCursor for &String {
    fn into_cursor(self) -> Result<Option<Cursor>, CursorError> {
        self.as_str().into_cursor()
    }
}

impl IntoCursor for String {
    fn into_cursor(self) -> Result<Option<Cursor>, CursorError> {
        self.try_into().map(Some)
    }
}

impl<C: IntoCursor> IntoCursor for Option<C> {
    fn into_cursor(self) -> Result<Option<Cursor>, CursorError> {
        self.map_or(Ok(None), C::into_cursor)
    }
}
