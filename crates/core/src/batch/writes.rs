//! Writes: what is sent of them, and what is known of each.

use super::{
    Progress, Repeated,
    fate::Fate,
    queue::{Queue, Rest, Write},
    run::{Step, Work},
};
use crate::{
    BackendError, Error, InvalidRequest, Rule,
    store::{BatchWriteItemOutcome, ItemStore},
};
use futures_util::{
    StreamExt,
    future::{BoxFuture, FutureExt},
    stream::BoxStream,
};
use std::{
    sync::Arc,
    task::{Context, Poll, ready},
};

/// What is known of a write at the end.
#[derive(Debug, Clone)]
pub(crate) enum Verdict {
    Done,
    NotDone(Option<Arc<Error>>),
    Unknown,
}

/// Where writes come from that are not all there at the start: each one, or what is wrong with it.
pub(crate) type Source<'a, E> = BoxStream<'a, (E, Result<Write<'a>, Error>)>;

/// The writes of a batch. `E` is what the caller knows each by, and the function is told once of each what became of it.
pub(crate) struct Writes<'a, E, F> {
    store: &'a dyn ItemStore,
    queue: Queue<'a, E>,
    source: Option<Source<'a, E>>,
    // One whose item has a write in flight: it waits for that.
    held: Option<Box<(E, Write<'a>)>>,
    // The most entries that are in memory at a time.
    room: usize,
    stops_at_failure: bool,
    failure: Option<Arc<Error>>,
    progress: Progress,
    settled: F,
}

/// What came of a request.
pub(crate) enum Answer {
    Together(Vec<usize>, Result<BatchWriteItemOutcome, Error>),
    Alone(usize, Result<(), Error>),
}

impl<'a, E, F: FnMut(E, Verdict)> Writes<'a, E, F> {
    /// No writes yet.
    pub(crate) fn new(store: &'a dyn ItemStore, settled: F) -> Self {
        Self {
            store,
            queue: Queue::new(),
            source: None,
            held: None,
            room: usize::MAX,
            stops_at_failure: false,
            failure: None,
            progress: Progress { total: Some(0), ..Progress::default() },
            settled,
        }
    }

    /// Writes from a stream, at most so many of them in memory.
    pub(crate) fn from_source(
        store: &'a dyn ItemStore,
        source: Source<'a, E>,
        room: usize,
        stops_at_failure: bool,
        settled: F,
    ) -> Self {
        let progress = Progress::default();
        Self {
            source: Some(source),
            room: room.max(1),
            stops_at_failure,
            progress,
            ..Self::new(store, settled)
        }
    }

    /// Adds a write before any is sent. It comes back where another to the same item is there, and one of the two has
    /// a condition.
    pub(crate) fn add(&mut self, entry: E, write: Write<'a>) -> Result<(), Box<(E, Write<'a>)>> {
        self.queue.add(entry, write)?;
        self.progress.total = self.progress.total.map(|total| total + 1);
        Ok(())
    }

    /// Adds a write, as far as repeated keys allow.
    pub(crate) fn add_or_refuse(
        &mut self,
        entry: E,
        write: Write<'a>,
        repeated: Repeated,
    ) -> Result<(), Error> {
        if repeated == Repeated::Refuse && self.queue.has(&write.target) {
            return Err(Error::invalid(Rule::BatchItemTwice));
        }
        self.add(entry, write).map_err(|_| {
            InvalidRequest::new(Rule::BatchItemTwice).because("one of the writes has a condition").into()
        })
    }

    /// The end: all that is not settled is. Returns the first error of a single write, if no other ended the batch.
    pub(crate) fn finish(mut self, end: Result<(), Arc<Error>>) -> Result<(), Arc<Error>> {
        for (entries, rest) in self.queue.take_all() {
            let verdict = match rest {
                Rest::NotDone => Verdict::NotDone(None),
                Rest::Unknown => Verdict::Unknown,
            };
            for entry in entries {
                (self.settled)(entry, verdict.clone());
            }
        }
        if let Some(held) = self.held.take() {
            let (entry, _) = *held;
            (self.settled)(entry, Verdict::NotDone(None));
        }
        end.and(self.failure.map_or(Ok(()), Err))
    }

    fn settle(&mut self, id: usize, verdict: impl FnOnce(Rest) -> Verdict) {
        let Some((entries, rest)) = self.queue.take(id) else { return };
        let verdict = verdict(rest);
        if let Verdict::Done = verdict {
            self.progress.done += entries.len();
        }
        for entry in entries {
            (self.settled)(entry, verdict.clone());
        }
    }

    /// What a write's own failure means for the others.
    fn failed(&mut self, error: Arc<Error>) -> Step {
        self.failure.get_or_insert_with(|| Arc::clone(&error));
        if self.stops_at_failure { Step::End(error) } else { Step::Next }
    }

    fn again(&mut self, ids: &[usize], advanced: bool, error: Option<Error>) -> Step {
        self.progress.retries += ids.len();
        self.queue.put_back(ids);
        Step::Pause { advanced, error }
    }

    fn together(&mut self, ids: &[usize], outcome: Result<BatchWriteItemOutcome, Error>) -> Step {
        let error = match outcome {
            Ok(outcome) => {
                let Some(left) = self.queue.unprocessed(ids, &outcome.unprocessed) else {
                    return self.broken(ids, Arc::new(unreadable()));
                };
                for id in ids.iter().filter(|id| !left.contains(id)) {
                    self.settle(*id, |_| Verdict::Done);
                }
                let advanced = left.len() < ids.len();
                return if left.is_empty() { Step::Next } else { self.again(&left, advanced, None) };
            }
            Err(error) => error,
        };
        match Fate::of(&error) {
            Fate::Passing => self.again(ids, false, Some(error)),
            Fate::Unanswered => {
                self.queue.set_unclear(ids);
                self.again(ids, false, Some(error))
            }
            Fate::Refused | Fate::Hopeless => {
                let error = Arc::new(error);
                self.not_done(ids, &error);
                Step::End(error)
            }
            Fate::Broken => self.broken(ids, Arc::new(error)),
        }
    }

    /// Not done by this request. An earlier one without an answer may have done it.
    fn not_done(&mut self, ids: &[usize], error: &Arc<Error>) {
        for id in ids {
            self.settle(*id, |rest| match rest {
                Rest::NotDone => Verdict::NotDone(Some(Arc::clone(error))),
                Rest::Unknown => Verdict::Unknown,
            });
        }
    }

    fn broken(&mut self, ids: &[usize], error: Arc<Error>) -> Step {
        for id in ids {
            self.settle(*id, |_| Verdict::Unknown);
        }
        Step::End(error)
    }

    fn alone(&mut self, id: usize, outcome: Result<(), Error>) -> Step {
        let Err(error) = outcome else {
            self.settle(id, |_| Verdict::Done);
            return Step::Next;
        };
        let fate = Fate::of(&error);
        if fate == Fate::Passing {
            return self.again(&[id], false, Some(error));
        }
        let error = Arc::new(error);
        match fate {
            Fate::Passing | Fate::Refused | Fate::Hopeless => self.not_done(&[id], &error),
            Fate::Unanswered | Fate::Broken => self.settle(id, |_| Verdict::Unknown),
        }
        match fate {
            Fate::Passing | Fate::Refused | Fate::Unanswered => self.failed(error),
            Fate::Hopeless | Fate::Broken => Step::End(error),
        }
    }
}

impl<'a, E, F: FnMut(E, Verdict)> Work<'a> for Writes<'a, E, F> {
    type Answer = Answer;

    fn poll_source(&mut self, context: &mut Context<'_>) -> Poll<Option<Step>> {
        if let Some(held) = self.held.take() {
            let (entry, write) = *held;
            self.held = self.queue.add(entry, write).err();
            return Poll::Ready(if self.held.is_none() { Some(Step::Next) } else { None });
        }
        let Some(source) = self.source.as_mut().filter(|_| self.queue.entries() < self.room) else {
            return Poll::Ready(None);
        };
        match ready!(source.poll_next_unpin(context)) {
            None => self.source = None,
            Some((entry, Ok(write))) => self.held = self.queue.add(entry, write).err(),
            Some((entry, Err(error))) => {
                let error = Arc::new(error);
                (self.settled)(entry, Verdict::NotDone(Some(Arc::clone(&error))));
                return Poll::Ready(Some(self.failed(error)));
            }
        }
        Poll::Ready(Some(Step::Next))
    }

    fn next_request(&mut self) -> Option<BoxFuture<'a, Answer>> {
        let flush = self.source.is_none() || self.held.is_some() || self.queue.entries() >= self.room;
        if let Some(ids) = self.queue.next_together(flush) {
            let (store, request) = (self.store, self.queue.request(&ids));
            return Some(
                store.batch_write_item(request).map(|outcome| Answer::Together(ids, outcome)).boxed(),
            );
        }
        let (id, attempt) = self.queue.next_alone()?;
        Some(attempt.map(move |outcome| Answer::Alone(id, outcome)).boxed())
    }

    fn answered(&mut self, answer: Answer) -> Step {
        self.progress.requests += 1;
        match answer {
            Answer::Together(ids, outcome) => self.together(&ids, outcome),
            Answer::Alone(id, outcome) => self.alone(id, outcome),
        }
    }

    fn progress(&self) -> Progress {
        self.progress
    }
}

/// The store left unprocessed what it was not sent.
fn unreadable() -> Error {
    Error::Backend(Box::new(BackendError {
        code: "UnreadableAnswer".into(),
        retryable: false,
        source: Some("an unprocessed write that no request sent".into()),
    }))
}
