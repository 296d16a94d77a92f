//! Scripts: what they print is a test, and what they compare.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use twintable_memory::MemoryStore;
use twintable_testkit::contract::Ground;

mod script {
    mod differences;
    mod golden;
    mod many;
    mod printed;
}

fn ground() -> Ground {
    Ground::new(MemoryStore::new())
}
