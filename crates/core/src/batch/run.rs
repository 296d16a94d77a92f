//! Sending: a bounded number of requests at a time, pauses, and the end.

use super::{BatchOptions, Observer, Progress, patience::Patience};
use crate::{Error, store::Timer};
use futures_util::{
    Stream,
    future::{self, BoxFuture, Either, FutureExt},
    stream::FuturesUnordered,
};
use std::{
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

/// What is sent, and what becomes of it.
pub(crate) trait Work<'a> {
    /// What comes of a request.
    type Answer: Send + 'a;

    /// Takes in more of what is to be done. `None` where there is no more, or no room for it.
    fn poll_source(&mut self, context: &mut Context<'_>) -> Poll<Option<Step>>;

    /// The next request; `None` where nothing is to be sent at the moment.
    fn next_request(&mut self) -> Option<BoxFuture<'a, Self::Answer>>;

    /// Takes in an answer.
    fn answered(&mut self, answer: Self::Answer) -> Step;

    /// How far it is.
    fn progress(&self) -> Progress;
}

/// What follows from an answer.
pub(crate) enum Step {
    /// The next one.
    Next,
    /// Something is to be asked for again, after a pause. Something else was done, or not.
    Pause { advanced: bool, error: Option<Error> },
    /// Nothing more is sent.
    End(Arc<Error>),
}

enum Event<A> {
    Answer(A),
    Taken(Step),
    Rested,
    Over,
}

/// Sends all requests. The error is why it ended before all was done; what was done by then, and what is in flight,
/// the work itself knows.
///
/// It is boxed here, where its lifetimes have names: the compiler could not tell otherwise that it can be sent between
/// threads.
pub(crate) fn run<'r, 'a: 'r, W: Work<'a> + Send>(
    work: &'r mut W,
    options: &'r BatchOptions,
    timer: &'r dyn Timer,
    observer: &'r mut Observer<'_>,
) -> BoxFuture<'r, Result<(), Arc<Error>>> {
    let driven = drive(work, options, timer, observer).boxed();
    let Some(deadline) = options.deadline else { return driven };
    let limited = future::select(driven, timer.sleep(deadline));
    limited
        .map(|first| match first {
            Either::Left((outcome, _)) => outcome,
            Either::Right(((), _)) => Err(Arc::new(Error::TimedOut { source: None })),
        })
        .boxed()
}

async fn drive<'a, W: Work<'a>>(
    work: &mut W,
    options: &BatchOptions,
    timer: &dyn Timer,
    observer: &mut Observer<'_>,
) -> Result<(), Arc<Error>> {
    let mut in_flight = FuturesUnordered::new();
    let mut patience = Patience::new(options.patience);
    let mut pause: Option<BoxFuture<'_, ()>> = None;
    let mut end: Option<Arc<Error>> = None;
    loop {
        if pause.is_none() && end.is_none() {
            let room = options.concurrency.max(1).saturating_sub(in_flight.len());
            in_flight.extend(std::iter::from_fn(|| work.next_request()).take(room));
        }
        let is_open = end.is_none();
        let event = poll_fn(|context| poll_event(context, work, &mut in_flight, &mut pause, is_open)).await;
        let step = match event {
            Event::Answer(answer) => {
                let step = work.answered(answer);
                observer.notice(work.progress());
                if matches!(step, Step::Next | Step::Pause { advanced: true, .. }) {
                    patience.advanced();
                }
                step
            }
            Event::Taken(step) => step,
            Event::Rested => {
                pause = None;
                Step::Next
            }
            Event::Over => return end.map_or(Ok(()), Err),
        };
        match step {
            Step::Next => {}
            Step::Pause { advanced: _, error } => {
                // A pause that is on holds for this one too, and after the end there is nothing to wait for.
                if pause.is_none() && end.is_none() {
                    match patience.pause() {
                        Some(time) => pause = Some(timer.sleep(time)),
                        None => end = Some(Arc::new(error.unwrap_or(Error::Throttled { source: None }))),
                    }
                }
            }
            Step::End(error) => {
                end.get_or_insert(error);
                pause = None;
            }
        }
    }
}

/// The next thing that happens. After the end only those in flight count.
fn poll_event<'a, W: Work<'a>>(
    context: &mut Context<'_>,
    work: &mut W,
    in_flight: &mut FuturesUnordered<BoxFuture<'a, W::Answer>>,
    pause: &mut Option<BoxFuture<'_, ()>>,
    is_open: bool,
) -> Poll<Event<W::Answer>> {
    if let Poll::Ready(Some(answer)) = Pin::new(&mut *in_flight).poll_next(context) {
        return Poll::Ready(Event::Answer(answer));
    }
    if let Some(pause) = pause
        && pause.as_mut().poll(context).is_ready()
    {
        return Poll::Ready(Event::Rested);
    }
    if is_open {
        match work.poll_source(context) {
            Poll::Ready(Some(step)) => return Poll::Ready(Event::Taken(step)),
            Poll::Ready(None) => {}
            Poll::Pending => return Poll::Pending,
        }
    }
    if in_flight.is_empty() && pause.is_none() { Poll::Ready(Event::Over) } else { Poll::Pending }
}
