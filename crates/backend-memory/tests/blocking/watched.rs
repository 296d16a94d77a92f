//! Tests that fail where they would hang.

#![allow(clippy::panic, reason = "a test")]

use std::{
    panic,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

/// Runs a test on a thread of its own, for at most 20 seconds.
pub(crate) fn watched(test: impl FnOnce() + Send + 'static) {
    let (ended, end) = mpsc::channel();
    let thread = thread::spawn(move || {
        test();
        let _ = ended.send(());
    });
    match end.recv_timeout(Duration::from_secs(20)) {
        Ok(()) => {}
        Err(RecvTimeoutError::Timeout) => panic!("it hangs"),
        Err(RecvTimeoutError::Disconnected) => {
            if let Err(failure) = thread.join() {
                panic::resume_unwind(failure);
            }
        }
    }
}
