//! Several transactions at the same time, some of them in clones, some of them dropped on their way.

use super::{
    cases,
    schedule::{Dice, interleave, yielding},
    shop::{self, Counter, Customer, Ground, IDS, Step, items, unit},
};
use futures::{FutureExt, future::BoxFuture};
use proptest::{collection, prelude::*};
use std::{
    collections::BTreeMap,
    future::{IntoFuture, poll_fn},
    sync::{Arc, Mutex},
    task::Poll,
};
use twintable::{ErrorKind, Transaction, UnitOfWork, prelude::*};
use twintable_memory::MemoryStore;
use twintable_testkit::{faults::FaultStore, strategy};

/// A transaction that counts.
#[derive(Debug, Clone)]
struct Counting {
    /// The counters that are counted up.
    counters: Vec<u8>,
    /// A customer who is counted too, and moves to another address.
    customer: Option<(u8, u8)>,
    /// How many clones are committed at the same time.
    clones: usize,
}

impl Counting {
    fn transaction(&self) -> Transaction {
        let mut steps: Vec<_> = self.counters.iter().copied().map(Step::Count).collect();
        steps.extend(self.customer.map(|(id, email)| Step::RenameCustomer(id, email)));
        steps.iter().map(Step::operation).collect()
    }

    /// What it counts up.
    fn counted(&self) -> impl Iterator<Item = (&'static str, u8)> {
        let counters = self.counters.iter().map(|id| ("counter", *id));
        counters.chain(self.customer.map(|(id, _)| ("customer", id)))
    }
}

fn counting() -> impl Strategy<Value = Counting> {
    let counters = collection::btree_set(0..IDS, 0..3).prop_map(Vec::from_iter);
    let customer = proptest::option::of((0..IDS, 0..IDS + 2));
    (counters, customer, prop_oneof![3 => Just(1_usize), 1 => Just(2)])
        .prop_map(|(counters, customer, clones)| Counting { counters, customer, clones })
        .prop_filter("something is counted", |counting| counting.counted().next().is_some())
}

/// What is known of a commit: whether the transaction was done, if that is known.
type Known = Arc<Mutex<Option<bool>>>;

/// Commits a transaction until it is known whether it was done, a few times at the most; and drops some attempts.
fn commits_of(value: Transaction, unit: &dyn UnitOfWork, known: Known, mut dice: Dice) -> BoxFuture<'_, ()> {
    async move {
        for _ in 0..3 {
            let outcome = match dice.below(4) {
                0 => dropped(dice.below(12), value.commit(unit).into_future()).await,
                _ => Some(value.commit(unit).await),
            };
            match outcome.map(|outcome| outcome.map_err(|error| error.kind())) {
                Some(Ok(())) => return *known.lock().unwrap() = Some(true),
                Some(Err(ErrorKind::TimedOut)) | None => {}
                Some(Err(_)) => return *known.lock().unwrap() = Some(false),
            }
        }
    }
    .boxed()
}

/// The outcome, unless it takes more polls.
async fn dropped<T>(polls: usize, mut future: BoxFuture<'_, T>) -> Option<T> {
    let mut left = polls;
    poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

fn counts(store: &MemoryStore) -> BTreeMap<(&'static str, u8), i64> {
    let counters = store.repository::<Counter>().scan().all().wait().unwrap();
    let customers = store.repository::<Customer>().scan().all().wait().unwrap();
    let counters = counters.iter().map(|counter| (("counter", counter.id), counter.count));
    counters.chain(customers.iter().map(|customer| (("customer", customer.id), customer.count))).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn whatever_is_counted_is_counted_once(
        countings in collection::vec(counting(), 2..5),
        plan in strategy::fault_plan(),
        seed in any::<u64>(),
    ) {
        let ground = Ground { counters: 0b111, stocks: 0, customers: 0b111 };
        let store = shop::store(&ground);
        let faulty = unit(yielding(Arc::new(FaultStore::new(Arc::new(store.clone()), plan))));
        let values: Vec<_> = countings.iter().map(Counting::transaction).collect();
        let mut tasks = Vec::new();
        let mut known: Vec<Vec<Known>> = Vec::new();
        for (counting, value) in countings.iter().zip(&values) {
            let commits: Vec<Known> = (0..counting.clones).map(|_| Known::default()).collect();
            for commit in &commits {
                let dice = Dice(seed ^ u64::try_from(tasks.len()).unwrap());
                tasks.push(commits_of(value.clone(), &faulty, Arc::clone(commit), dice));
            }
            known.push(commits);
        }
        interleave(seed, tasks, || {});

        let plain = unit(Arc::new(store.clone()));
        let mut expected = counts(&shop::store(&ground));
        for ((counting, value), known) in countings.iter().zip(&values).zip(&known) {
            let known: Vec<_> = known.iter().map(|known| *known.lock().unwrap()).collect();
            // What is not known is resolved where nothing goes wrong, and what is done stays done.
            let is_done = if known.iter().all(|known| *known == Some(false)) {
                false
            } else {
                let outcome = value.commit(&plain).wait().map_err(|error| error.kind());
                prop_assert!(outcome.is_ok() || !known.contains(&Some(true)), "done before: {outcome:?}");
                outcome.is_ok()
            };
            if is_done {
                counting.counted().for_each(|of| *expected.entry(of).or_default() += 1);
            }
        }
        prop_assert_eq!(counts(&store), expected, "{:?}", items(&store));
    }
}
