//! Unique fields when several write at the same time and everything goes wrong: never two owners of a value, and no
//! value that nobody has is blocked for good.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking, and looks at one outcome"
)]

#[path = "repository/at_once.rs"]
mod at_once;
#[path = "unique_faults/club.rs"]
mod club;
#[path = "repository/hooked.rs"]
mod hooked;
#[path = "unique_faults/interleavings.rs"]
mod interleavings;
#[path = "interleaved/schedule.rs"]
mod schedule;
#[path = "unique_faults/state.rs"]
mod state;
#[path = "unique_faults/steps.rs"]
mod steps;
#[path = "unique_faults/threads.rs"]
mod threads;
