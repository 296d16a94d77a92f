//! Blocking calls on the memory backend come to their end wherever they are made.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "blocking/contexts.rs"]
mod contexts;
#[path = "blocking/shop.rs"]
mod shop;
#[path = "blocking/watched.rs"]
mod watched;

use twintable::{Wait, store::ItemStore};
use twintable_memory::MemoryStore as Store;

/// Runs a test with a store that has one item, outside any runtime.
fn with_store(test: impl FnOnce(Store) + Send + 'static) {
    watched::watched(|| {
        let store = Store::with_tables([shop::schema()]).unwrap();
        store.put_item(shop::put("a")).wait().unwrap();
        test(store);
    });
}
