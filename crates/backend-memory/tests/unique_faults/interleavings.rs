//! Tasks whose calls interleave in every order, under every plan of faults.

use super::{
    club::{Account, Desk, Guest, Member, VALUES, account, club, member},
    schedule::{interleave, yielding},
    state::{State, email_of, login_of, state},
    steps::{self, Step},
};
use futures::FutureExt;
use proptest::{collection, prelude::*, test_runner::Config};
use std::{
    cell::RefCell,
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use twintable::{ErrorKind, prelude::*, store::ItemStore};
use twintable_memory::MemoryStore;
use twintable_testkit::{
    faults::{FaultPlan, FaultStore, Rates},
    strategy,
};

fn plan() -> impl Strategy<Value = FaultPlan> {
    prop_oneof![
        1 => Just(FaultPlan::new()),
        2 => strategy::fault_plan(),
        1 => any::<u64>().prop_map(|seed| FaultPlan::seeded(seed, Rates::passing(0.15))),
    ]
}

fn tasks(step: impl Strategy<Value = Step>) -> impl Strategy<Value = Vec<Vec<Step>>> {
    collection::vec(collection::vec(step, 1..4), 2..4)
}

/// A value that a step said somebody has, and between which polls.
type Taken = (String, usize, usize);

/// Runs the tasks, and checks the table after each poll.
fn run(tasks: &[Vec<Step>], plan: FaultPlan, seed: u64, is_lossy: bool) -> MemoryStore {
    let store = club();
    let first = Desk::new(&(Arc::new(store.clone()) as Arc<dyn ItemStore>), &store);
    first.members.create(member(0, 0, Some(0))).wait().unwrap();
    first.accounts.create(account(0, 0)).wait().unwrap();
    let faulty = yielding(Arc::new(FaultStore::new(Arc::new(store.clone()), plan)));
    let desk = Desk::new(&faulty, &store);
    let polls = AtomicUsize::new(0);
    let taken: Mutex<Vec<Taken>> = Mutex::default();
    let history: RefCell<Vec<State>> = RefCell::new(vec![state(&store)]);
    let run = |steps: Vec<Step>| {
        let (desk, polls, taken) = (&desk, &polls, &taken);
        async move {
            for step in steps {
                let start = polls.load(Ordering::Relaxed);
                let ending = step.run(desk).await;
                if let Some(kind) = ending.kind {
                    assert!(step.can_end(kind), "{step:?} ended with {kind:?}");
                }
                let end = polls.load(Ordering::Relaxed);
                taken.lock().unwrap().extend(ending.taken.map(|value| (value, start, end)));
            }
        }
        .boxed()
    };
    interleave(seed, tasks.iter().cloned().map(run).collect(), || {
        polls.fetch_add(1, Ordering::Relaxed);
        let now = state(&store);
        now.check();
        if !is_lossy {
            now.check_no_orphan();
        }
        history.borrow_mut().push(now);
    });
    let history = history.into_inner();
    for (value, start, end) in taken.into_inner().unwrap() {
        let was_taken = history[start..=end].iter().any(|state| state.owners.contains_key(&value));
        assert!(was_taken, "nobody had {value:?}");
    }
    store
}

/// Every value can be had, once its owner is gone.
fn check_nothing_is_blocked(store: &MemoryStore) {
    let desk = Desk::new(&(Arc::new(store.clone()) as Arc<dyn ItemStore>), store);
    let owners: BTreeMap<_, _> = state(store).owners;
    for email in 0..VALUES {
        let new = || desk.members.create(member(100 + email, email, None)).wait();
        if let Some(owner) = owners.get(&email_of(email)) {
            assert_eq!(new().unwrap_err().kind(), ErrorKind::UniqueViolation);
            let id: u8 = owner.first().unwrap().strip_prefix("GUEST#").unwrap().parse().unwrap();
            desk.guests.delete(Member::key(id).lifted::<Guest>()).wait().unwrap();
        }
        new().unwrap();
    }
    for login in 0..2 {
        let new = || desk.accounts.create(account(100 + login, login)).wait();
        if let Some(owner) = owners.get(&login_of(&login.to_string())) {
            assert_eq!(new().unwrap_err().kind(), ErrorKind::UniqueViolation);
            let id: u8 = owner.first().unwrap().strip_prefix("ACCOUNT#").unwrap().parse().unwrap();
            desk.accounts.delete(Account::key(id)).wait().unwrap();
        }
        new().unwrap();
    }
    state(store).check();
}

fn cases() -> Config {
    let cases = if cfg!(debug_assertions) { 300 } else { 10_000 };
    Config { cases, failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_value_has_one_owner_and_is_held_for_it(
        tasks in tasks(steps::step()),
        plan in plan(),
        seed in any::<u64>(),
    ) {
        let store = run(&tasks, plan, seed, false);
        check_nothing_is_blocked(&store);
    }

    #[test]
    fn what_is_left_behind_blocks_nobody(
        tasks in tasks(steps::lossy_step()),
        plan in plan(),
        seed in any::<u64>(),
    ) {
        let store = run(&tasks, plan, seed, true);
        check_nothing_is_blocked(&store);
    }
}
