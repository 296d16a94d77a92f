//! An operation that runs: in place, or on the store's own runtime.

use crate::{
    blocking::Blocking,
    runtime::OwnRuntime,
    service::Service,
    trace::{self, Consumed},
};
use pin_project_lite::pin_project;
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};
use tracing::Span;
use twintable::Error;

/// What an operation answers.
pub(crate) type Answer<'s, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 's>>;

// One future rather than several adapters: the code of each would have to be fetched on every call. And no `async` block,
// which would have room for the request twice: before the operation begins, and in it.
pin_project! {
    /// An operation, in its span. Where it runs is seen when it is first polled. It says how it ended.
    pub(crate) struct Running<'s, O, F, T> {
        span: Span,
        #[pin]
        state: State<'s, O, F, T>,
    }
}

pin_project! {
    #[project = Projected]
    enum State<'s, O, F, T> {
        Planned { service: &'s Arc<Service>, blocking: &'s Arc<Blocking>, operation: Option<O> },
        InPlace { #[pin] operation: F },
        Elsewhere { answer: Answer<'s, T> },
    }
}

impl<'s, O, F, T> Running<'s, O, F, T> {
    pub(crate) const fn new(
        span: Span,
        service: &'s Arc<Service>,
        blocking: &'s Arc<Blocking>,
        operation: O,
    ) -> Self {
        Self { span, state: State::Planned { service, blocking, operation: Some(operation) } }
    }
}

impl<O, F, T> Future for Running<'_, O, F, T>
where
    O: FnOnce(Arc<Service>) -> F + Send + 'static,
    F: Future<Output = Result<T, Error>> + Send + 'static,
    T: Consumed + Send + 'static,
{
    type Output = Result<T, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let _entered = this.span.enter();
        let outcome = loop {
            match this.state.as_mut().project() {
                Projected::Planned { service, blocking, operation } => {
                    // It is there until the state changes, which it does now.
                    let Some(operation) = operation.take() else { return Poll::Pending };
                    let begun = if OwnRuntime::is_needed() {
                        State::Elsewhere { answer: Box::pin(blocking.run(service, operation)) }
                    } else {
                        State::InPlace { operation: operation(Arc::clone(service)) }
                    };
                    this.state.set(begun);
                }
                Projected::InPlace { operation } => break ready!(operation.poll(context)),
                Projected::Elsewhere { answer } => break ready!(answer.as_mut().poll(context)),
            }
        };
        trace::ended(&outcome);
        Poll::Ready(outcome)
    }
}
