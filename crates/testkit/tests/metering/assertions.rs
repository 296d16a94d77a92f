//! `assert_cost!`: what it lets pass, and what it says.

use super::shop::{Shop, order};
use futures::executor::block_on;
use std::panic::{AssertUnwindSafe, catch_unwind};
use twintable::{
    Error,
    store::{ItemStore, PutItem, Scan},
};
use twintable_testkit::assert_cost;

/// What a failed assertion says.
fn message(assertion: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(assertion)).unwrap_err();
    panic.downcast_ref::<String>().cloned().unwrap()
}

fn put(shop: &Shop, number: i64) {
    block_on(shop.store.put_item(PutItem::new("shop", order("a", number)))).unwrap();
}

#[test]
fn limits_of_all_sorts_are_met() -> Result<(), Error> {
    let shop = Shop::new();
    put(&shop, 0);
    let (limit, count) = (2.0_f64, 3_usize);
    let page =
        assert_cost!(shop.store, writes <= limit, reads == 0.5, requests == count, scans == 1, items > 2, {
            put(&shop, 1);
            put(&shop, 2);
            block_on(shop.store.scan(Scan::new("shop")))?
        });
    assert_eq!(page.count, 3, "the block's value is given");
    assert_cost!(&shop.store, requests == 0, {});
    Ok(())
}

#[test]
fn every_limit_that_is_not_met_is_named_with_the_report() {
    let shop = Shop::new();
    let said = message(|| {
        assert_cost!(shop.store, writes <= 1.0, scans == 0, requests <= 9, {
            put(&shop, 1);
            put(&shop, 2);
            block_on(shop.store.scan(Scan::new("shop"))).unwrap()
        });
    });
    let expected = "\
asserted writes <= 1, but it was 2
asserted scans == 0, but it was 1
0.5 read units, 2 write units, 3 requests, 1 of them scans, 2 items of 2 read
requests    reads   writes  items  read  access pattern
       2        0        2      0     0  PutItem of shop
       1      0.5        0      2     2  Scan of shop
";
    assert_eq!(said, expected);
}

#[test]
fn a_block_may_await() {
    let shop = Shop::new();
    block_on(async {
        assert_cost!(shop.store, requests == 1, { shop.store.scan(Scan::new("shop")).await.unwrap() });
    });
}
