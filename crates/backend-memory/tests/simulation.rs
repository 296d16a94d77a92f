//! A store that is as inconsistent as the service may be.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "simulation/index_lag.rs"]
mod index_lag;
#[path = "simulation/model.rs"]
mod model;
#[path = "simulation/pages.rs"]
mod pages;
#[path = "simulation/property.rs"]
mod property;
#[path = "simulation/stale_reads.rs"]
mod stale_reads;
#[path = "simulation/support.rs"]
mod support;
#[path = "simulation/threads.rs"]
mod threads;
