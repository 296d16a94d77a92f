//! What a write is awaited as.

use crate::Error;
use futures_util::future::BoxFuture;
use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// A write on its way: a future of what it returns.
#[must_use = "nothing happens until it is awaited"]
pub struct Pending<'r, T, O> {
    outcome: BoxFuture<'r, Result<Option<T>, Error>>,
    // A function, where a second boxed future would be the other way.
    returned: fn(Option<T>) -> Result<O, Error>,
}

impl<'r, E> Pending<'r, E, E> {
    /// Returns the entity as it is now.
    pub(super) fn new_entity(outcome: BoxFuture<'r, Result<Option<E>, Error>>) -> Self {
        Self { outcome, returned: stored }
    }
}

impl<'r, T> Pending<'r, T, Option<T>> {
    /// Returns the entity as it was.
    pub(super) fn old_entity(outcome: BoxFuture<'r, Result<Option<T>, Error>>) -> Self {
        Self { outcome, returned: Ok }
    }
}

impl<'r, T> Pending<'r, T, ()> {
    /// Returns nothing.
    pub(super) fn nothing(outcome: BoxFuture<'r, Result<Option<T>, Error>>) -> Self {
        Self {
            outcome,
            returned: |entity| {
                drop(entity);
                Ok(())
            },
        }
    }
}

impl<T, O> Future for Pending<'_, T, O> {
    type Output = Result<O, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(self.outcome.as_mut().poll(context));
        Poll::Ready(outcome.and_then(self.returned))
    }
}

impl<T, O> fmt::Debug for Pending<'_, T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").finish_non_exhaustive()
    }
}

/// What a write returns that was asked for the entity as it is now.
pub(super) fn stored<T>(entity: Option<T>) -> Result<T, Error> {
    entity.ok_or_else(|| Error::NotFound { entity: std::any::type_name::<T>() })
}
