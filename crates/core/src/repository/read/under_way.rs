//! The pages that are being read.

use crate::{Error, repository::ReadPage};
use futures_util::{future::BoxFuture, stream::FuturesUnordered};
use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// The pages that are being read: of several lanes at a time, or of one, which needs no more than its future.
pub(super) enum UnderWay<'r, T> {
    One(Option<Reading<'r, T>>),
    Several(FuturesUnordered<Reading<'r, T>>),
}

/// A page that is being read, and the lane that it is of.
pub(super) struct Reading<'r, T> {
    pub(super) lane: usize,
    pub(super) page: BoxFuture<'r, Result<ReadPage<T>, Error>>,
}

/// A page that was read, or why it was not, and the lane that it is of.
type Read<T> = (usize, Result<ReadPage<T>, Error>);

impl<'r, T> UnderWay<'r, T> {
    /// Nothing.
    pub(super) const fn none() -> Self {
        Self::One(None)
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::One(reading) => usize::from(reading.is_some()),
            Self::Several(readings) => readings.len(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds one.
    pub(super) fn push(&mut self, reading: Reading<'r, T>) {
        match self {
            Self::One(one) => match one.take() {
                None => *one = Some(reading),
                Some(first) => *self = Self::Several([first, reading].into_iter().collect()),
            },
            Self::Several(readings) => readings.push(reading),
        }
    }

    /// Lets go of all.
    pub(super) fn clear(&mut self) {
        *self = Self::none();
    }

    /// The next one that is ready; `None` if there are none.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Read<T>>> {
        match self {
            Self::One(None) => Poll::Ready(None),
            Self::One(Some(reading)) => {
                let read = ready!(Pin::new(reading).poll(context));
                self.clear();
                Poll::Ready(Some(read))
            }
            Self::Several(readings) => futures_util::Stream::poll_next(Pin::new(readings), context),
        }
    }
}

impl<T> Future for Reading<'_, T> {
    type Output = Read<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let lane = self.lane;
        self.page.as_mut().poll(context).map(|page| (lane, page))
    }
}
