//! Faults of a time: outages, rates, and what is printed of them.

use super::shop::Shop;
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use twintable::{ErrorKind, PrimaryKey};
use twintable_testkit::{
    ManualClock,
    faults::{Fault, FaultPlan},
};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn an_outage_begins_and_ends_by_the_clock() {
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH + 100 * SECOND);
    let outage = Fault::Unavailable.anywhere().during(10 * SECOND..20 * SECOND);
    let mut shop = Shop::with(FaultPlan::new().with(outage));
    shop.store = shop.store.with_clock(Arc::new(clock.clone()));
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(shop.put("a"));
        clock.advance(5 * SECOND);
    }
    let down = Err(ErrorKind::Backend);
    assert_eq!(answers, [Ok(()), Ok(()), down, down, Ok(())]);
}

#[test]
fn calls_outside_of_the_window_are_not_counted() {
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    let second = Fault::Throttled.anywhere().during(SECOND..2 * SECOND).nth(2);
    let mut shop = Shop::with(FaultPlan::new().with(second));
    shop.store = shop.store.with_clock(Arc::new(clock.clone()));
    assert_eq!([shop.put("a"), shop.put("b")], [Ok(()), Ok(())]);
    clock.advance(SECOND);
    assert_eq!([shop.put("a"), shop.put("b")], [Ok(()), Err(ErrorKind::Throttled)]);
}

#[test]
fn a_partition_is_all_of_its_items() {
    let plan = FaultPlan::new().with(Fault::Throttled.anywhere().partition("pk", "busy"));
    assert_eq!(plan, FaultPlan::new().with(Fault::Throttled.anywhere().key(PrimaryKey::new("pk", "busy"))));
    let shop = Shop::with(plan);
    let throttled = Err(ErrorKind::Throttled);
    let answers = [shop.put_order("busy", 1), shop.put_order("quiet", 1), shop.put_order("busy", 2)];
    assert_eq!(answers, [throttled, Ok(()), throttled]);
}

#[test]
fn a_rate_is_met_and_drawn_again_from_its_seed() {
    let answers = |percent, seed| -> Vec<bool> {
        let shop = Shop::with(FaultPlan::new().with(Fault::Throttled.anywhere().percent(percent, seed)));
        (0..1_000).map(|_| shop.get("a").is_err()).collect()
    };
    let failed = |percent| answers(percent, 7).iter().filter(|failed| **failed).count();
    assert_eq!((failed(0), failed(100)), (0, 1_000));
    assert!((220..=380).contains(&failed(30)), "{}", failed(30));
    assert_eq!(answers(30, 7), answers(30, 7));
    assert_ne!(answers(30, 7), answers(30, 8));
}
