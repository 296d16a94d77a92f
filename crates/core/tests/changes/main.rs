//! Changes of items and records of streams, decoded into entities.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod decode;
mod records;
mod refusals;
mod sequence;
mod shop;
mod written;
