//! The memory backend does what the model does, whatever is drawn.
//!
//! `PROPTEST_CASES` says how many cases are drawn.

use twintable_memory::MemoryStore;
use twintable_testkit::{contract::Ground, machine};

fn ground() -> Ground {
    Ground::new(MemoryStore::new())
}

#[test]
fn the_memory_backend_does_what_the_model_does() {
    machine::check(300, ground);
}
