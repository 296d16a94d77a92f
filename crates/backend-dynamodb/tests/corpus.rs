//! The corpus, read in two ways: compiled to what would be sent, and done by an embedded engine.
//!
//! What is compiled is kept in `tests/corpus/compiled`, a file for each group. After a change on purpose,
//! `INSTA_UPDATE=always cargo test -p twintable-dynamodb --test corpus` writes the files anew.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod embedded;

#[path = "corpus/compiled.rs"]
mod compiled;
#[path = "corpus/departures.rs"]
mod departures;
#[path = "corpus/engine.rs"]
mod engine;
