//! Tests of blocking.

use super::{Wait, WaitEach, is_blocking};
use crate::store::{SystemTimer, Timer};
use futures::{StreamExt, channel::oneshot, executor, stream};
use std::{panic, thread, time::Duration};

#[test]
fn a_call_is_known_as_blocking_as_long_as_it_waits() {
    assert!(!is_blocking());
    assert!(async { is_blocking() }.wait());
    assert!(!is_blocking());
}

#[test]
fn a_call_inside_another_leaves_it_blocking() {
    let (inner, outer) = async { (async { is_blocking() }.wait(), is_blocking()) }.wait();
    assert!(inner && outer && !is_blocking());
}

#[test]
fn a_panic_leaves_no_mark() {
    let result = panic::catch_unwind(|| async { assert!(!is_blocking(), "on purpose") }.wait());
    assert!(result.is_err() && !is_blocking());
}

#[test]
fn a_call_inside_an_executor_does_not_panic() {
    assert_eq!(executor::block_on(async { async { 7 }.wait() }), 7);
}

#[test]
fn another_thread_wakes_the_call() {
    let (sender, receiver) = oneshot::channel();
    let thread = thread::spawn(move || {
        SystemTimer.sleep(Duration::from_millis(5)).wait();
        sender.send(7)
    });
    assert_eq!(receiver.wait(), Ok(7));
    assert_eq!(thread.join().ok(), Some(Ok(())));
}

#[test]
fn a_stream_is_waited_for_item_by_item() {
    let slow = stream::iter(1..=3).then(|number| async move {
        SystemTimer.sleep(Duration::from_millis(1)).await;
        (number, is_blocking())
    });
    assert_eq!(slow.wait_each().collect::<Vec<_>>(), [(1, true), (2, true), (3, true)]);
}
