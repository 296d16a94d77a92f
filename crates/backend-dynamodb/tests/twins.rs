//! The twins: the memory backend and the DynamoDB backend, before an embedded engine, do the same requests and
//! are compared after each.
//!
//! `PROPTEST_CASES` says how many plans each test draws.

mod embedded;

mod twins {
    mod cases;
    mod compare;
    mod coverage;
    mod departures;
    mod history;
    mod outcome;
    mod pages;
    mod pair;
    mod plans;
    mod play;
    mod schemas;
    mod state;
}
