//! Long histories.

use super::{call, read, replaced};
use std::time::{Duration, Instant};
use twintable_testkit::history::{Call, check};

const CALLS: u64 = 50_000;

/// One call after another, each of which replaces one register and reads another.
fn long() -> Vec<Call> {
    (0..CALLS)
        .map(|number| {
            let (writes, reads) = (number % 10, (number + 5) % 10);
            // What was written ten and five calls before.
            let before = |calls: u64| (number + 1).saturating_sub(calls);
            let accesses =
                [replaced(&writes.to_string(), before(10), number + 1), read(&reads.to_string(), before(5))];
            call(&number.to_string(), (number * 2, number * 2 + 1), &accesses)
        })
        .collect()
}

#[test]
fn a_long_history_is_checked_in_a_moment() {
    let mut calls = long();
    let start = Instant::now();
    assert_eq!(check(&calls).unwrap().writes, 50_000);
    // The last call sees what the first one replaced.
    calls.push(call("late", (CALLS * 2, CALLS * 2 + 1), &[read("0", 0)]));
    assert_eq!(check(&calls).unwrap_err().calls().len(), 2);
    // Far more than it takes: only what grows with the square of the calls takes as long.
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
