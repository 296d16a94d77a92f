//! `first`, `one`, and time limits.

use super::*;
use crate::support::timed;
use std::time::{Duration, SystemTime};
use twintable::{Wait, WaitEach};
use twintable_testkit::faults::{Fault, FaultPlan, FaultStore};

#[tokio::test]
async fn the_first_is_read_alone() {
    let (store, orders) = shop((0..9).map(Order::new), []).await;
    let query = || orders.query(Order::of_customer("c"));
    assert_eq!(query().first().await.unwrap(), Some(Order::new(0)));
    assert_eq!(limits(&store), [Some(1)]);
    assert_eq!(query().descending().first().await.unwrap(), Some(Order::new(8)));
    let rare = query().filter(Order::NOTE.eq("note 6")).first().await.unwrap();
    assert_eq!(rare, Some(Order::new(6)));
    assert_eq!(limits(&store), [Some(1), Some(1), Some(2), Some(4)]);
    assert_eq!(query().filter(Order::NOTE.eq("none")).first().await.unwrap(), None);
    assert_eq!(query().project::<Line>().first().await.unwrap().unwrap().note, "note 0");
}

#[tokio::test]
async fn one_is_the_only_one() {
    let (store, orders) = mixed(0..5).await;
    let query = |note: &str| orders.query(Order::of_customer("c")).filter(Order::NOTE.eq(note));
    assert_eq!(query("note 4").one().await.unwrap(), Some(Order::new(4)));
    assert_eq!(query("none").one().await.unwrap(), None);
    store.take();
    let many = orders.query(Order::of_customer("c")).one().await.unwrap_err();
    assert!(matches!(&many, Error::MoreThanOne { entity } if entity.ends_with("Order")), "{many}");
    assert_eq!(limits(&store), [Some(2), Some(2)], "it reads until there is a second one");
}

#[tokio::test]
async fn every_read_of_many_has_the_same_endings() {
    let (_, orders) = mixed(0..5).await;
    let find = || orders.find(Order::CUSTOMER.eq("c") & Order::ID.ge(4_u32));
    assert_eq!(ids(&find().page_size(2).page().await.unwrap().items), [4, 6]);
    assert_eq!(ids(&find().all().await.unwrap()), [4, 6, 8]);
    assert_eq!(find().first().await.unwrap().unwrap().id, 4);
    assert_eq!(find().count().await.unwrap(), 3);
    assert_eq!(find().stream().count().await, 3);
    assert_eq!(find().project::<Line>().all().await.unwrap().len(), 3);
    assert_eq!(orders.scan().page_size(2).page().await.unwrap().items.len(), 2);
    assert_eq!(orders.scan().first().await.unwrap().map(|order| order.customer), Some("c".to_owned()));
    assert_eq!(orders.scan().count().await.unwrap(), 5);
    assert_eq!(orders.scan().project::<Line>().stream().count().await, 5);
}

#[tokio::test]
async fn every_ending_can_be_waited_for() {
    let (_, orders) = mixed(0..3).await;
    let waiting = tokio::task::spawn_blocking(move || {
        let query = || orders.query(Order::of_customer("c")).limit(1);
        assert_eq!(ids(&query().page().wait().unwrap().items), [0]);
        assert_eq!(ids(&query().all().wait().unwrap()), [0, 2, 4]);
        assert_eq!(query().first().wait().unwrap().unwrap().id, 0);
        assert_eq!(query().filter(Order::NOTE.eq("note 2")).one().wait().unwrap().unwrap().id, 2);
        assert_eq!(query().count().wait().unwrap(), 3);
        let each: Result<Vec<_>, _> = query().stream().wait_each().collect();
        assert_eq!(ids(&each.unwrap()), [0, 2, 4]);
    });
    waiting.await.unwrap();
}

/// Orders behind a store that answers each request after a second of a clock that stands still.
async fn slow() -> (ManualClock, TableRepository<Order>) {
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    let (store, _) = mixed(0..4).await;
    let plan = FaultPlan::new().with(Fault::Slow(Duration::from_secs(1)).anywhere());
    let store = FaultStore::new(Arc::new(store), plan).with_timer(Arc::new(clock.clone()));
    (clock.clone(), TableRepository::new(Arc::new(store)).with_timer(Arc::new(clock)))
}

#[tokio::test]
async fn a_time_limit_is_that_of_the_whole_read() {
    let (clock, orders) = slow().await;
    let query = || orders.query(Order::of_customer("c")).limit(1);
    let second = Duration::from_secs(1);
    let (late, took) = timed(&clock, query().timeout(3 * second).all()).await;
    assert_eq!((kind(late), took), (ErrorKind::TimedOut, 3 * second));
    let (in_time, took) = timed(&clock, query().timeout(20 * second).all()).await;
    // Eight items, each read by a request of its own, and a last request that finds nothing.
    assert_eq!((ids(&in_time.unwrap()), took), (vec![0, 2, 4, 6], 9 * second));
    let page = query().page_size(3).timeout(2 * second).page();
    assert_eq!(kind(timed(&clock, page).await.0), ErrorKind::TimedOut);
    assert_eq!(kind(timed(&clock, query().timeout(2 * second).count()).await.0), ErrorKind::TimedOut);
    let rare = query().filter(Order::NOTE.eq("note 6")).timeout(2 * second);
    assert_eq!(kind(timed(&clock, rare.first()).await.0), ErrorKind::TimedOut);
}

#[tokio::test]
async fn a_time_limit_of_a_stream_is_that_of_each_page() {
    let (clock, orders) = slow().await;
    let query = |limit| orders.query(Order::of_customer("c")).limit(2).timeout(limit);
    let second = Duration::from_secs(1);
    let (all, took) = timed(&clock, query(second + second / 2).stream().collect::<Vec<_>>()).await;
    assert_eq!((all.iter().filter(|order| order.is_ok()).count(), took), (4, 5 * second));
    let mut stream = query(second / 2).stream();
    let (late, took) = timed(&clock, stream.next()).await;
    assert_eq!((kind(late.unwrap()), took), (ErrorKind::TimedOut, second / 2));
    assert!(stream.next().await.is_none());
}
