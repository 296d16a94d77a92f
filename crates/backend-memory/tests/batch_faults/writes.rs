//! Lists of writes.

use super::{
    Ground, cases,
    entities::{Marked, Plain, Unique, Versioned},
    options, plan,
};
use proptest::{collection, prelude::*, test_runner::TestCaseResult};
use std::collections::{BTreeMap, HashMap};
use twintable::{
    batch::{BatchError, BatchOptions, NotDone, Observer, Repeated},
    prelude::*,
    repository::{BatchWriteItems, WriteItem},
};
use twintable_testkit::faults::FaultPlan;

/// What is drawn of a write.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Put,
    Create,
    Delete,
}

/// What is drawn of a case.
#[derive(Debug)]
struct Case {
    present: Vec<u32>,
    writes: Vec<(u32, Kind)>,
    options: BatchOptions,
    plan: FaultPlan,
}

/// Writes to so many items, repeated ones among them or not.
fn case(kinds: impl Strategy<Value = Kind>, ids: u32, repeats: bool) -> impl Strategy<Value = Case> {
    let writes = collection::vec((0..ids, kinds), 0..120).prop_map(move |mut writes| {
        let mut seen = std::collections::HashSet::new();
        writes.retain(|(id, _)| seen.insert(*id) || repeats);
        writes
    });
    let present = collection::btree_set(0..ids, 0..20).prop_map(|present| present.into_iter().collect());
    (present, writes, options(), plan()).prop_map(|(present, writes, options, plan)| Case {
        present,
        writes,
        options,
        plan,
    })
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![3 => Just(Kind::Put), 1 => Just(Kind::Create), 1 => Just(Kind::Delete)]
}

fn unconditional() -> impl Strategy<Value = Kind> {
    prop_oneof![4 => Just(Kind::Put), 1 => Just(Kind::Delete)]
}

/// A write as it is told apart: the item, and the mark that it leaves.
type Label = (u32, Option<u64>);

fn label<T: Marked>(write: &WriteItem<T>, numbers: &HashMap<Key<T>, u32>) -> Label {
    match write {
        WriteItem::Put(entity) | WriteItem::Create(entity) => (entity.id(), Some(entity.mark())),
        WriteItem::Delete { key, expecting: _ } => (numbers[key], None),
    }
}

/// The parts of an outcome, and why it is not all done.
fn parts<T>(outcome: Result<Vec<WriteItem<T>>, BatchError<WriteItem<T>>>) -> ([Vec<WriteItem<T>>; 3], bool) {
    match outcome {
        Ok(done) => ([done, Vec::new(), Vec::new()], false),
        Err(BatchError { done, not_done, unknown, cause: _ }) => {
            let not_done = not_done.into_iter().map(|NotDone { what, error: _ }| what).collect();
            ([done, not_done, unknown], true)
        }
    }
}

/// Runs a batch, and looks at what it says and at what is stored.
fn run<T: Marked>(case: Case, give: impl Fn(T, bool) -> T) -> TestCaseResult {
    let Case { present, writes, options, plan } = case;
    let ground = Ground::<T>::new(&present, plan);
    let before = ground.stored();
    let mut numbers = HashMap::new();
    let asked = writes.iter().zip(0_u64..).map(|((id, kind), mark)| {
        let entity = T::new(*id, mark);
        numbers.insert(entity.primary_key(), *id);
        match kind {
            Kind::Put => WriteItem::Put(give(entity, before.contains_key(id))),
            Kind::Create => WriteItem::Create(entity),
            Kind::Delete => WriteItem::Delete { key: entity.primary_key(), expecting: None },
        }
    });
    let asked: Vec<_> = asked.collect();
    let labels: Vec<_> = asked.iter().map(|write| label(write, &numbers)).collect();
    let request = BatchWriteItems { writes: asked, repeated: Repeated::LastWins, batch_only: false, options };
    let (parts, failed) = parts(ground.all.batch_write_items(request, Observer::none()).wait());
    let after = ground.stored();
    let told = parts.map(|part| part.iter().map(|write| label(write, &numbers)).collect::<Vec<_>>());
    check(&labels, &told, failed, &before, &after)?;
    // Only what was asked for has changed.
    for id in before.keys().chain(after.keys()) {
        prop_assert!(labels.iter().any(|(asked, _)| asked == id) || before.get(id) == after.get(id));
    }
    Ok(())
}

fn check(
    asked: &[Label],
    [done, not_done, unknown]: &[Vec<Label>; 3],
    failed: bool,
    before: &HashMap<u32, u64>,
    after: &HashMap<u32, u64>,
) -> TestCaseResult {
    let sorted = |labels: Vec<Label>| {
        let mut labels = labels;
        labels.sort_unstable();
        labels
    };
    // Together they are what was asked, and none is told twice.
    let told = [done.as_slice(), not_done, unknown].concat();
    prop_assert_eq!(sorted(told), sorted(asked.to_vec()));
    prop_assert_eq!(failed, !not_done.is_empty() || !unknown.is_empty());
    for part in [done, not_done, unknown] {
        let marks: Vec<_> = part.iter().filter_map(|(_, mark)| *mark).collect();
        prop_assert!(marks.is_sorted(), "in the order asked");
    }
    let last: BTreeMap<_, _> = asked.iter().copied().collect();
    for (id, mark) in last {
        let is = after.get(&id).copied();
        let (was, label) = (before.get(&id).copied(), (id, mark));
        let is_in = |part: &[Label]| part.iter().any(|(other, _)| *other == id);
        prop_assert_eq!(
            [is_in(done), is_in(not_done), is_in(unknown)].iter().filter(|is_in| **is_in).count(),
            1,
            "all writes to an item share a fate"
        );
        if done.contains(&label) {
            prop_assert_eq!(is, mark, "what is done is there: {}", id);
        } else if not_done.contains(&label) {
            prop_assert_eq!(is, was, "what is not done is not: {}", id);
        } else {
            prop_assert!(is == mark || is == was, "{} {:?} {:?} {:?}", id, is, mark, was);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn writes_without_conditions(case in case(unconditional(), 70, true)) {
        run::<Plain>(case, |entity, _| entity)?;
    }

    #[test]
    fn writes_and_creates(case in case(any_kind(), 70, false)) {
        run::<Plain>(case, |entity, _| entity)?;
    }

    #[test]
    fn writes_of_entities_with_a_version(case in case(any_kind(), 40, false)) {
        // Some were read, some of them before somebody else wrote, and some are new.
        run::<Versioned>(case, |entity, is_there| {
            let is_stale = entity.mark() % 5 == 0;
            Versioned { version: u64::from(is_there != is_stale), ..entity }
        })?;
    }

    #[test]
    fn writes_of_entities_with_a_unique_field(case in case(any_kind(), 25, false)) {
        run::<Unique>(case, |entity, _| entity)?;
    }

    #[test]
    fn the_rest_can_be_written_again(case in case(Just(Kind::Put), 70, true)) {
        let Case { present, writes, options, plan } = case;
        let ground = Ground::<Plain>::new(&present, plan);
        let asked: Vec<_> = writes.iter().zip(0..).map(|((id, _), mark)| Plain::new(*id, mark)).collect();
        let mut expected = ground.stored();
        expected.extend(asked.iter().map(|entity| (entity.id(), entity.mark())));
        let first = ground.all.put_many(asked).concurrency(options.concurrency).patience(options.patience);
        if let Err(error) = first.wait() {
            ground.store.repository::<Plain>().put_many(error.into_rest()).wait().unwrap();
        }
        prop_assert_eq!(ground.stored(), expected);
    }
}
