//! Blocking calls: the same operations, without `async`.

use futures_util::Stream;
use std::{
    cell::Cell,
    future::{Future, IntoFuture},
    pin::{Pin, pin},
    task::{Context, Poll},
};

/// Ends an operation by blocking the thread until it is done, instead of awaiting it.
///
/// Every operation has it, since it is there for all that can be awaited: what can be said of an operation is said
/// the same way, and errors are the same. No runtime is needed. A backend that needs one has a thread for it.
///
/// In an async task it blocks the thread that the task runs on, and nothing else of that thread goes on
/// meanwhile: prefer `.await` there. It does not dead-lock. Wait for whole operations: one that a task has polled
/// before may need that task's thread to go on.
///
/// # Examples
///
/// ```
/// use twintable::Wait;
///
/// assert_eq!(async { 1 + 1 }.wait(), 2);
/// ```
pub trait Wait: IntoFuture + Sized {
    /// Blocks the thread until the operation is done, and returns its outcome.
    fn wait(self) -> Self::Output {
        let mut operation = pin!(self.into_future());
        pollster::block_on(std::future::poll_fn(move |context| blocking(|| operation.as_mut().poll(context))))
    }
}

impl<F: IntoFuture> Wait for F {}

/// The items of a stream, as an iterator that blocks the thread until the next one is there.
///
/// # Examples
///
/// ```
/// use futures::stream;
/// use twintable::WaitEach;
///
/// let sum: i32 = stream::iter([1, 2, 3]).wait_each().sum();
/// assert_eq!(sum, 6);
/// ```
pub trait WaitEach: Stream + Sized {
    /// An iterator over the items. See [`Wait`] for what blocking means.
    fn wait_each(self) -> Waiting<Self> {
        Waiting(Box::pin(self))
    }
}

impl<S: Stream> WaitEach for S {}

/// A stream as an iterator: see [`WaitEach`].
#[derive(Debug)]
pub struct Waiting<S>(Pin<Box<S>>);

impl<S: Stream> Iterator for Waiting<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        std::future::poll_fn(|context: &mut Context<'_>| -> Poll<_> { self.0.as_mut().poll_next(context) })
            .wait()
    }
}

thread_local! {
    static IS_BLOCKING: Cell<bool> = const { Cell::new(false) };
}

/// Whether the code that asks runs inside [`Wait::wait`]: the thread can then do nothing else until it is done.
///
/// A backend that needs a runtime asks it, since the runtime that the thread may belong to can stand still then.
pub fn is_blocking() -> bool {
    IS_BLOCKING.get()
}

/// Runs a function that [`is_blocking`] is true in.
fn blocking<T>(poll: impl FnOnce() -> T) -> T {
    let _restored = Restored(IS_BLOCKING.replace(true));
    poll()
}

struct Restored(bool);

impl Drop for Restored {
    fn drop(&mut self) {
        IS_BLOCKING.set(self.0);
    }
}

#[cfg(test)]
mod tests;
