//! The memory backend keeps the contract, without exception.

use twintable_memory::MemoryStore;
use twintable_testkit::contract::Ground;

fn ground() -> Ground {
    Ground::new(MemoryStore::new())
}

twintable_testkit::contract_tests!(crate::ground);
