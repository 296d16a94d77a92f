//! Time limits of single calls.

use crate::{Error, store::Timer};
use futures_util::future::{self, Either};
use std::{future::Future, pin::pin, time::Duration};

/// The outcome of an operation, or [`Error::TimedOut`] if it is not there in time. The operation is dropped then.
pub(crate) async fn within<T>(
    timer: &dyn Timer,
    limit: Option<Duration>,
    operation: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let Some(limit) = limit else { return operation.await };
    match future::select(pin!(operation), timer.sleep(limit)).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right(((), _)) => Err(Error::TimedOut { source: None }),
    }
}
