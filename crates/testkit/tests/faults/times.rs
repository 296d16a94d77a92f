//! Faults of a time: outages, rates, and what is printed of them.

use super::shop::Shop;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};
use twintable::{ErrorKind, PrimaryKey, store::Clock};
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

#[test]
fn a_window_is_kept_whatever_rule_comes_after_it() {
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    let outage = Fault::Unavailable.anywhere().during(SECOND..2 * SECOND);
    let mut shop = Shop::with(FaultPlan::new().with(outage).with(Fault::Throttled.anywhere().nth(2)));
    shop.store = shop.store.with_clock(Arc::new(clock.clone()));
    assert_eq!([shop.put("a"), shop.put("a")], [Ok(()), Err(ErrorKind::Throttled)]);
    clock.advance(SECOND);
    assert_eq!(shop.put("a"), Err(ErrorKind::Backend));
}

/// A clock that is a second earlier each time.
#[derive(Debug)]
struct Backwards(AtomicU64);

impl Clock for Backwards {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.0.fetch_sub(1, Ordering::Relaxed))
    }
}

#[test]
fn a_clock_that_goes_back_is_at_the_beginning() {
    let outage = Fault::Unavailable.anywhere().during(Duration::ZERO..SECOND);
    let mut shop = Shop::with(FaultPlan::new().with(outage));
    shop.store = shop.store.with_clock(Arc::new(Backwards(AtomicU64::new(100))));
    assert_eq!(shop.put("a"), Err(ErrorKind::Backend));
}

#[test]
fn a_rate_and_its_seed_mean_the_same_for_ever() {
    // Printed seeds are kept in bug reports: a change here is a change of what they mean.
    let shop = Shop::with(FaultPlan::new().with(Fault::Throttled.anywhere().percent(30, 7)));
    let failed: Vec<_> = (1..=20).filter(|_| shop.get("a").is_err()).collect();
    assert_eq!(failed, [1, 3, 4, 7, 9, 15]);
}
