//! The store with faults: what each fault does, which calls a plan picks, and that a plan can be repeated.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking, and looks at the cases that it is about"
)]

#[path = "faults/batches.rs"]
mod batches;
#[path = "faults/effects.rs"]
mod effects;
#[path = "faults/matching.rs"]
mod matching;
#[path = "faults/plans.rs"]
mod plans;
#[path = "faults/properties.rs"]
mod properties;
#[path = "faults/seeds.rs"]
mod seeds;
#[path = "faults/shop.rs"]
mod shop;
#[path = "faults/times.rs"]
mod times;
