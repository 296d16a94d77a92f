//! Transactions: several writes, all or none, as a value.

mod alone;
mod claims;
mod commit;
mod failure;
mod keys;
mod plan;
mod prepare;
mod read;
mod takeover;
mod token;
pub(crate) mod witness;

pub(crate) use alone::Standing;
pub(crate) use commit::Committer;
pub use keys::{Keys, Read};
pub(crate) use prepare::Prepared;
pub use read::TransactGet;
pub(crate) use read::read_together;

use crate::{Error, operation::Operation, repository::limited, unit_of_work::UnitOfWork};
use commit::Sent;
use futures_util::{
    future::{BoxFuture, FutureExt},
    lock::Mutex,
};
use std::{fmt, future::IntoFuture, sync::Arc, time::Duration};

/// Several writes of entities, in any tables, that happen all or none, as a value.
///
/// It holds up to 100 operations, no two on one entity, with 4 MB together. Each unique field of an entity takes up to
/// three more of the 100. Every operation costs twice what it costs alone.
///
/// # Committing again
///
/// The idempotency token is fixed when the value is made, and what is sent when it is first committed. Committing the
/// same value again, after a time-out for example, does nothing if it happened the first time: for ten minutes, that is
/// how long the service remembers the token. Clones are the same transaction, until an operation is added to one of them.
///
/// # Errors
///
/// [`Error::TransactionCancelled`] says for each operation which entity and key it is about, its name, and what was
/// wrong. A conflict with another transaction is no failed condition: it is tried again a few times, and then
/// the error [is retryable](Error::is_retryable). [`Error::TimedOut`] says that the outcome is unknown: commit again.
///
/// # Examples
///
/// ```
/// use twintable::{UnitOfWork, prelude::*};
/// # #[derive(Debug, Clone, Entity)]
/// # #[entity(table = "shop", partition_key = "ORDER#{id}")]
/// # struct Order { id: String }
/// # #[derive(Debug, Clone, Entity)]
/// # #[entity(table = "shop", partition_key = "STOCK#{sku}")]
/// # struct Stock { sku: String, quantity: i64 }
/// # struct Line { sku: String, count: i64 }
///
/// async fn place(shop: &dyn UnitOfWork, order: Order, lines: &[Line]) -> Result<(), Error> {
///     let mut order_placed = Transaction::new().with(create(order));
///     for line in lines {
///         order_placed.push(
///             update(Stock::key(&line.sku))
///                 .increment(Stock::QUANTITY, -line.count)
///                 .when(Stock::QUANTITY.ge(line.count))
///                 .named("in stock"),
///         );
///     }
///     assert_eq!(order_placed.operations().len(), 1 + lines.len());
///     order_placed.commit(shop).await
/// }
/// ```
#[derive(Clone, Default)]
#[must_use = "nothing happens until it is committed"]
pub struct Transaction {
    operations: Vec<Operation>,
    token: Option<Arc<str>>,
    sent: Arc<Mutex<Sent>>,
}

impl Transaction {
    /// A transaction without operations.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an operation.
    pub fn with(mut self, operation: impl Into<Operation>) -> Self {
        self.push(operation);
        self
    }

    /// Adds an operation. The transaction is another one then than the one that was committed before.
    pub fn push(&mut self, operation: impl Into<Operation>) {
        self.operations.push(operation.into());
        self.sent = Arc::default();
    }

    /// Makes the transaction idempotent under a token of the caller's, of 1 to 36 characters, also for another process
    /// that sends the very same operations within ten minutes. Without one, the value has a token of its own.
    ///
    /// Times that the repository writes are part of what is sent, so an entity with such fields is another one in
    /// another process: then it fails with [`Error::IdempotencyMismatch`].
    pub fn token(mut self, token: impl Into<Arc<str>>) -> Self {
        self.token = Some(token.into());
        self.sent = Arc::default();
        self
    }

    /// The operations.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// Does all operations, or none. Await it.
    ///
    /// # Errors
    ///
    /// [`Error::TransactionCancelled`], and [`Error::InvalidRequest`] before anything is sent: for no operations or
    /// too many, or two on one entity.
    pub fn commit<'t, U: UnitOfWork + ?Sized>(&'t self, unit: &'t U) -> Commit<'t> {
        Commit { timer: unit.timer(), operation: unit.transact_write(self), timeout: None }
    }

    pub(crate) const fn given_token(&self) -> Option<&Arc<str>> {
        self.token.as_ref()
    }

    pub(crate) fn sent(&self) -> &Mutex<Sent> {
        &self.sent
    }
}

/// Transactions are equal that have equal operations and were given the same token.
impl PartialEq for Transaction {
    fn eq(&self, other: &Self) -> bool {
        self.operations == other.operations && self.token == other.token
    }
}

impl<O: Into<Operation>> FromIterator<O> for Transaction {
    fn from_iter<I: IntoIterator<Item = O>>(operations: I) -> Self {
        Self { operations: operations.into_iter().map(Into::into).collect(), ..Self::default() }
    }
}

impl<O: Into<Operation>> Extend<O> for Transaction {
    fn extend<I: IntoIterator<Item = O>>(&mut self, operations: I) {
        operations.into_iter().for_each(|operation| self.push(operation));
    }
}

impl fmt::Debug for Transaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transaction").field("operations", &self.operations).finish_non_exhaustive()
    }
}

/// A transaction that is being committed. Await it.
#[must_use = "nothing happens until it is awaited"]
pub struct Commit<'t> {
    timer: &'t dyn crate::store::Timer,
    operation: BoxFuture<'t, Result<(), Error>>,
    timeout: Option<Duration>,
}

impl Commit<'_> {
    /// Gives up after this time: with [`Error::TimedOut`]. The transaction may happen all the same: committing the same
    /// value again tells.
    pub const fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }
}

impl<'t> IntoFuture for Commit<'t> {
    type Output = Result<(), Error>;
    type IntoFuture = BoxFuture<'t, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        limited(self.timer, self.timeout, self.operation).boxed()
    }
}

impl fmt::Debug for Commit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Commit").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
