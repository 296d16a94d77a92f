//! A table with an index of each sort, metered.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use twintable::{GlobalIndex, Item, KeyAttribute, LocalIndex, PrimaryKey, TableSchema, item};
use twintable_memory::MemoryStore;
use twintable_testkit::{
    ManualClock,
    faults::{FaultPlan, FaultStore},
    metering::MeteredStore,
};

pub(crate) struct Shop {
    pub(crate) store: MeteredStore,
    pub(crate) clock: ManualClock,
}

impl Shop {
    pub(crate) fn new() -> Self {
        Self::with(FaultPlan::new())
    }

    pub(crate) fn with(plan: FaultPlan) -> Self {
        let memory = MemoryStore::with_tables([schema()]).unwrap();
        let clock = ManualClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(100));
        let store = MeteredStore::new(Arc::new(FaultStore::new(Arc::new(memory), plan)))
            .with_clock(Arc::new(clock.clone()))
            .with_schemas([schema()]);
        Self { store, clock }
    }
}

pub(crate) fn schema() -> TableSchema {
    TableSchema::new("shop", KeyAttribute::string("pk"))
        .sort_key(KeyAttribute::number("sk"))
        .local_index(LocalIndex::new("by_rank", KeyAttribute::number("rank")))
        .global_index(GlobalIndex::new("by_status", KeyAttribute::string("status")))
}

pub(crate) fn key(pk: &str, sk: i64) -> PrimaryKey {
    PrimaryKey::new("pk", pk).sort("sk", sk)
}

pub(crate) fn order(pk: &str, sk: i64) -> Item {
    item! { "pk" => pk, "sk" => sk }
}

pub(crate) fn of_size(pk: &str, sk: i64, bytes: usize) -> Item {
    order(pk, sk).with("text", "x".repeat(bytes - order(pk, sk).size() - "text".len()))
}
