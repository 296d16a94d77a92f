//! Writing entities one by one, many at a time.

mod handoff;

use self::handoff::Handoff;
use super::{BatchWriteStream, Repository, WriteItem};
use crate::{
    Error, Rule,
    batch::{BatchError, BatchOptions, NotDone, Observer},
};
use futures_util::{StreamExt, future::BoxFuture};
use std::{fmt, future::poll_fn, mem, task::Poll};

/// A writer of entities that are pushed one by one, and sent in batches. It is a
/// [`put_stream`](super::RepositoryExt::put_stream) for callers that have no stream: what is said there holds here.
///
/// At most 25 entities for each request that may be in flight are in memory. [`push`](Self::push) waits where there
/// is no room. Requests make way while `push` and [`finish`](Self::finish) are awaited, and only then. A writer that is
/// dropped without `finish` leaves entities unwritten.
///
/// # Examples
///
/// ```
/// # use twintable::prelude::*;
/// # struct Order;
/// async fn load(orders: &dyn Repository<Order>, lines: Vec<Order>) -> Result<usize, Error> {
///     let mut writer = orders.writer().concurrency(4);
///     for order in lines {
///         writer.push(order).await?;
///     }
///     Ok(writer.finish().await?)
/// }
/// ```
#[must_use = "nothing is written until `finish`"]
pub struct BatchWriter<'r, T, R: ?Sized> {
    repository: &'r R,
    request: Settings,
    observer: Observer<'r>,
    state: State<'r, T>,
}

#[derive(Debug, Default)]
struct Settings {
    options: BatchOptions,
    keeps_going: bool,
    batch_only: bool,
}

enum State<'r, T> {
    New,
    Running { handoff: Handoff<WriteItem<T>>, run: BoxFuture<'r, Outcome<T>> },
    Ended,
}

type Outcome<T> = Result<usize, BatchError<WriteItem<T>, usize>>;

impl<'r, T, R: ?Sized> BatchWriter<'r, T, R> {
    pub(super) fn new(repository: &'r R) -> Self {
        Self { repository, request: Settings::default(), observer: Observer::none(), state: State::New }
    }

    /// Goes on with the others where one fails by itself: one that breaks a rule or whose condition is false. What
    /// failed is kept until the end, in memory.
    pub const fn keep_going(mut self) -> Self {
        self.request.keeps_going = true;
        self
    }

    batch_options!();
    batch_only!();
}

impl<T: Send + Sync + 'static, R: Repository<T> + ?Sized> BatchWriter<'_, T, R> {
    /// Takes an entity to be written, in place of the one with its key. Waits until there is room for it. A future that
    /// is dropped before may have taken it or not.
    ///
    /// # Errors
    ///
    /// Once the writer fails: with how many are done, and with what is not done or unknown of all that was pushed, this
    /// one included. It takes no more after that.
    pub async fn push(&mut self, entity: T) -> Result<(), BatchError<T, usize>> {
        let mut entity = Some(WriteItem::Put(entity));
        self.start();
        let State::Running { handoff, run } = &mut self.state else {
            return Err(ended_before(entity));
        };
        let outcome = poll_fn(|context| {
            loop {
                if let Poll::Ready(outcome) = run.as_mut().poll(context) {
                    return Poll::Ready(Some(outcome));
                }
                // Once it is put, the run is polled a last time, so that it takes it and sends what is full.
                if entity.is_none() {
                    return Poll::Ready(None);
                }
                if handoff.poll_put(context, &mut entity).is_pending() {
                    return Poll::Pending;
                }
            }
        });
        match outcome.await {
            None => Ok(()),
            Some(outcome) => {
                let left = handoff.take_back().into_iter().chain(entity);
                let error = failed(outcome, left);
                self.state = State::Ended;
                Err(error)
            }
        }
    }

    /// Sends what is left, and returns how many entities were written.
    ///
    /// # Errors
    ///
    /// How many are done, and what is not done or unknown of all that was pushed. After a [`push`](Self::push) that
    /// failed, which has said so, [`Rule::WriterEnded`].
    pub async fn finish(self) -> Result<usize, BatchError<T, usize>> {
        let (handoff, run) = match self.state {
            State::New => return Ok(0),
            State::Running { handoff, run } => (handoff, run),
            State::Ended => return Err(ended_before(None)),
        };
        handoff.close();
        match (run.await, handoff.take_back()) {
            (Ok(done), None) => Ok(done),
            (outcome, left) => Err(failed(outcome, left.into_iter())),
        }
    }

    fn start(&mut self) {
        if !matches!(self.state, State::New) {
            return;
        }
        let Settings { options, keeps_going, batch_only } = mem::take(&mut self.request);
        let (handoff, writes) = Handoff::new();
        let request = BatchWriteStream { writes: writes.boxed(), keeps_going, batch_only, options };
        let run = self.repository.batch_write_stream(request, mem::take(&mut self.observer));
        self.state = State::Running { handoff, run };
    }
}

/// The error of a writer that ended, with what it was given and did not take.
fn failed<T>(outcome: Outcome<T>, left: impl Iterator<Item = WriteItem<T>>) -> BatchError<T, usize> {
    let mut error = outcome.map_or_else(
        |error| error,
        |done| BatchError { done, not_done: Vec::new(), unknown: Vec::new(), cause: ended().into() },
    );
    error.not_done.extend(left.map(|what| NotDone { what, error: None }));
    error.filter_map(|done| done, WriteItem::into_entity)
}

fn ended_before<T>(entity: Option<WriteItem<T>>) -> BatchError<T, usize> {
    failed(Ok(0), entity.into_iter())
}

fn ended() -> Error {
    Error::invalid(Rule::WriterEnded)
}

impl<T, R: ?Sized> fmt::Debug for BatchWriter<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchWriter").field("settings", &self.request).finish_non_exhaustive()
    }
}
