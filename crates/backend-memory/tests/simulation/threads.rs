//! Pages while transactions happen in another thread.

use super::support::{now, shop, transact_get};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};
use twintable::{
    Item, PrimaryKey, item,
    store::{ItemStore, Scan, TransactPut, TransactWriteItems},
};
use twintable_memory::Simulation;

/// Far more than the test needs.
const PATIENCE: Duration = Duration::from_mins(2);

fn rounds(items: impl Iterator<Item = Item>) -> Vec<Option<twintable::Number>> {
    let mut rounds: Vec<_> = items.map(|item| item.get("round").unwrap().as_number()).collect();
    rounds.dedup();
    rounds
}

#[test]
fn a_strongly_consistent_scan_may_meet_a_transaction_half_way_and_a_transactional_read_never_does() {
    let shop = shop(Simulation::seeded(7));
    let write = |round: u32| {
        let put = |pk: u32| item! { "pk" => format!("{pk}"), "sk" => 0, "round" => round };
        let puts = (0..50).map(|pk| TransactPut::new("shop", put(pk)).into());
        now(shop.store.transact_write_items(TransactWriteItems::of(puts.collect::<Vec<_>>()))).unwrap();
    };
    write(0);
    let done = AtomicBool::new(false);
    let was_torn = thread::scope(|scope| {
        scope.spawn(|| {
            let mut round = 0;
            while !done.load(Ordering::Acquire) {
                round += 1;
                write(round);
            }
        });
        let keys = || (0..50).map(|pk: u32| PrimaryKey::new("pk", format!("{pk}")).sort("sk", 0));
        let start = Instant::now();
        let mut was_torn = false;
        let mut transactions = 0;
        while start.elapsed() < PATIENCE && (!was_torn || transactions < 50) {
            let get = transact_get(keys());
            let read = now(shop.store.transact_get_items(get)).unwrap();
            assert_eq!(rounds(read.items.into_iter().flatten()).len(), 1);
            transactions += 1;
            let scan = now(shop.store.scan(Scan::new("shop").consistent())).unwrap();
            was_torn |= rounds(scan.items.into_iter()).len() > 1;
        }
        done.store(true, Ordering::Release);
        was_torn
    });
    assert!(was_torn, "the service gives pages no more than committed reads");
}
