//! Global indexes that lag.

use super::support::{SECOND, Shop, by_rank, by_tag, key, now, red, shop};
use std::{collections::BTreeSet, time::Duration};
use twintable::{
    Item,
    expr::Update,
    item, path,
    store::{
        DeleteItem, ItemStore, PutItem, Query, ReturnConsumedCapacity, Scan, TransactPut, TransactWriteItems,
        UpdateItem,
    },
};
use twintable_memory::Simulation;

const ALMOST_A_SECOND: Duration = Duration::from_nanos(999_999_999);

fn lagging() -> Shop {
    shop(Simulation::seeded(7).index_lag(SECOND))
}

#[test]
fn a_write_reaches_a_global_index_exactly_after_a_fixed_lag() {
    let shop = lagging();
    shop.put(red(1, 1));
    assert_eq!(shop.query(by_tag("red")), []);
    assert_eq!(shop.scan(Scan::new("shop").index("by_tag")), []);
    shop.clock.advance(ALMOST_A_SECOND);
    assert_eq!(shop.query(by_tag("red")), []);
    shop.clock.advance(Duration::from_nanos(1));
    assert_eq!(shop.query(by_tag("red")), [red(1, 1)]);
    assert_eq!(shop.scan(Scan::new("shop").index("by_tag")), [red(1, 1)]);
}

#[test]
fn the_table_and_its_local_indexes_do_not_lag() {
    let shop = lagging();
    shop.put(red(1, 1));
    assert_eq!(shop.get(1), Some(red(1, 1)));
    assert_eq!(shop.page(by_rank()).count, 1);
    assert_eq!(shop.scan(Scan::new("shop")), [red(1, 1)]);
}

#[test]
fn changes_and_deletions_lag_as_well() {
    let shop = lagging();
    shop.put(red(1, 1));
    shop.put(red(2, 2));
    shop.store.settle();
    let paint = Update::new().set("tag", "blue");
    now(shop.store.update_item(UpdateItem::new("shop", key(1), paint))).unwrap();
    now(shop.store.delete_item(DeleteItem::new("shop", key(2)))).unwrap();
    assert_eq!(shop.query(by_tag("red")), [red(1, 1), red(2, 2)]);
    assert_eq!(shop.query(by_tag("blue")), []);
    shop.clock.advance(SECOND);
    assert_eq!(shop.query(by_tag("red")), []);
    assert_eq!(shop.query(by_tag("blue")), [red(1, 1).with("tag", "blue")]);
}

#[test]
fn conditions_see_the_truth_while_an_index_lags() {
    let shop = lagging();
    shop.put(red(1, 1));
    let again = PutItem::new("shop", red(1, 2)).when(path("pk").not_exists());
    assert!(now(shop.store.put_item(again)).is_err());
}

#[test]
fn the_writes_of_one_item_arrive_in_order_whatever_their_lags() {
    for seed in 0..200 {
        let shop = shop(Simulation::seeded(seed).index_lag(..=SECOND));
        for rank in 1..=5 {
            shop.put(red(1, rank));
            shop.clock.advance(SECOND / 20);
        }
        let mut last = 0;
        for _ in 0..20 {
            let found = shop.query(by_tag("red"));
            let rank = found.first().map_or(0, rank_of);
            assert!(found.len() <= 1 && rank >= last, "{rank} after {last}: {:?}", shop.store);
            last = rank;
            shop.clock.advance(SECOND / 20);
        }
        assert_eq!(last, 5);
    }
}

#[test]
fn items_do_not_wait_for_one_another() {
    let overtaken = (0..100).any(|seed| {
        let shop = shop(Simulation::seeded(seed).index_lag(..=SECOND));
        shop.put(red(1, 1));
        shop.put(red(2, 2));
        shop.clock.advance(SECOND / 2);
        shop.query(by_tag("red")) == [red(2, 2)]
    });
    assert!(overtaken, "the second of two items is never the first in the index");
}

#[test]
fn indexes_do_not_wait_for_one_another() {
    let two = super::support::schema()
        .global_index(twintable::GlobalIndex::new("by_rank_alone", twintable::KeyAttribute::number("rank")));
    let mut seen = BTreeSet::new();
    for seed in 0..100 {
        let shop = shop(Simulation::seeded(seed).index_lag(..=SECOND));
        now(twintable::store::TableAdmin::delete_table(&shop.store, "shop")).unwrap();
        shop.store.add_table(two.clone()).unwrap();
        shop.put(red(1, 1));
        shop.clock.advance(SECOND / 2);
        let alone = Query::new("shop", twintable::expr::KeyCondition::partition("rank", 1));
        seen.insert((shop.page(by_tag("red")).count, shop.page(alone.index("by_rank_alone")).count));
    }
    assert_eq!(seen.len(), 4, "one, the other, both or none: {seen:?}");
}

#[test]
fn a_lag_lies_between_its_bounds() {
    let (min, max) = (SECOND, 3 * SECOND);
    let mut early = 0;
    for seed in 0..100 {
        let shop = shop(Simulation::seeded(seed).index_lag(min..=max));
        shop.put(red(1, 1));
        shop.clock.advance(ALMOST_A_SECOND);
        assert_eq!(shop.query(by_tag("red")), []);
        shop.clock.advance(SECOND);
        early += shop.query(by_tag("red")).len();
        shop.clock.advance(SECOND + Duration::from_nanos(1));
        assert_eq!(shop.query(by_tag("red")).len(), 1);
    }
    assert!((20..80).contains(&early), "half of the lags are below two seconds: {early}");
}

#[test]
fn pages_count_and_charge_what_has_arrived() {
    let shop = lagging();
    (0..4).for_each(|sk| shop.put(red(sk, sk)));
    shop.clock.advance(SECOND);
    (4..8).for_each(|sk| shop.put(red(sk, sk)));
    let query = by_tag("red").limit(3);
    let first = shop.page(query.clone());
    assert_eq!((first.count, first.scanned_count), (3, 3));
    let rest = shop.page(query.after(first.last_evaluated_key));
    assert_eq!((rest.items.as_slice(), rest.last_evaluated_key), (&[red(3, 3)][..], None));
    let mut query = by_tag("orange");
    query.return_consumed_capacity = ReturnConsumedCapacity::Indexes;
    assert_eq!(shop.page(query).consumed_capacity.map(|capacity| capacity.total), Some(0.5));
}

#[test]
fn writes_are_charged_for_what_they_will_do_in_the_index() {
    let shop = lagging();
    let put = |rank| {
        let mut put = PutItem::new("shop", red(1, rank));
        put.return_consumed_capacity = ReturnConsumedCapacity::Total;
        now(shop.store.put_item(put)).unwrap().consumed_capacity.unwrap().total
    };
    // The table, and an entry in each index; then both entries move.
    assert!((put(1) - 3.0).abs() < f64::EPSILON);
    assert!((put(2) - 5.0).abs() < f64::EPSILON);
    shop.clock.advance(SECOND);
    assert_eq!(shop.query(by_tag("red")), [red(1, 2)]);
}

#[test]
fn an_index_may_have_part_of_a_transaction() {
    let torn = (0..100).any(|seed| {
        let shop = shop(Simulation::seeded(seed).index_lag(..=SECOND));
        let puts = (0..4).map(|sk| TransactPut::new("shop", red(sk, sk)).into());
        now(shop.store.transact_write_items(TransactWriteItems::of(puts.collect::<Vec<_>>()))).unwrap();
        shop.clock.advance(SECOND / 2);
        (1..4).contains(&shop.page(by_tag("red")).count)
    });
    assert!(torn);
}

#[test]
fn settling_brings_an_index_up_to_date_and_later_writes_lag_again() {
    let shop = lagging();
    shop.put(red(1, 1));
    shop.store.settle();
    assert_eq!(shop.query(by_tag("red")), [red(1, 1)]);
    shop.put(red(1, 2));
    assert_eq!(shop.query(by_tag("red")), [red(1, 1)]);
}

#[test]
fn restoring_shows_the_snapshot_and_nothing_that_was_on_its_way() {
    let shop = lagging();
    shop.put(red(1, 1));
    let before = shop.store.snapshot();
    shop.put(item! { "pk" => "b", "sk" => 1, "tag" => "red", "rank" => 0 });
    shop.store.restore(&before);
    assert_eq!(shop.query(by_tag("red")), [red(1, 1)]);
    shop.clock.advance(SECOND);
    assert_eq!(shop.query(by_tag("red")), [red(1, 1)]);
}

#[test]
fn an_endless_lag_ends_when_the_store_settles() {
    let shop = shop(Simulation::seeded(0).index_lag(Duration::MAX));
    shop.put(red(1, 1));
    shop.clock.advance(Duration::from_secs(1_000_000_000));
    assert_eq!(shop.query(by_tag("red")), []);
    shop.store.settle();
    assert_eq!(shop.query(by_tag("red")), [red(1, 1)]);
}

#[test]
fn without_a_lag_a_write_is_in_the_index_at_once() {
    for simulation in [Simulation::seeded(1), Simulation::seeded(1).index_lag(Duration::ZERO)] {
        let shop = shop(simulation);
        shop.put(red(1, 1));
        assert_eq!(shop.query(by_tag("red")), [red(1, 1)]);
    }
}

#[test]
fn the_store_shows_its_simulation() {
    let shown = format!("{:?}", lagging().store);
    assert!(shown.contains("seed: 7") && shown.contains("1s"), "{shown}");
}

fn rank_of(item: &Item) -> u32 {
    item.get("rank").unwrap().as_number().unwrap().try_into().unwrap()
}
