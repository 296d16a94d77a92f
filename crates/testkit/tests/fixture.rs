//! Contents of stores: their texts, their tables, what differs between them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "fixture/differences.rs"]
mod differences;
#[path = "fixture/properties.rs"]
mod properties;
#[path = "fixture/refusals.rs"]
mod refusals;
#[path = "fixture/shop.rs"]
mod shop;
#[path = "fixture/stores.rs"]
mod stores;
#[path = "fixture/tables.rs"]
mod tables;
#[path = "fixture/texts.rs"]
mod texts;
