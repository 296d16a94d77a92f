//! Transactions under faults: what the value's result says and what the tables hold agree, whatever goes wrong.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking, and looks at one outcome"
)]

#[path = "transaction_faults/alone.rs"]
mod alone;
#[path = "repository/at_once.rs"]
mod at_once;
#[path = "repository/hooked.rs"]
mod hooked;
#[path = "interleaved/schedule.rs"]
mod schedule;
#[path = "transaction_faults/shop.rs"]
mod shop;
#[path = "transaction_faults/together.rs"]
mod together;

use proptest::test_runner::Config;

/// Many cases where they are fast.
fn cases() -> Config {
    let cases = if cfg!(debug_assertions) { 300 } else { 10_000 };
    Config { cases, failure_persistence: None, ..Config::default() }
}
