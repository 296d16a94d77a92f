//! Whatever goes wrong with a batch: what is done, not done and unknown is what was asked for, each once; the table
//! holds all that is done, and nothing that is not.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "batch_faults/entities.rs"]
mod entities;
#[path = "batch_faults/reads.rs"]
mod reads;
#[path = "batch_faults/streams.rs"]
mod streams;
#[path = "batch_faults/writes.rs"]
mod writes;

use async_trait::async_trait;
use entities::Marked;
use proptest::prelude::*;
use std::{collections::HashMap, sync::Arc, time::Duration};
use twintable::{batch::BatchOptions, prelude::*, store::Timer};
use twintable_memory::MemoryStore;
use twintable_testkit::{
    faults::{FaultPlan, FaultStore, Rates},
    strategy,
};

/// All of a property's cases are run in a release build, some in a debug build.
fn cases(all: u32) -> ProptestConfig {
    ProptestConfig::with_cases(if cfg!(debug_assertions) { all / 20 } else { all })
}

/// A timer that does not wait.
#[derive(Debug)]
struct Impatient;

#[async_trait]
impl Timer for Impatient {
    async fn sleep(&self, _: Duration) {}
}

/// A plan with few rules, or one by chance.
fn plan() -> impl Strategy<Value = FaultPlan> {
    let seeded = (any::<u64>(), 0.0..0.4, prop_oneof![4 => Just(0.0), 1 => Just(0.1)])
        .prop_map(|(seed, rate, refused)| FaultPlan::seeded(seed, Rates { refused, ..Rates::passing(rate) }));
    prop_oneof![3 => strategy::fault_plan(), 2 => seeded]
}

/// Few requests in flight, and much patience or none.
fn options() -> impl Strategy<Value = BatchOptions> {
    let patience = prop_oneof![3 => Just(BatchOptions::PATIENCE), 1 => Just(Duration::ZERO)];
    (1_usize..4, patience).prop_map(|(concurrency, patience)| BatchOptions {
        concurrency,
        patience,
        ..BatchOptions::default()
    })
}

/// A table, and a repository over it that fails by a plan.
struct Ground<T> {
    store: MemoryStore,
    all: TableRepository<T>,
}

impl<T: Marked> Ground<T> {
    /// A table with some entities.
    fn new(present: &[u32], plan: FaultPlan) -> Self {
        let store = MemoryStore::with_tables([T::schema().clone()]).unwrap();
        let plain = store.repository::<T>();
        for id in present {
            plain.put(T::new(*id, u64::MAX - u64::from(*id))).wait().unwrap();
        }
        let faults = FaultStore::new(Arc::new(store.clone()), plan);
        let all = TableRepository::new(Arc::new(faults)).with_timer(Arc::new(Impatient));
        Self { store, all }
    }

    /// The marks of what is stored.
    fn stored(&self) -> HashMap<u32, u64> {
        let stored = self.store.repository::<T>().scan().all().wait().unwrap();
        stored.iter().map(|entity| (entity.id(), entity.mark())).collect()
    }
}
