//! What a simulation costs: nothing where there is none.
//!
//! `cargo bench -p twintable-memory --bench simulation`: the rows `off` are to be held against those of a build without
//! simulations; `on` is for information.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop where something is wrong")]

use divan::Bencher;
use futures::FutureExt;
use std::{
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use twintable::{
    GlobalIndex, Item, KeyAttribute, PrimaryKey, TableSchema,
    expr::KeyCondition,
    item,
    store::{GetItem, ItemStore, PutItem, Query},
};
use twintable_memory::{MemoryStore, Simulation};

const PARTITIONS: usize = 500;
const PAGE: usize = 20;

static OFF: LazyLock<MemoryStore> = LazyLock::new(|| filled(MemoryStore::new()));

/// About as many items are new to reads as are written in a millisecond.
static ON: LazyLock<MemoryStore> = LazyLock::new(|| {
    let lag = Duration::from_millis(1);
    let simulation = Simulation::seeded(7).stale_reads(..=lag).index_lag(..=lag);
    filled(MemoryStore::builder().simulate(simulation).build())
});

fn main() {
    LazyLock::force(&OFF);
    LazyLock::force(&ON);
    divan::main();
}

fn filled(store: MemoryStore) -> MemoryStore {
    let schema = TableSchema::new("shop", KeyAttribute::string("pk")).sort_key(KeyAttribute::number("sk"));
    let index = GlobalIndex::new("by_email", KeyAttribute::string("email"));
    store.add_table(schema.global_index(index)).unwrap();
    (0..PARTITIONS * PAGE).for_each(|index| put(&store, order(index)));
    store
}

fn partition(index: usize) -> String {
    format!("CUSTOMER#{:08}", index % PARTITIONS)
}

fn order(index: usize) -> Item {
    item! {
        "pk" => partition(index), "sk" => index / PARTITIONS, "email" => format!("{index}@example.com"),
        "name" => "a name", "status" => "open", "count" => 7, "total" => 250,
    }
}

fn put(store: &MemoryStore, item: Item) {
    drop(store.put_item(PutItem::new("shop", item)).now_or_never().unwrap().unwrap());
}

/// Walks the keys so that no two operations in a row meet the same item.
fn next() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(7919, Ordering::Relaxed) % (PARTITIONS * PAGE)
}

fn get_one(bencher: Bencher, store: &MemoryStore) {
    bencher.with_inputs(next).bench_local_values(|index| {
        let key = PrimaryKey::new("pk", partition(index)).sort("sk", index / PARTITIONS);
        store.get_item(GetItem::new("shop", key)).now_or_never().unwrap().unwrap().item
    });
}

fn put_one(bencher: Bencher, store: &MemoryStore) {
    bencher.with_inputs(|| order(next())).bench_local_values(|item| put(store, item));
}

fn query_page(bencher: Bencher, store: &MemoryStore) {
    bencher.with_inputs(|| partition(next())).bench_local_values(|partition| {
        let query = Query::new("shop", KeyCondition::partition("pk", partition)).limit(20);
        store.query(query).now_or_never().unwrap().unwrap().items
    });
}

#[divan::bench_group(sample_count = 400, sample_size = 200)]
mod get {
    use super::{Bencher, OFF, ON, get_one};

    #[divan::bench]
    fn off(bencher: Bencher) {
        get_one(bencher, &OFF);
    }

    #[divan::bench]
    fn on(bencher: Bencher) {
        get_one(bencher, &ON);
    }
}

#[divan::bench_group(sample_count = 400, sample_size = 200)]
mod put {
    use super::{Bencher, OFF, ON, put_one};

    #[divan::bench]
    fn off(bencher: Bencher) {
        put_one(bencher, &OFF);
    }

    #[divan::bench]
    fn on(bencher: Bencher) {
        put_one(bencher, &ON);
    }
}

#[divan::bench_group(sample_count = 400, sample_size = 50)]
mod query_of_20 {
    use super::{Bencher, OFF, ON, query_page};

    #[divan::bench]
    fn off(bencher: Bencher) {
        query_page(bencher, &OFF);
    }

    #[divan::bench]
    fn on(bencher: Bencher) {
        query_page(bencher, &ON);
    }
}
