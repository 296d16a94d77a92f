//! A simulated table with both kinds of indexes, and its clock.

use futures::FutureExt;
use std::time::{Duration, SystemTime};
use twintable::{
    GlobalIndex, IndexProjection, Item, KeyAttribute, LocalIndex, PrimaryKey, TableSchema,
    expr::KeyCondition,
    item,
    store::{GetItem, ItemStore, PageOutcome, PutItem, Query, Scan, TransactGet, TransactGetItems},
};
use twintable_memory::{MemoryStore, Simulation};
use twintable_testkit::ManualClock;

pub(crate) const SECOND: Duration = Duration::from_secs(1);

pub(crate) struct Shop {
    pub(crate) store: MemoryStore,
    pub(crate) clock: ManualClock,
}

pub(crate) fn schema() -> TableSchema {
    let keys_only = IndexProjection::KeysOnly;
    TableSchema::new("shop", KeyAttribute::string("pk"))
        .sort_key(KeyAttribute::number("sk"))
        .local_index(LocalIndex::new("by_rank", KeyAttribute::number("rank")).projection(keys_only))
        .global_index(
            GlobalIndex::new("by_tag", KeyAttribute::string("tag")).sort_key(KeyAttribute::number("rank")),
        )
}

/// Every operation is done when its future is first polled.
pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().unwrap()
}

pub(crate) fn shop(simulation: Simulation) -> Shop {
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    let store = MemoryStore::builder().clock(clock.clone()).simulate(simulation).build();
    store.add_table(schema()).unwrap();
    Shop { store, clock }
}

pub(crate) fn key(sk: u32) -> PrimaryKey {
    PrimaryKey::new("pk", "a").sort("sk", sk)
}

/// An item of the partition `a`, under the tag `red`.
pub(crate) fn red(sk: u32, rank: u32) -> Item {
    item! { "pk" => "a", "sk" => sk, "tag" => "red", "rank" => rank }
}

pub(crate) fn transact_get(keys: impl IntoIterator<Item = PrimaryKey>) -> TransactGetItems {
    let gets = keys.into_iter().map(|key| TransactGet::new("shop", key)).collect();
    TransactGetItems { gets, ..TransactGetItems::default() }
}

pub(crate) fn partition() -> Query {
    Query::new("shop", KeyCondition::partition("pk", "a"))
}

pub(crate) fn by_rank() -> Query {
    partition().index("by_rank")
}

pub(crate) fn by_tag(tag: &str) -> Query {
    Query::new("shop", KeyCondition::partition("tag", tag)).index("by_tag")
}

impl Shop {
    pub(crate) fn put(&self, item: Item) {
        now(self.store.put_item(PutItem::new("shop", item))).unwrap();
    }

    pub(crate) fn get(&self, sk: u32) -> Option<Item> {
        now(self.store.get_item(GetItem::new("shop", key(sk)))).unwrap().item
    }

    pub(crate) fn get_consistent(&self, sk: u32) -> Option<Item> {
        now(self.store.get_item(GetItem::new("shop", key(sk)).consistent())).unwrap().item
    }

    pub(crate) fn page(&self, query: Query) -> PageOutcome {
        now(self.store.query(query)).unwrap()
    }

    pub(crate) fn query(&self, query: Query) -> Vec<Item> {
        self.page(query).items
    }

    pub(crate) fn scan(&self, scan: Scan) -> Vec<Item> {
        now(self.store.scan(scan)).unwrap().items
    }
}
