//! A timer that needs no runtime.

use async_trait::async_trait;
use futures::channel::oneshot;
use std::{thread, time::Duration};
use twintable::store::Timer;

/// Waits on a thread of its own for each sleep: enough for tests, in whatever runtime they run.
#[derive(Debug)]
pub(super) struct ThreadTimer;

#[async_trait]
impl Timer for ThreadTimer {
    async fn sleep(&self, duration: Duration) {
        let (done, wait) = oneshot::channel();
        let thread = thread::Builder::new().spawn(move || {
            thread::sleep(duration);
            // Who slept may have been dropped.
            let _gone = done.send(());
        });
        match thread {
            // An error would mean that the thread ended without an answer, which it does not.
            Ok(_running) => wait.await.unwrap_or_default(),
            Err(_no_thread) => thread::sleep(duration),
        }
    }
}
