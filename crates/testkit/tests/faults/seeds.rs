//! Faults by chance.

use super::shop::{Shop, gets, key, puts, thing};
use futures::executor::block_on;
use std::{collections::HashSet, mem, time::Duration};
use twintable::store::{BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, ItemStore, Scan, WriteRequest};
use twintable_testkit::{
    Operation,
    faults::{Fault, FaultPlan, FaultStore, Injected, Leftovers, Rates},
};

const EVERYTHING: Rates = Rates {
    throttled: 0.05,
    conflict: 0.1,
    action_throttled: 0.1,
    timed_out_before: 0.05,
    unavailable: 0.05,
    refused: 0.05,
    unprocessed: 0.3,
    timed_out_after: 0.1,
    slow: 0.01,
    slow_answer: 0.01,
    longest_wait: Duration::from_micros(10),
};

/// The same calls for every store: a get, a put, an update, a delete, a scan, batches and transactions, and again.
fn calls(store: &FaultStore, rounds: usize) {
    let shop = Shop { store: store.clone(), memory: twintable_memory::MemoryStore::new() };
    let ids = ["a", "b", "c", "d", "e", "f"];
    for _ in 0..rounds {
        let _ = (shop.get("a"), shop.put("a"), shop.update("a"), shop.delete("a"));
        let _ = block_on(store.scan(Scan::new("stock")));
        let _ = block_on(store.batch_get_item(BatchGetItem::of(BatchGet::new("stock", ids.map(key)))));
        let puts_of_all = ids.map(|id| WriteRequest::Put(thing(id)));
        let batch = BatchWriteItem::of(BatchWrite::new("stock", puts_of_all));
        let _ = block_on(store.batch_write_item(batch));
        let _ = block_on(store.transact_get_items(gets(&ids)));
        let _ = block_on(store.transact_write_items(puts(&ids)));
    }
}

fn injected(seed: u64, rates: Rates, rounds: usize) -> Vec<Injected> {
    let shop = Shop::with(FaultPlan::seeded(seed, rates));
    calls(&shop.store, rounds);
    shop.store.faults_injected()
}

#[test]
fn one_seed_gives_the_same_faults_again() {
    let first = injected(42, EVERYTHING, 40);
    assert!(first.len() > 50);
    assert_eq!(first, injected(42, EVERYTHING, 40));
    assert_ne!(first, injected(43, EVERYTHING, 40));
}

#[test]
fn a_seed_means_the_same_for_ever() {
    // Printed seeds are kept in bug reports: a change here is a change of what they mean.
    let drawn = |rates| {
        let injected = injected(7, rates, 1).into_iter();
        injected.map(|Injected { call, operation: _, fault }| (call, fault)).collect::<Vec<_>>()
    };
    let some = Rates { throttled: 0.5, unprocessed: 0.5, ..Rates::default() };
    let left = |positions: &[usize]| Fault::Unprocessed(Leftovers::At(positions.to_vec()));
    assert_eq!(
        drawn(some),
        [
            (2, Fault::Throttled),
            (3, Fault::Throttled),
            (6, left(&[0, 1, 2, 3, 4, 5])),
            (7, left(&[1, 2, 4, 5]))
        ]
    );
    let others =
        Rates { conflict: 0.5, slow: 0.1, longest_wait: Duration::from_micros(9), ..Rates::default() };
    let slow = |nanos| Fault::Slow(Duration::from_nanos(nanos));
    let conflict = Fault::Conflict(0);
    assert_eq!(
        drawn(others),
        [(1, slow(2641)), (2, conflict.clone()), (3, conflict.clone()), (4, conflict), (5, slow(306))]
    );
}

#[test]
fn every_sort_of_fault_is_drawn() {
    let kinds: HashSet<_> =
        injected(1, EVERYTHING, 400).iter().map(|one| mem::discriminant(&one.fault)).collect();
    assert_eq!(kinds.len(), 10);
}

#[test]
fn rates_are_kept() {
    let rates = Rates { unavailable: 0.2, ..Rates::default() };
    let shop = Shop::with(FaultPlan::seeded(5, rates));
    let calls = 10_000_u32;
    (0..calls).for_each(|_| assert!(shop.get("a").is_ok() || !shop.faults().is_empty()));
    let share = shop.faults().len();
    assert!((1_800..2_200).contains(&share), "{share} of {calls}");
}

#[test]
fn rates_of_zero_and_one_are_never_and_always() {
    assert_eq!(injected(3, Rates::default(), 20), []);
    let always = injected(3, Rates { timed_out_after: 1.0, ..Rates::default() }, 20);
    assert_eq!(always.len(), 20 * 9);
}

#[test]
fn any_part_of_a_batch_is_left_by_chance_and_any_action_conflicts() {
    let rates = Rates { unprocessed: 1.0, conflict: 1.0, ..Rates::default() };
    let (mut left, mut in_conflict, mut all) = (HashSet::new(), HashSet::new(), 0);
    for Injected { operation, fault, .. } in injected(9, rates, 200) {
        match fault {
            Fault::Unprocessed(Leftovers::At(positions)) => {
                assert!(!positions.is_empty() && operation.is_batch());
                all += usize::from(positions.len() == 6);
                left.extend(positions);
            }
            Fault::Conflict(action) if operation == Operation::TransactWriteItems => {
                in_conflict.insert(action);
            }
            Fault::Conflict(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((left.len(), in_conflict.len()), (6, 6));
    assert!((20..120).contains(&all), "one time in eight and a little more: {all} of 400");
}

#[test]
fn rules_come_before_chance() {
    let rates = Rates { throttled: 1.0, ..Rates::default() };
    let shop = Shop::with(FaultPlan::seeded(1, rates).with(Fault::Refused.on(Operation::PutItem).nth(2)));
    let _ = (shop.put("a"), shop.put("a"), shop.put("a"));
    assert_eq!(shop.faults(), [Fault::Throttled, Fault::Refused, Fault::Throttled]);
}
