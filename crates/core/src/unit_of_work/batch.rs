//! Writing many entities of several types, each for itself.

use super::UnitOfWork;
use crate::{
    batch::{self, BatchError, BatchOptions, NotDone, Observer, Repeated, Verdict, Writes},
    operation::Operation,
    store::ItemStore,
    transaction::Committer,
};
use futures_util::future::BoxFuture;
use std::{fmt, future::IntoFuture};

/// Many writes of entities, of any types and in any tables, each for itself, as a value.
///
/// Puts and deletes without a condition go in as few requests as the service allows. What has a condition goes as a
/// write of its own: creates, updates, what depends on a condition, entities with a version or a unique field. See
/// [`batch`](crate::batch) for what that costs, for what is asked for again, and for what a failure says.
///
/// A batch is no transaction, and a check has no place in one: it is refused with
/// [`Rule::BatchCheck`](crate::Rule::BatchCheck), and so is an action as the store takes it.
///
/// # Examples
///
/// ```
/// use twintable::{Batch, UnitOfWork, operation::delete, prelude::*};
/// # #[derive(Debug, Clone, Entity)]
/// # #[entity(table = "shop", partition_key = "ORDER#{id}")]
/// # struct Order { id: String }
/// # #[derive(Debug, Clone, Entity)]
/// # #[entity(table = "archive", partition_key = "ORDER#{id}")]
/// # struct Archived { id: String }
///
/// /// Moves orders into the archive; returns those that are still to be moved.
/// async fn archive(shop: &dyn UnitOfWork, orders: Vec<Order>) -> Result<(), Error> {
///     let copies: Batch = orders.iter().map(|order| put(Archived { id: order.id.clone() })).collect();
///     copies.write(shop).await?;
///     let removals: Batch = orders.iter().map(|order| delete(Order::key(&order.id))).collect();
///     removals.write(shop).batch_only().await?;
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use = "nothing happens until it is written"]
pub struct Batch {
    operations: Vec<Operation>,
}

/// What a unit of work is asked to write, each for itself.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchOperations {
    /// The writes, any number.
    pub operations: Vec<Operation>,
    /// What happens where a key is repeated.
    pub repeated: Repeated,
    /// Whether writes that cannot be part of a batch, since they have a condition, are refused.
    pub batch_only: bool,
    /// How the batch is run.
    pub options: BatchOptions,
}

impl Batch {
    /// A batch without writes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a write.
    pub fn with(mut self, operation: impl Into<Operation>) -> Self {
        self.push(operation);
        self
    }

    /// Adds a write.
    pub fn push(&mut self, operation: impl Into<Operation>) {
        self.operations.push(operation.into());
    }

    /// The writes.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// Does all writes, each for itself. Await it.
    ///
    /// # Errors
    ///
    /// A [`BatchError`] with what is done, what is not done and what is unknown; [`Operation::decode`] gives the
    /// entities back. Nothing is sent if something in the batch is at fault: then that has its own error.
    pub fn write<U: UnitOfWork + ?Sized>(self, unit: &U) -> WriteBatch<'_, U> {
        let request = BatchOperations {
            operations: self.operations,
            repeated: Repeated::default(),
            batch_only: false,
            options: BatchOptions::default(),
        };
        WriteBatch { unit, request, observer: Observer::none() }
    }
}

impl<O: Into<Operation>> FromIterator<O> for Batch {
    fn from_iter<I: IntoIterator<Item = O>>(operations: I) -> Self {
        Self { operations: operations.into_iter().map(Into::into).collect() }
    }
}

impl<O: Into<Operation>> Extend<O> for Batch {
    fn extend<I: IntoIterator<Item = O>>(&mut self, operations: I) {
        self.operations.extend(operations.into_iter().map(Into::into));
    }
}

/// A [`Batch`] that is being written. Await it.
#[must_use = "nothing happens until it is awaited"]
pub struct WriteBatch<'r, U: ?Sized> {
    unit: &'r U,
    request: BatchOperations,
    observer: Observer<'r>,
}

impl<'r, U: ?Sized> WriteBatch<'r, U> {
    batch_options!();
    batch_write_options!();
}

impl<'r, U: UnitOfWork + ?Sized> IntoFuture for WriteBatch<'r, U> {
    type Output = Result<(), BatchError<Operation>>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.unit.batch_write(self.request, self.observer)
    }
}

impl<U: ?Sized> fmt::Debug for WriteBatch<'_, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteBatch").field("request", &self.request).finish_non_exhaustive()
    }
}

/// Does the writes of a batch.
pub(super) async fn write(
    committer: &Committer<'_, dyn ItemStore + '_>,
    request: BatchOperations,
    mut observer: Observer<'_>,
) -> Result<(), BatchError<Operation>> {
    let BatchOperations { operations, repeated, batch_only, options } = request;
    let mut verdicts: Vec<Option<Verdict>> = vec![None; operations.len()];
    let settled = |index: usize, verdict| {
        if let Some(known) = verdicts.get_mut(index) {
            *known = Some(verdict);
        }
    };
    let now = committer.clock.now();
    let mut writes = Writes::new(committer.store, settled);
    let mut faults = Vec::with_capacity(operations.len());
    for (index, operation) in operations.iter().enumerate() {
        let planned = committer.write_of_batch(&operation.body, now, batch_only);
        faults.push(planned.and_then(|write| writes.add_or_refuse(index, write, repeated)).err());
    }
    if faults.iter().any(Option::is_some) {
        drop(writes);
        return batch::refused(operations, faults).map(drop);
    }
    let end = batch::run(&mut writes, &options, committer.timer, &mut observer).await;
    let end = writes.finish(end);
    let (mut done, mut not_done, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for (what, verdict) in operations.into_iter().zip(verdicts) {
        match verdict.unwrap_or(Verdict::Unknown) {
            Verdict::Done => done.push(what),
            Verdict::NotDone(error) => not_done.push(NotDone { what, error }),
            Verdict::Unknown => unknown.push(what),
        }
    }
    end.map_err(|cause| BatchError { done, not_done, unknown, cause })
}
