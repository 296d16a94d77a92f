//! Bank transfers from many tasks, with and without faults: all that the store does could have been done one call after
//! another.
//!
//! `TWINTABLE_ROUNDS` says how many rounds each task does.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "transfers/bank.rs"]
mod bank;
#[path = "transfers/task.rs"]
mod task;

use bank::Bank;
use std::sync::Arc;
use tokio::{runtime::Builder, task::JoinSet};
use twintable_memory::MemoryStore;
use twintable_testkit::{
    faults::{FaultPlan, FaultStore, Rates},
    history::Checked,
};

fn rounds() -> u64 {
    std::env::var("TWINTABLE_ROUNDS").map_or(150, |rounds| rounds.parse().unwrap())
}

/// Lets tasks loose on a bank, and checks what they saw.
fn run(memory: &MemoryStore, bank: &Bank, spawn: impl Fn(&mut JoinSet<()>)) -> Checked {
    let runtime = Builder::new_multi_thread().worker_threads(4).build().unwrap();
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        spawn(&mut tasks);
        while let Some(ended) = tasks.join_next().await {
            ended.unwrap();
        }
        // What lies in the store in the end is a part of the history.
        let behind = bank.through(Arc::new(memory.clone()));
        assert_eq!(task::total(&behind).await, Some(bank.total()));
    });
    let checked = bank.history.check().unwrap_or_else(|anomaly| panic!("{:?}\n{anomaly}", bank.store));
    println!("{checked:?}");
    checked
}

/// Transfers, beside those who count the money and those who write and read one account.
fn run_transfers(memory: &MemoryStore, bank: &Bank) -> Checked {
    run(memory, bank, |tasks| {
        for number in 0..8 {
            tasks.spawn(task::transfer(bank.clone(), number, rounds()));
        }
        for number in 0..4 {
            tasks.spawn(task::look_and_touch(bank.clone(), 100 + number, rounds()));
            tasks.spawn(task::audit(bank.clone(), rounds()));
        }
    })
}

#[test]
fn transfers_are_serialisable() {
    let memory = bank::opened(6);
    let checked = run_transfers(&memory, &Bank::new(Arc::new(memory.clone()), 6));
    // Some lost a race.
    assert!(checked.writes > 100 && checked.not_done > 0, "{checked:?}");
    assert_eq!((checked.seen, checked.unseen), (0, 0));
}

#[test]
fn transfers_whose_answers_are_lost_are_serialisable() {
    for seed in 0..3 {
        let memory = bank::opened(6);
        let plan = FaultPlan::seeded(seed, Rates { timed_out_after: 0.2, ..Rates::passing(0.03) });
        let store = FaultStore::new(Arc::new(memory.clone()), plan);
        let checked = run_transfers(&memory, &Bank::new(Arc::new(store), 6));
        assert!(checked.writes > 100 && checked.seen > 20 && checked.unseen > 0, "{checked:?}");
    }
}

#[test]
fn transactional_reads_beside_single_writes_are_serialisable() {
    // A read of many accounts takes long enough for two writes, of the first and of the last account it reads.
    let memory = bank::opened(60);
    let bank = Bank::new(Arc::new(memory.clone()), 60);
    let checked = run(&memory, &bank, |tasks| {
        for other in [0, 1] {
            tasks.spawn(task::touch_in_turn(bank.clone(), [other, 59 - other], 10 * rounds()));
            tasks.spawn(task::audit(bank.clone(), rounds()));
        }
    });
    assert_eq!(checked.not_done, 0);
}

#[test]
fn transactions_on_all_accounts_are_serialisable() {
    // A transaction on many accounts takes long enough for another one to begin.
    let memory = bank::opened(40);
    let bank = Bank::new(Arc::new(memory.clone()), 40);
    let checked = run(&memory, &bank, |tasks| {
        for _ in 0..4 {
            tasks.spawn(task::move_everything(bank.clone(), rounds()));
        }
    });
    assert!(checked.not_done > 0, "none lost a race: {checked:?}");
}
