//! Eventually consistent reads that are stale.

use super::support::{SECOND, Shop, by_rank, key, now, partition, red, shop, transact_get};
use std::{collections::BTreeSet, time::Duration};
use twintable::{
    Item, PrimaryKey,
    expr::Update,
    path,
    store::{
        BatchGet, BatchGetItem, DeleteItem, GetItem, ItemStore, PutItem, ReturnConsumedCapacity, Scan,
        TransactPut, TransactWriteItems, UpdateItem,
    },
};
use twintable_memory::Simulation;

fn stale() -> Shop {
    shop(Simulation::seeded(7).stale_reads(SECOND))
}

fn batch(shop: &Shop, consistent: bool) -> Vec<Item> {
    let mut get = BatchGet::new("shop", (0..4).map(key));
    get.consistent = consistent;
    let outcome = now(shop.store.batch_get_item(BatchGetItem::of(get))).unwrap();
    outcome.items.into_iter().flat_map(|(_, items)| items).collect()
}

#[test]
fn with_a_fixed_age_every_eventually_consistent_read_is_so_old() {
    let shop = stale();
    shop.put(red(1, 1));
    shop.clock.advance(SECOND / 2);
    shop.put(red(1, 2));
    shop.clock.advance(SECOND / 2);
    assert_eq!(shop.get(1), Some(red(1, 1)));
    assert_eq!(batch(&shop, false), [red(1, 1)]);
    assert_eq!(shop.query(partition()), [red(1, 1)]);
    assert_eq!(shop.query(by_rank().select(twintable::store::Select::AllAttributes)), [red(1, 1)]);
    assert_eq!(shop.scan(Scan::new("shop")), [red(1, 1)]);
    assert_eq!(shop.page(shop_scan_of_ranks()).count, 1);
    shop.clock.advance(SECOND / 2);
    assert_eq!(shop.get(1), Some(red(1, 2)));
    assert_eq!(shop.scan(Scan::new("shop")), [red(1, 2)]);
}

fn shop_scan_of_ranks() -> twintable::store::Query {
    use twintable::expr::KeyCondition;
    let old = KeyCondition::partition("pk", "a").sort("rank").eq(1);
    twintable::store::Query::new("shop", old).index("by_rank")
}

#[test]
fn strongly_consistent_and_transactional_reads_see_the_truth() {
    let shop = stale();
    shop.put(red(1, 1));
    assert_eq!(shop.get(1), None);
    assert_eq!(shop.get_consistent(1), Some(red(1, 1)));
    assert_eq!(batch(&shop, false), []);
    assert_eq!(batch(&shop, true), [red(1, 1)]);
    assert_eq!(shop.query(partition()), []);
    assert_eq!(shop.query(partition().consistent()), [red(1, 1)]);
    assert_eq!(shop.page(by_rank()).count, 0);
    assert_eq!(shop.page(by_rank().consistent()).count, 1);
    assert_eq!(shop.scan(Scan::new("shop")), []);
    assert_eq!(shop.scan(Scan::new("shop").consistent()), [red(1, 1)]);
    let get = transact_get([key(1)]);
    assert_eq!(now(shop.store.transact_get_items(get)).unwrap().items, [Some(red(1, 1))]);
}

#[test]
fn writes_and_their_conditions_see_the_truth() {
    let shop = stale();
    shop.put(red(1, 1));
    let create = PutItem::new("shop", red(1, 9)).when(path("pk").not_exists());
    assert!(now(shop.store.put_item(create)).is_err());
    let create = TransactPut::new("shop", red(1, 9)).when(path("pk").not_exists());
    assert!(now(shop.store.transact_write_items(TransactWriteItems::of([create.into()]))).is_err());
    let increment = UpdateItem::new("shop", key(1), Update::new().add("rank", 1));
    now(shop.store.update_item(increment)).unwrap();
    assert_eq!(shop.get_consistent(1), Some(red(1, 2)));
    let delete = DeleteItem::new("shop", key(1)).returning_old();
    assert_eq!(now(shop.store.delete_item(delete)).unwrap().attributes, Some(red(1, 2)));
}

#[test]
fn a_deleted_item_is_still_seen() {
    let shop = stale();
    shop.put(red(1, 1));
    shop.store.settle();
    now(shop.store.delete_item(DeleteItem::new("shop", key(1)))).unwrap();
    assert_eq!(shop.get(1), Some(red(1, 1)));
    assert_eq!(shop.query(partition()), [red(1, 1)]);
    assert_eq!(shop.page(by_rank()).count, 1);
    shop.clock.advance(SECOND);
    assert_eq!(shop.get(1), None);
    assert_eq!(shop.query(partition()), []);
}

#[test]
fn an_age_lies_between_its_bounds() {
    let (min, max) = (SECOND, 3 * SECOND);
    let shop = shop(Simulation::seeded(3).stale_reads(min..=max));
    for rank in 0..10 {
        shop.put(red(1, rank));
        shop.clock.advance(SECOND / 2);
    }
    // The last write is half a second ago, the next ones a second, one and a half, and so on.
    let seen: BTreeSet<u32> = (0..200).map(|_| rank_of(&shop.get(1).unwrap())).collect();
    assert_eq!(seen, BTreeSet::from([4, 5, 6, 7, 8]));
}

#[test]
fn reads_go_back_in_time_though_the_clock_stands_still() {
    let shop = shop(Simulation::seeded(3).stale_reads(..=SECOND));
    shop.put(red(1, 1));
    let seen: Vec<bool> = (0..64).map(|_| shop.get(1).is_some()).collect();
    assert!(!seen.is_sorted() && seen.contains(&true));
    shop.clock.advance(SECOND);
    assert!((0..64).all(|_| shop.get(1).is_some()));
}

#[test]
fn batches_queries_and_scans_may_see_part_of_a_transaction() {
    let shop = shop(Simulation::seeded(3).stale_reads(..=SECOND));
    let puts = (0..4).map(|sk| TransactPut::new("shop", red(sk, sk)).into());
    now(shop.store.transact_write_items(TransactWriteItems::of(puts.collect::<Vec<_>>()))).unwrap();
    let is_part = |items: Vec<Item>| (1..4).contains(&items.len());
    assert!((0..64).any(|_| is_part(batch(&shop, false))));
    assert!((0..64).any(|_| is_part(shop.query(partition()))));
    assert!((0..64).any(|_| is_part(shop.query(by_rank()))));
    assert!((0..64).any(|_| is_part(shop.scan(Scan::new("shop")))));
    assert_eq!(batch(&shop, true).len(), 4);
    assert_eq!(shop.scan(Scan::new("shop").consistent()).len(), 4);
}

#[test]
fn a_stale_read_costs_what_it_saw() {
    let shop = stale();
    shop.put(red(1, 1).with("text", "x".repeat(40_000)));
    let units = |consistent: bool| {
        let mut get = GetItem::new("shop", key(1));
        get.consistent = consistent;
        get.return_consumed_capacity = ReturnConsumedCapacity::Total;
        now(shop.store.get_item(get)).unwrap().consumed_capacity.unwrap().total
    };
    assert!((units(false) - 0.5).abs() < f64::EPSILON);
    assert!((units(true) - 10.0).abs() < f64::EPSILON);
}

#[test]
fn a_seed_decides_all() {
    let run = |seed| {
        let shop = shop(Simulation::seeded(seed).stale_reads(..=SECOND).index_lag(..=SECOND));
        (0..20)
            .map(|sk| {
                shop.put(red(sk % 4, sk));
                shop.clock.advance(SECOND / 10);
                (batch(&shop, false), shop.query(super::support::by_tag("red")))
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(run(7), run(7));
    assert_ne!(run(7), run(8));
}

#[test]
fn settling_ends_staleness_until_the_next_write() {
    let shop = stale();
    shop.put(red(1, 1));
    shop.store.settle();
    assert_eq!(shop.get(1), Some(red(1, 1)));
    shop.put(red(1, 2));
    assert_eq!(shop.get(1), Some(red(1, 1)));
}

#[test]
fn an_endless_staleness_ends_when_the_store_settles() {
    let shop = shop(Simulation::seeded(0).stale_reads(Duration::MAX));
    shop.put(red(1, 1));
    shop.clock.advance(Duration::from_secs(1_000_000_000));
    assert_eq!(shop.get(1), None);
    shop.store.settle();
    assert_eq!(shop.get(1), Some(red(1, 1)));
}

#[test]
fn other_partitions_are_not_seen() {
    let shop = stale();
    for pk in 0..100 {
        shop.put(red(1, 1).with("pk", format!("{pk}")));
    }
    shop.clock.advance(SECOND);
    shop.put(red(1, 1));
    assert_eq!(shop.query(partition()), []);
    let missing = GetItem::new("shop", PrimaryKey::new("pk", "none").sort("sk", 1));
    assert_eq!(now(shop.store.get_item(missing)).unwrap().item, None);
}

fn rank_of(item: &Item) -> u32 {
    item.get("rank").unwrap().as_number().unwrap().try_into().unwrap()
}
