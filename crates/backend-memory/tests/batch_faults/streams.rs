//! Streams of writes.

use super::{
    Ground, cases,
    entities::{Marked, Plain, Versioned},
    options, plan,
};
use futures::stream;
use proptest::{collection, prelude::*, test_runner::TestCaseResult};
use std::{
    collections::{HashMap, HashSet},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};
use twintable::{
    batch::{BatchError, BatchOptions},
    prelude::*,
};
use twintable_testkit::faults::FaultPlan;

fn run<T: Marked>(ids: &[u32], options: BatchOptions, plan: FaultPlan, keeps_going: bool) -> TestCaseResult {
    let ground = Ground::<T>::new(&[], plan);
    let asked: Vec<_> = ids.iter().zip(0..).map(|(id, mark)| T::new(*id, mark)).collect();
    let taken = AtomicUsize::new(0);
    let entities = stream::iter(asked.clone().into_iter().inspect(|_| {
        taken.fetch_add(1, Relaxed);
    }));
    let put = ground.all.put_stream(entities).concurrency(options.concurrency).patience(options.patience);
    let put = if keeps_going { put.keep_going() } else { put };
    let (done, not_done, unknown) = match put.wait() {
        Ok(done) => (done, Vec::new(), Vec::new()),
        Err(BatchError { done, not_done, unknown, cause: _ }) => {
            prop_assert!(!not_done.is_empty() || !unknown.is_empty() || taken.load(Relaxed) < asked.len());
            (done, not_done.into_iter().map(|not_done| not_done.what).collect(), unknown)
        }
    };
    let taken = taken.load(Relaxed);
    prop_assert_eq!(done + not_done.len() + unknown.len(), taken, "all that was taken, each once");
    let marks = |entities: &[T]| entities.iter().map(Marked::mark).collect::<HashSet<_>>();
    let (not_done, unknown) = (marks(&not_done), marks(&unknown));
    prop_assert!(not_done.is_disjoint(&unknown));
    // Of the writes to an item, the last that is done is there, or one after it that is unknown.
    let stored = ground.stored();
    let mut writes: HashMap<u32, Vec<u64>> = HashMap::new();
    for entity in &asked[..taken] {
        writes.entry(entity.id()).or_default().push(entity.mark());
    }
    prop_assert!(stored.keys().all(|id| writes.contains_key(id)));
    for (id, marks) in writes {
        let is_done = |mark: &u64| !not_done.contains(mark) && !unknown.contains(mark);
        let last = marks.iter().rposition(is_done);
        let mut possible: Vec<Option<u64>> = vec![last.map(|last| marks[last])];
        let after = &marks[last.map_or(0, |last| last + 1)..];
        possible.extend(after.iter().filter(|mark| unknown.contains(mark)).map(|mark| Some(*mark)));
        prop_assert!(
            possible.contains(&stored.get(&id).copied()),
            "{} {:?} {:?}",
            id,
            stored.get(&id),
            possible
        );
    }
    Ok(())
}

fn ids() -> impl Strategy<Value = Vec<u32>> {
    prop_oneof![
        1 => collection::vec(0_u32..5, 0..150),
        2 => collection::vec(0_u32..60, 0..300),
        1 => collection::vec(0_u32..10_000, 0..300),
    ]
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn streams_without_conditions(ids in ids(), options in options(), plan in plan(), goes_on in any::<bool>()) {
        run::<Plain>(&ids, options, plan, goes_on)?;
    }

    #[test]
    fn streams_of_entities_with_a_version(
        ids in ids(), options in options(), plan in plan(), goes_on in any::<bool>(),
    ) {
        run::<Versioned>(&ids, options, plan, goes_on)?;
    }
}
