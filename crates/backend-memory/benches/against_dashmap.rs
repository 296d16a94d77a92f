//! The store against a bare `DashMap` of partitions that clones the map it returns: what a test double made
//! in an afternoon would be.
//!
//! `cargo bench -p twintable-memory`: the medians of the two rows of a group give the ratio.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop where something is wrong")]

use dashmap::DashMap;
use divan::{Bencher, black_box, counter::ItemsCount};
use futures::FutureExt;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};
use twintable::{
    Item, KeyAttribute, PrimaryKey, TableSchema, Value,
    expr::KeyCondition,
    store::{GetItem, ItemStore, PutItem, Query, Scan},
};
use twintable_memory::MemoryStore;

const ITEMS: usize = 10_000;
const SORT: &str = "PROFILE#0001";

type Bare = DashMap<String, BTreeMap<Vec<u8>, HashMap<String, Value>>>;

static STORE: LazyLock<MemoryStore> = LazyLock::new(|| {
    let schema = TableSchema::new("shop", KeyAttribute::string("PK")).sort_key(KeyAttribute::string("SK"));
    let store = MemoryStore::with_tables([schema]).unwrap();
    for index in 0..ITEMS {
        store.put_item(PutItem::new("shop", customer(index))).now_or_never().unwrap().unwrap();
    }
    for index in 0..100 {
        let order = customer(0).with("PK", "ORDERS").with("SK", format!("ORDER#{index:04}"));
        store.put_item(PutItem::new("shop", order)).now_or_never().unwrap().unwrap();
    }
    store
});

static BARE: LazyLock<Bare> = LazyLock::new(|| {
    let bare = Bare::new();
    for index in 0..ITEMS {
        bare.entry(partition(index)).or_default().insert(SORT.into(), map(index));
    }
    for index in 0..100 {
        bare.entry("ORDERS".to_owned()).or_default().insert(format!("ORDER#{index:04}").into_bytes(), map(0));
    }
    bare
});

fn main() {
    LazyLock::force(&STORE);
    LazyLock::force(&BARE);
    divan::main();
}

fn partition(index: usize) -> String {
    format!("CUSTOMER#{index:08}")
}

/// The 13 attributes of an item.
fn attributes(index: usize) -> [(String, Value); 13] {
    let text = |name: &str| Value::from(format!("{name}-value-{index}-text"));
    [
        ("PK", partition(index).into()),
        ("SK", SORT.into()),
        ("entity_type", "customer".into()),
        ("name", text("name")),
        ("email", text("email")),
        ("status", text("status")),
        ("street", text("street")),
        ("city", text("city")),
        ("age", 42.into()),
        ("credit", 250.into()),
        ("version", 7.into()),
        ("tags", Value::list(["a-tag", "b-tag"])),
        ("address", Value::map([("zip", "12345"), ("country", "FR")])),
    ]
    .map(|(name, value)| (name.to_owned(), value))
}

fn customer(index: usize) -> Item {
    attributes(index).into_iter().collect()
}

fn map(index: usize) -> HashMap<String, Value> {
    attributes(index).into_iter().collect()
}

/// Walks the keys so that no two reads in a row meet the same item.
fn next() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(7919, Ordering::Relaxed) % ITEMS
}

#[divan::bench_group(sample_count = 200, sample_size = 200)]
mod get {
    use super::{BARE, Bencher, FutureExt, GetItem, ItemStore, PrimaryKey, SORT, STORE, next, partition};

    #[divan::bench]
    fn bare(bencher: Bencher) {
        bencher.with_inputs(|| partition(next())).bench_local_refs(|key| {
            BARE.get(key.as_str()).and_then(|partition| partition.get(SORT.as_bytes()).cloned())
        });
    }

    #[divan::bench]
    fn store(bencher: Bencher) {
        bencher.with_inputs(|| partition(next())).bench_local_refs(|key| {
            let key = PrimaryKey::new("PK", key.as_str()).sort("SK", SORT);
            STORE.get_item(GetItem::new("shop", key)).now_or_never().unwrap().unwrap().item
        });
    }
}

/// The item is made, put in place of another one, and the other one is dropped.
#[divan::bench_group(sample_count = 200, sample_size = 200)]
mod put {
    use super::{BARE, Bencher, FutureExt, ItemStore, PutItem, SORT, STORE, customer, map, next, partition};

    #[divan::bench]
    fn bare(bencher: Bencher) {
        bencher.with_inputs(next).bench_local_values(|index| {
            drop(BARE.entry(partition(index)).or_default().insert(SORT.into(), map(index)));
        });
    }

    #[divan::bench]
    fn store(bencher: Bencher) {
        bencher.with_inputs(next).bench_local_values(|index| {
            let put = PutItem::new("shop", customer(index));
            drop(STORE.put_item(put).now_or_never().unwrap().unwrap());
        });
    }
}

#[divan::bench_group(sample_count = 200, sample_size = 20)]
mod query_of_100 {
    use super::{BARE, Bencher, FutureExt, ItemStore, ItemsCount, KeyCondition, Query, STORE};

    #[divan::bench]
    fn bare(bencher: Bencher) {
        bencher.counter(ItemsCount::new(100_usize)).bench_local(|| {
            BARE.get("ORDERS").map(|partition| partition.values().cloned().collect::<Vec<_>>())
        });
    }

    #[divan::bench]
    fn store(bencher: Bencher) {
        bencher.counter(ItemsCount::new(100_usize)).bench_local(|| {
            let query =
                Query::new("shop", KeyCondition::partition("PK", "ORDERS").sort("SK").begins_with("ORDER#"));
            STORE.query(query).now_or_never().unwrap().unwrap().items
        });
    }
}

/// A page of a scan costs the same at the start of a table and far inside it.
#[divan::bench(sample_count = 100, sample_size = 20, args = [0, 5_000])]
fn scan_page_of_100(bencher: Bencher, from: u32) {
    let mut after = None;
    if from > 0 {
        let skipped = STORE.scan(Scan::new("shop").limit(from)).now_or_never().unwrap().unwrap();
        after = skipped.last_evaluated_key;
    }
    bencher.bench_local(|| {
        let scan = Scan::new("shop").limit(100).after(black_box(&after).clone());
        STORE.scan(scan).now_or_never().unwrap().unwrap().items
    });
}
