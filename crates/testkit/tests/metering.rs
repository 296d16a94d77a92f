//! The store that meters: its sums, its assertions, its report.
#![expect(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test fails by panicking; sums of halves are exact"
)]

#[path = "metering/assertions.rs"]
mod assertions;
#[path = "metering/partitions.rs"]
mod partitions;
#[path = "metering/shop.rs"]
mod shop;
#[path = "metering/units.rs"]
mod units;
