//! The memory backend does what the corpus says, without exception.

use futures::executor::block_on;
use twintable_memory::MemoryStore;
use twintable_testkit::corpus::{groups, schemas};

#[test]
fn requests_are_evaluated_as_the_corpus_says() {
    for (group, entries) in groups() {
        for entry in entries {
            let done = block_on(entry.check(&MemoryStore::new()));
            assert_eq!(done, Ok(()), "{group}: {}", entry.name);
        }
    }
}

#[test]
fn tables_are_made_as_the_corpus_says() {
    for entry in schemas() {
        assert_eq!(block_on(entry.check(&MemoryStore::new())), Ok(()), "{}", entry.name);
    }
}
