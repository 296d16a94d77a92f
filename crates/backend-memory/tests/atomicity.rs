//! Transactions of many threads beside reads of many threads: nothing sees half of one, and nothing waits
//! for ever.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use futures::FutureExt;
use std::{
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};
use twintable::{
    Error, Item, KeyAttribute, LocalIndex, PrimaryKey, TableSchema,
    expr::{KeyCondition, Update},
    item, path,
    store::{
        GetItem, ItemStore, PutItem, Query, Scan, TransactGet, TransactGetItems, TransactUpdate,
        TransactWriteItems, UpdateItem,
    },
};
use twintable_memory::MemoryStore;

const ACCOUNTS: u32 = 8;
const BALANCE: u32 = 100;
const ROUNDS: u32 = 2_000;
/// Far more than the test needs: only what waits for ever takes as long.
const PATIENCE: Duration = Duration::from_mins(2);

fn bank() -> MemoryStore {
    let schemas = ["left", "right"].map(|name| TableSchema::new(name, KeyAttribute::number("id")));
    let store = MemoryStore::with_tables(schemas).unwrap();
    for (table, id) in accounts() {
        let account = item! { "id" => id, "balance" => BALANCE, "round" => 0 };
        store.put_item(PutItem::new(table, account)).now_or_never().unwrap().unwrap();
    }
    store
}

/// Two tables, so that transactions reach over more than one.
fn accounts() -> impl Iterator<Item = (&'static str, u32)> {
    (0..ACCOUNTS).map(|id| (if id % 2 == 0 { "left" } else { "right" }, id))
}

fn account(id: u32) -> (&'static str, PrimaryKey) {
    (if id.is_multiple_of(2) { "left" } else { "right" }, PrimaryKey::new("id", id))
}

fn number(item: &Item, name: &str) -> u32 {
    item.get(name).unwrap().as_number().unwrap().try_into().unwrap()
}

/// Moves one from an account to another, if there is something to move.
fn transfer(store: &MemoryStore, from: u32, to: u32) {
    let change = |id, update: Update| {
        let (table, key) = account(id);
        TransactUpdate::new(table, key, update)
    };
    let take = change(from, Update::new().set("balance", path("balance") - 1)).when(path("balance").ge(1));
    let give = change(to, Update::new().add("balance", 1));
    let request = TransactWriteItems::of([take.into(), give.into()]);
    match store.transact_write_items(request).now_or_never().unwrap() {
        Ok(_) | Err(Error::TransactionCancelled { .. }) => {}
        Err(error) => panic!("{error}"),
    }
}

/// Runs workers until they are all done, and fails where that takes for ever.
fn run(workers: Vec<Box<dyn FnOnce() + Send>>) {
    let (done, wait) = mpsc::channel();
    let count = workers.len();
    for worker in workers {
        let done = done.clone();
        thread::spawn(move || {
            worker();
            done.send(()).unwrap();
        });
    }
    drop(done);
    for _ in 0..count {
        wait.recv_timeout(PATIENCE).expect("a worker panicked, or all wait for each other");
    }
}

#[test]
fn a_transactional_read_never_sees_half_of_a_transfer() {
    let store = bank();
    let mut workers: Vec<Box<dyn FnOnce() + Send>> = Vec::new();
    for worker in 0..4 {
        let store = store.clone();
        workers.push(Box::new(move || {
            for round in 0..ROUNDS {
                // The order of the accounts differs from worker to worker: locks taken in that order would
                // wait for each other.
                let (from, to) = ((worker + round) % ACCOUNTS, (worker * 3 + round * 5 + 1) % ACCOUNTS);
                if from != to {
                    transfer(&store, from, to);
                }
            }
        }));
    }
    for _ in 0..2 {
        let store = store.clone();
        workers.push(Box::new(move || {
            for _ in 0..ROUNDS {
                let gets =
                    (0..ACCOUNTS).map(account).map(|(table, key)| TransactGet::new(table, key)).collect();
                let request = TransactGetItems { gets, ..TransactGetItems::default() };
                let found = store.transact_get_items(request).now_or_never().unwrap().unwrap();
                let sum: u32 = found.items.iter().flatten().map(|item| number(item, "balance")).sum();
                assert_eq!(sum, ACCOUNTS * BALANCE);
            }
        }));
    }
    run(workers);
}

#[test]
fn single_reads_in_a_row_never_see_a_transaction_come_and_go() {
    let store = bank();
    let is_over = std::sync::Arc::new(AtomicBool::new(false));
    let mut workers: Vec<Box<dyn FnOnce() + Send>> = Vec::new();
    for _ in 0..3 {
        let (store, is_over) = (store.clone(), is_over.clone());
        workers.push(Box::new(move || {
            while !is_over.load(Ordering::Relaxed) {
                // What is read later is never older: all rounds advance together.
                let mut last = 0;
                for id in (0..ACCOUNTS).chain((0..ACCOUNTS).rev()) {
                    let (table, key) = account(id);
                    let found = store.get_item(GetItem::new(table, key)).now_or_never().unwrap().unwrap();
                    let round = number(&found.item.unwrap(), "round");
                    assert!(round >= last, "round {round} after round {last}");
                    last = round;
                }
            }
        }));
    }
    let writer = store.clone();
    workers.push(Box::new(move || {
        for _ in 0..ROUNDS {
            let actions = (0..ACCOUNTS)
                .map(account)
                .map(|(table, key)| TransactUpdate::new(table, key, Update::new().add("round", 1)).into());
            writer.transact_write_items(TransactWriteItems::of(actions)).now_or_never().unwrap().unwrap();
        }
        is_over.store(true, Ordering::Relaxed);
    }));
    run(workers);
}

#[test]
fn an_index_entry_that_moves_is_always_found_once() {
    let schema = TableSchema::new("shop", KeyAttribute::string("pk"))
        .sort_key(KeyAttribute::string("sk"))
        .local_index(LocalIndex::new("by_rank", KeyAttribute::number("rank")));
    let store = MemoryStore::with_tables([schema]).unwrap();
    let set_rank = |store: &MemoryStore, rank: u32| {
        let key = PrimaryKey::new("pk", "a").sort("sk", "b");
        let update = UpdateItem::new("shop", key, Update::new().set("rank", rank));
        store.update_item(update).now_or_never().unwrap().unwrap();
    };
    set_rank(&store, 0);
    let (writer, reader) = (store.clone(), store);
    let moves = move || (0..10 * ROUNDS).for_each(|round| set_rank(&writer, round));
    let reads = move || {
        for _ in 0..10 * ROUNDS {
            let query = Query::new("shop", KeyCondition::partition("pk", "a")).index("by_rank").consistent();
            assert_eq!(reader.query(query).now_or_never().unwrap().unwrap().count, 1);
        }
    };
    run(vec![Box::new(moves), Box::new(reads)]);
}

#[test]
fn all_operations_together_do_not_wait_for_ever() {
    let store = bank();
    let mut workers: Vec<Box<dyn FnOnce() + Send>> = Vec::new();
    for worker in 0..4_u32 {
        let store = store.clone();
        workers.push(Box::new(move || {
            for round in 0..ROUNDS {
                let (table, key) = account((worker + round) % ACCOUNTS);
                match (worker + round) % 4 {
                    0 => transfer(&store, round % ACCOUNTS, (round + 1) % ACCOUNTS),
                    1 => drop(store.scan(Scan::new(table)).now_or_never().unwrap().unwrap()),
                    2 => {
                        let condition = KeyCondition::partition("id", round % ACCOUNTS);
                        drop(store.query(Query::new(table, condition)).now_or_never().unwrap().unwrap());
                    }
                    _ => {
                        let update = UpdateItem::new(table, key, Update::new().add("seen", 1));
                        drop(store.update_item(update).now_or_never().unwrap().unwrap());
                    }
                }
            }
        }));
    }
    run(workers);
    let sum: u32 = ["left", "right"]
        .into_iter()
        .flat_map(|table| store.scan(Scan::new(table)).now_or_never().unwrap().unwrap().items)
        .map(|item| number(&item, "balance"))
        .sum();
    assert_eq!(sum, ACCOUNTS * BALANCE);
}
