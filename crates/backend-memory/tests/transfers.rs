//! Bank transfers from many tasks, with and without faults: all that the store does could have been done one call after
//! another.
//!
//! `TWINTABLE_ROUNDS` says how many rounds each task does.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "transfers/bank.rs"]
mod bank;
#[path = "transfers/task.rs"]
mod task;

use bank::{ACCOUNTS, BALANCE, Bank};
use std::sync::Arc;
use tokio::{runtime::Builder, task::JoinSet};
use twintable_memory::MemoryStore;
use twintable_testkit::{
    faults::{FaultPlan, FaultStore, Rates},
    history::{Checked, History},
};

const TRANSFERRERS: u64 = 8;
const AUDITORS: u64 = 4;
const CLERKS: u64 = 4;

fn rounds() -> u64 {
    std::env::var("TWINTABLE_ROUNDS").map_or(150, |rounds| rounds.parse().unwrap())
}

/// Lets all tasks loose on a bank, and checks what they saw.
fn run(memory: &MemoryStore, bank: &Bank) -> Checked {
    let runtime = Builder::new_multi_thread().worker_threads(4).build().unwrap();
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        for number in 0..TRANSFERRERS {
            tasks.spawn(task::transfer(bank.clone(), number, rounds()));
        }
        for number in 0..CLERKS {
            tasks.spawn(task::look_and_touch(bank.clone(), 100 + number, rounds()));
        }
        for _ in 0..AUDITORS {
            tasks.spawn(task::audit(bank.clone(), rounds()));
        }
        while let Some(ended) = tasks.join_next().await {
            ended.unwrap();
        }
        // What lies in the store in the end is a part of the history.
        let behind = Bank { store: Arc::new(memory.clone()), ..bank.clone() };
        assert_eq!(task::total(&behind).await, Some(i64::from(ACCOUNTS) * BALANCE));
    });
    let checked = bank.history.check().unwrap_or_else(|anomaly| panic!("{:?}\n{anomaly}", bank.store));
    println!("{checked:?}");
    checked
}

#[test]
fn transfers_are_serialisable() {
    let memory = bank::opened();
    let bank =
        Bank { store: Arc::new(memory.clone()), history: History::new(), next_version: Arc::default() };
    let checked = run(&memory, &bank);
    // Of each there is something, and some lost a race.
    assert!(checked.writes > 100 && checked.not_done > 0, "{checked:?}");
    assert_eq!((checked.seen, checked.unseen), (0, 0));
}

#[test]
fn transfers_whose_answers_are_lost_are_serialisable() {
    for seed in 0..3 {
        let memory = bank::opened();
        let plan = FaultPlan::seeded(seed, Rates { timed_out_after: 0.2, ..Rates::passing(0.03) });
        let store = FaultStore::new(Arc::new(memory.clone()), plan);
        let bank = Bank { store: Arc::new(store), history: History::new(), next_version: Arc::default() };
        let checked = run(&memory, &bank);
        assert!(checked.writes > 100 && checked.seen > 20 && checked.unseen > 0, "{checked:?}");
    }
}
