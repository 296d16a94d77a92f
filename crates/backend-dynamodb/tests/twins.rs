//! The twins: the memory backend and the DynamoDB backend, before an embedded engine, do the same requests and
//! are compared after each.
//!
//! `PROPTEST_CASES` says how many plans each test draws.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking, and looks at the cases that it is about"
)]

mod embedded;

mod twins {
    mod cases;
    mod compare;
    mod coverage;
    mod departures;
    mod history;
    mod pair;
    mod plans;
    mod play;
    mod schemas;
    mod state;
}
