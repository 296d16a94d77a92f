//! Pages of what a stale read sees.

use super::support::{SECOND, Shop, by_rank, key, now, partition, red, shop};
use std::collections::BTreeMap;
use twintable::{
    Item, item, path,
    store::{DeleteItem, ItemStore, PageOutcome, Query, ReturnConsumedCapacity, Scan, Segment, Select},
};
use twintable_memory::Simulation;

/// A second ago there were the even ones, with ranks that fall; now there are those from 5 on, with ranks that grow.
fn turned() -> Shop {
    let shop = shop(Simulation::seeded(7).stale_reads(SECOND));
    (0..10).step_by(2).for_each(|sk| shop.put(red(sk, 100 - sk)));
    shop.store.settle();
    (0..5).for_each(|sk| {
        now(shop.store.delete_item(DeleteItem::new("shop", key(sk)))).unwrap();
    });
    (5..10).for_each(|sk| shop.put(red(sk, 100 + sk)));
    shop
}

fn all(shop: &Shop, query: &Query) -> Vec<PageOutcome> {
    let mut pages = vec![shop.page(query.clone())];
    while let Some(last) = pages.last().and_then(|page| page.last_evaluated_key.clone()) {
        pages.push(shop.page(query.clone().after(Some(last))));
    }
    pages
}

fn numbers(pages: &[PageOutcome], name: &str) -> Vec<u32> {
    let items = pages.iter().flat_map(|page| &page.items);
    items.map(|item: &Item| item.get(name).unwrap().as_number().unwrap().try_into().unwrap()).collect()
}

#[test]
fn pages_follow_each_other_in_the_order_of_what_was() {
    let shop = turned();
    for limit in 1..7 {
        let query = partition().limit(limit);
        assert_eq!(numbers(&all(&shop, &query), "sk"), [0, 2, 4, 6, 8]);
        assert_eq!(numbers(&all(&shop, &query.clone().descending()), "sk"), [8, 6, 4, 2, 0]);
        assert_eq!(numbers(&all(&shop, &query.consistent()), "sk"), [5, 6, 7, 8, 9]);
        let ranked = by_rank().limit(limit);
        assert_eq!(numbers(&all(&shop, &ranked), "sk"), [8, 6, 4, 2, 0]);
        assert_eq!(numbers(&all(&shop, &ranked.descending()), "rank"), [100, 98, 96, 94, 92]);
    }
}

#[test]
fn a_range_of_the_sort_key_is_a_range_of_what_was() {
    use twintable::expr::KeyCondition;
    let shop = turned();
    let range = |low: u32, high: u32| KeyCondition::partition("pk", "a").sort("rank").between(low, high);
    let query = Query::new("shop", range(94, 98)).index("by_rank");
    assert_eq!(numbers(&[shop.page(query)], "sk"), [6, 4, 2]);
    let query = Query::new("shop", range(100, 200)).index("by_rank");
    assert_eq!(numbers(&[shop.page(query.clone())], "sk"), [0]);
    assert_eq!(numbers(&[shop.page(query.consistent())], "sk"), [5, 6, 7, 8, 9]);
}

#[test]
fn a_local_index_fetches_the_items_that_it_saw() {
    let shop = turned();
    let query = by_rank().select(Select::AllAttributes);
    let expected = [8, 6, 4, 2, 0].map(|sk| red(sk, 100 - sk));
    assert_eq!(shop.query(query.clone()), expected);
    let expected = [5, 6, 7, 8, 9].map(|sk| red(sk, 100 + sk));
    assert_eq!(shop.query(query.consistent()), expected);
}

#[test]
fn a_local_index_returns_no_more_of_what_was_than_it_holds() {
    let shop = turned();
    let expected = [8, 6, 4, 2, 0].map(|sk| item! { "pk" => "a", "sk" => sk, "rank" => 100 - sk });
    assert_eq!(shop.query(by_rank()), expected);
}

#[test]
fn filters_counts_and_capacity_are_of_what_was() {
    let shop = turned();
    let mut query = partition().filter(path("rank").ge(96));
    query.return_consumed_capacity = ReturnConsumedCapacity::Total;
    let page = shop.page(query.clone().select(Select::Count));
    assert_eq!((page.count, page.scanned_count, page.items.len()), (3, 5, 0));
    assert_eq!(page.consumed_capacity.map(|capacity| capacity.total), Some(0.5));
    let page = shop.page(query.consistent());
    assert_eq!((page.count, page.scanned_count), (5, 5));
    assert_eq!(page.consumed_capacity.map(|capacity| capacity.total), Some(1.0));
}

#[test]
fn a_page_ends_before_it_exceeds_a_megabyte_of_what_was() {
    let shop = shop(Simulation::seeded(7).stale_reads(SECOND));
    (0..8).for_each(|sk| shop.put(red(sk, sk).with("text", "x".repeat(200_000))));
    shop.store.settle();
    (0..8).for_each(|sk| shop.put(red(sk, sk)));
    let page = shop.page(partition());
    assert_eq!((page.count, page.last_evaluated_key.is_some()), (5, true));
    assert_eq!(shop.page(partition().consistent()).count, 8);
}

#[test]
fn segments_hold_each_item_that_was_once() {
    let shop = shop(Simulation::seeded(7).stale_reads(SECOND));
    let item = |pk: u32| item! { "pk" => format!("{pk}"), "sk" => 0 };
    (0..100).for_each(|pk| shop.put(item(pk)));
    shop.store.settle();
    (50..150).for_each(|pk| shop.put(item(pk).with("new", true)));
    for total in [1, 2, 3, 7, 64, 1000] {
        let mut seen = BTreeMap::new();
        for index in 0..total {
            let mut scan = Scan::new("shop").limit(3);
            scan.segment = Some(Segment { index, total });
            loop {
                let page = now(shop.store.scan(scan.clone())).unwrap();
                for item in page.items {
                    assert!(!item.contains("new"));
                    *seen.entry(format!("{item:?}")).or_insert(0) += 1;
                }
                if page.last_evaluated_key.is_none() {
                    break;
                }
                scan = scan.after(page.last_evaluated_key);
            }
        }
        assert_eq!((seen.len(), seen.values().copied().max()), (100, Some(1)), "{total} segments");
    }
}

#[test]
fn items_that_have_settled_stand_between_those_that_have_not() {
    let shop = shop(Simulation::seeded(7).stale_reads(SECOND));
    (0..10).for_each(|sk| shop.put(red(sk, sk)));
    shop.store.settle();
    for sk in [0, 3, 4, 9] {
        now(shop.store.delete_item(DeleteItem::new("shop", key(sk)))).unwrap();
    }
    (20..22).for_each(|sk| shop.put(red(sk, sk)));
    for limit in 1..12 {
        let query = partition().limit(limit);
        assert_eq!(numbers(&all(&shop, &query), "sk"), (0..10).collect::<Vec<_>>());
        let reverse = all(&shop, &query.descending());
        assert_eq!(numbers(&reverse, "sk"), (0..10).rev().collect::<Vec<_>>());
    }
}
