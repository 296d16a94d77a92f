//! Typed filters and updates on both backends: for random entities, every operator that an attribute has selects, writes
//! and refuses the same.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod embedded;
#[path = "typed/strategy.rs"]
mod strategy;
#[path = "typed/thing.rs"]
mod thing;

use proptest::{prelude::*, test_runner::TestRunner};
use std::{cell::Cell, fmt::Debug, future::IntoFuture};
use thing::Thing;
use tokio::runtime::{Builder, Runtime};
use twintable::{ErrorKind, Rule, prelude::*, store::TableAdmin};
use twintable_dynamodb::DynamoDbStore;
use twintable_memory::MemoryStore;

/// One entity type on both backends.
struct Pair {
    runtime: Runtime,
    memory: TableRepository<Thing>,
    embedded: TableRepository<Thing>,
    _store: DynamoDbStore,
}

impl Pair {
    fn new() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let memory = MemoryStore::with_tables([Thing::schema().clone()]).unwrap();
        let store = embedded::store();
        runtime.block_on(store.create_table(Thing::schema().clone())).unwrap();
        Self { runtime, memory: memory.repository(), embedded: store.repository(), _store: store }
    }

    /// The outcome of an operation, which both backends must agree on.
    fn both<'r, T: Debug + PartialEq, F: IntoFuture<Output = Result<T, Error>> + 'r>(
        &'r self,
        operation: impl Fn(&'r TableRepository<Thing>) -> F,
    ) -> Result<T, (ErrorKind, Option<Rule>)> {
        let run = |repository| {
            let outcome = self.runtime.block_on(operation(repository).into_future());
            outcome.map_err(|error| (error.kind(), error.rule().filter(|rule| !is_of_the_service(*rule))))
        };
        let (memory, embedded) = (run(&self.memory), run(&self.embedded));
        assert_eq!(memory, embedded, "the memory backend, then the embedded engine");
        memory
    }
}

/// Whether only the service can find a rule broken, since it depends on the stored item: it names another error then.
fn is_of_the_service(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::UpdatePath | Rule::SourceMissing | Rule::StoredType | Rule::NumberRange | Rule::Service
    )
}

fn count(counter: &Cell<usize>) {
    counter.set(counter.get() + 1);
}

#[test]
fn filters_select_the_same() {
    let pair = Pair::new();
    let cases = (strategy::thing(), proptest::collection::vec(strategy::filter(), 1..6));
    let selected = [Cell::new(0_usize), Cell::new(0)];
    TestRunner::default()
        .run(&cases, |(thing, filters)| {
            pair.both(|things| things.put(thing.clone())).unwrap();
            for filter in filters {
                let key = || Thing::of(&thing.id);
                let found = pair.both(|things| things.query(key()).filter(filter.clone()).all());
                if let Ok(found) = found {
                    prop_assert!(found.iter().all(|found| *found == thing));
                    count(&selected[usize::from(!found.is_empty())]);
                }
                let condition = filter.clone();
                let deleted = pair.both(|things| things.put(thing.clone()).when(condition.clone()));
                prop_assert!(deleted.is_ok() || deleted.unwrap_err().0 != ErrorKind::Backend);
            }
            Ok(())
        })
        .unwrap();
    assert!(selected.iter().all(|count| count.get() > 0), "filters that are true and false: {selected:?}");
}

#[test]
fn updates_write_the_same() {
    let pair = Pair::new();
    let cases = (strategy::thing(), proptest::collection::vec(strategy::update(), 1..6));
    let written = [Cell::new(0_usize), Cell::new(0)];
    TestRunner::default()
        .run(&cases, |(thing, updates)| {
            pair.both(|things| things.put(thing.clone())).unwrap();
            for update in updates {
                let key = || Thing::key(&thing.id);
                let outcome = pair.both(|things| things.update(key()).apply(update.clone()));
                count(&written[usize::from(outcome.is_ok())]);
                // An update may store what cannot be read: a count below zero. Both say so, then and later.
                let stored = pair.both(|things| things.get(key()).consistent());
                if let Ok(returned) = outcome {
                    prop_assert_eq!(stored, Ok(Some(returned)));
                }
            }
            Ok(())
        })
        .unwrap();
    assert!(written[1] > written[0], "updates that are refused and done: {written:?}");
}

#[test]
fn an_entity_is_the_same_after_it_was_stored() {
    let pair = Pair::new();
    TestRunner::default()
        .run(&strategy::thing(), |thing| {
            let item = thing.to_item().unwrap();
            prop_assert_eq!(Thing::from_item(&item).unwrap(), thing.clone());
            pair.both(|things| things.put(thing.clone())).unwrap();
            let read = pair.both(|things| things.get(thing.primary_key())).unwrap();
            prop_assert_eq!(read, Some(thing));
            Ok(())
        })
        .unwrap();
}
