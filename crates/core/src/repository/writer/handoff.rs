//! A place for one value, from which a stream takes it.

use futures_util::Stream;
use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

/// One end puts a value, the other, a stream, takes it.
#[derive(Debug)]
pub(super) struct Handoff<T>(Arc<Mutex<State<T>>>);

#[derive(Debug)]
struct State<T> {
    value: Option<T>,
    is_closed: bool,
    waiting: Option<Waker>,
}

/// The values as a stream, until the other end is closed.
#[derive(Debug)]
pub(super) struct Taken<T>(Arc<Mutex<State<T>>>);

impl<T> Handoff<T> {
    pub(super) fn new() -> (Self, Taken<T>) {
        let state = Arc::new(Mutex::new(State { value: None, is_closed: false, waiting: None }));
        (Self(Arc::clone(&state)), Taken(state))
    }

    /// Puts a value, if the one before was taken: what is left in `value` was not put.
    pub(super) fn poll_put(&self, context: &mut Context<'_>, value: &mut Option<T>) -> Poll<()> {
        let mut state = lock(&self.0);
        if state.value.is_some() {
            wait(&mut state, context);
            return Poll::Pending;
        }
        state.value = value.take();
        wake(state);
        Poll::Ready(())
    }

    /// Ends the stream after what is in it.
    pub(super) fn close(&self) {
        let mut state = lock(&self.0);
        state.is_closed = true;
        wake(state);
    }

    /// What was put and not taken.
    pub(super) fn take_back(&self) -> Option<T> {
        lock(&self.0).value.take()
    }
}

impl<T> Stream for Taken<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        let mut state = lock(&self.0);
        match state.value.take() {
            Some(value) => {
                wake(state);
                Poll::Ready(Some(value))
            }
            None if state.is_closed => Poll::Ready(None),
            None => {
                wait(&mut state, context);
                Poll::Pending
            }
        }
    }
}

fn lock<T>(state: &Mutex<State<T>>) -> MutexGuard<'_, State<T>> {
    // Nothing panics while it is locked.
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One end waits at a time: there is either a value or none.
fn wait<T>(state: &mut State<T>, context: &Context<'_>) {
    state.waiting = Some(context.waker().clone());
}

fn wake<T>(mut state: MutexGuard<'_, State<T>>) {
    let waiting = state.waiting.take();
    drop(state);
    if let Some(waiting) = waiting {
        waiting.wake();
    }
}
