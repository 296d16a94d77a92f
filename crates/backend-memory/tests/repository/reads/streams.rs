//! Streams: what they read ahead, what an error leaves, and where they go on.

use super::*;
use futures::{FutureExt, TryStreamExt, stream::FusedStream};
use std::future::pending;
use twintable_testkit::{
    faults::{Fault, FaultPlan, FaultStore},
    recording::Ending,
};

/// Ten orders in pages of four.
async fn ten() -> (RecordingStore, TableRepository<Order>) {
    shop((0..10).map(Order::new), []).await
}

#[tokio::test]
async fn a_stream_hands_out_what_all_returns() {
    let (_, orders) = mixed(0..20).await;
    let query = || orders.query(Order::by_status("open")).descending().limit(7);
    let all = query().all().await.unwrap();
    assert_eq!(query().stream().try_collect::<Vec<_>>().await.unwrap(), all);
    assert_eq!(all.len(), 20);
}

#[tokio::test]
async fn nothing_is_read_before_the_stream_is_asked() {
    let (store, orders) = ten().await;
    let stream = orders.query(Order::of_customer("c")).stream();
    assert_eq!((stream.requests(), requests(&store)), (0, 0));
    assert!(stream.cursor().unwrap().is_some());
}

#[tokio::test]
async fn the_next_page_is_read_once_half_of_a_page_was_handed_out() {
    let (store, orders) = ten().await;
    let mut stream = orders.query(Order::of_customer("c")).limit(4).stream();
    let mut made = Vec::new();
    while let Some(order) = stream.next().await {
        order.unwrap();
        made.push(requests(&store));
    }
    // The third of four asks for the next page; the last page was the short one.
    assert_eq!(made, [1, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
    assert_eq!(stream.requests(), 3);
}

#[tokio::test]
async fn no_page_is_read_for_a_consumer_that_stops_early() {
    let (store, orders) = ten().await;
    let query = || orders.query(Order::of_customer("c")).limit(4).stream();
    assert_eq!(query().take(1).count().await, 1);
    assert_eq!(requests(&store), 1);
    assert_eq!(query().take(2).count().await, 2);
    assert_eq!(requests(&store), 1);
    let mut stream = query();
    stream.next().await.unwrap().unwrap();
    drop(stream);
    assert_eq!(requests(&store), 1);
}

#[tokio::test]
async fn at_most_one_page_is_read_ahead() {
    let (store, orders) = ten().await;
    let mut stream = orders.query(Order::of_customer("c")).limit(2).stream();
    for handed_out in 1..=10 {
        stream.next().await.unwrap().unwrap();
        let needed = u32::div_ceil(handed_out, 2);
        assert!(stream.requests() <= needed + 1, "{} requests for {handed_out}", stream.requests());
    }
    assert_eq!(store.max_in_flight(), 1);
}

#[tokio::test]
async fn nothing_is_read_ahead_of_an_end_that_is_in_hand() {
    let (store, orders) = ten().await;
    let stream = orders.query(Order::of_customer("c")).take_exactly(4).stream();
    assert_eq!(ids(&stream.try_collect::<Vec<_>>().await.unwrap()), [0, 1, 2, 3]);
    assert_eq!(limits(&store), [Some(4)]);
    let stream = orders.query(Order::of_customer("c")).limit(3).take_exactly(4).stream();
    assert_eq!(stream.count().await, 4);
    assert_eq!(limits(&store), [Some(3), Some(1)]);
}

#[tokio::test]
async fn a_stream_that_is_exact_goes_on_after_its_last() {
    let (_, orders) = mixed(0..10).await;
    let mut stream = orders.query(Order::of_customer("c")).take_exactly(3).stream();
    let first: Vec<_> = stream.by_ref().try_collect().await.unwrap();
    let next = orders.query(Order::of_customer("c")).take_exactly(3).after(stream.cursor().unwrap());
    let next: Vec<_> = next.stream().try_collect().await.unwrap();
    assert_eq!((ids(&first), ids(&next)), (vec![0, 2, 4], vec![6, 8, 10]));
}

#[tokio::test]
async fn a_stream_goes_on_after_each_of_its_entities() {
    let (_, orders) = mixed(0..12).await;
    let query = || orders.query(Order::by_place("open", "bern")).limit(5);
    let all = ids(&query().all().await.unwrap());
    for handed_out in 0..=all.len() {
        let mut stream = query().stream();
        let mut seen: Vec<Order> = stream.by_ref().take(handed_out).try_collect().await.unwrap();
        if let Some(cursor) = stream.cursor().unwrap() {
            seen.extend(query().after(cursor).stream().try_collect::<Vec<_>>().await.unwrap());
        }
        assert_eq!(ids(&seen), all, "after {handed_out}");
    }
}

#[tokio::test]
async fn a_stream_that_is_done_has_no_cursor() {
    let (_, orders) = mixed(0..4).await;
    let mut stream = orders.query(Order::of_customer("c")).limit(100).stream();
    while stream.try_next().await.unwrap().is_some() {
        assert!(!stream.is_terminated());
    }
    assert!(stream.cursor().unwrap().is_none() && stream.is_terminated());
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn an_error_comes_once_after_what_was_read_and_is_the_end() {
    let (store, _) = ten().await;
    let plan = FaultPlan::new().with(Fault::Throttled.on(Operation::Query).nth(2));
    let faulty = FaultStore::new(Arc::new(store), plan);
    let orders = TableRepository::<Order>::new(Arc::new(faulty.clone()));
    let query = || orders.query(Order::of_customer("c")).limit(4);
    let mut stream = query().stream();
    let mut seen = Vec::new();
    let failed = loop {
        match stream.next().await.unwrap() {
            Ok(order) => seen.push(order),
            Err(error) => break error,
        }
    };
    assert_eq!((ids(&seen), failed.kind()), (vec![0, 1, 2, 3], ErrorKind::Throttled));
    assert!(stream.next().await.is_none() && stream.is_terminated());
    assert_eq!(faulty.faults_injected().len(), 1);
    let rest = query().after(stream.cursor().unwrap()).stream().try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(ids(&rest), [4, 5, 6, 7, 8, 9]);
}

#[tokio::test]
async fn an_error_of_the_first_page_leaves_the_start() {
    let (store, _) = ten().await;
    let plan = FaultPlan::new().with(Fault::Throttled.on(Operation::Query).nth(1));
    let orders = TableRepository::<Order>::new(Arc::new(FaultStore::new(Arc::new(store), plan)));
    let mut stream = orders.query(Order::of_customer("c")).stream();
    assert_eq!(kind(stream.next().await.unwrap()), ErrorKind::Throttled);
    let cursor = stream.cursor().unwrap().expect("nothing was read");
    assert_eq!(orders.query(Order::of_customer("c")).after(cursor).all().await.unwrap().len(), 10);
}

#[tokio::test]
async fn a_stream_that_may_make_no_more_requests_says_so_and_goes_on() {
    let (_, orders) = ten().await;
    let query = || orders.query(Order::of_customer("c")).limit(3).max_requests(2);
    let mut stream = query().stream();
    let read: Vec<_> = stream.by_ref().collect().await;
    let (last, orders_read) = read.split_last().unwrap();
    assert!(matches!(last, Err(Error::Unfinished { requests: 2 })));
    assert_eq!(orders_read.len(), 6);
    let rest: Vec<_> = query().after(stream.cursor().unwrap()).stream().try_collect().await.unwrap();
    assert_eq!(ids(&rest), [6, 7, 8, 9]);
}

#[tokio::test]
async fn a_stream_that_was_refused_says_why_once() {
    let (store, orders) = ten().await;
    let mut stream = orders.query(Order::of_customer("c")).after("no cursor").stream();
    assert_eq!(kind(stream.next().await.unwrap()), ErrorKind::CursorRejected);
    assert!(stream.next().await.is_none() && stream.is_terminated());
    assert_eq!(kind(stream.cursor()), ErrorKind::Unfinished);
    assert_eq!((stream.requests(), requests(&store)), (0, 0));
}

#[tokio::test]
async fn a_stream_that_is_dropped_leaves_nothing_running() {
    let (store, _) = ten().await;
    // The second request never ends.
    let clock = ManualClock::at(std::time::SystemTime::UNIX_EPOCH);
    let plan =
        FaultPlan::new().with(Fault::Slow(std::time::Duration::from_hours(1)).on(Operation::Query).nth(2));
    let faulty = FaultStore::new(Arc::new(store), plan).with_timer(Arc::new(clock));
    let recording = RecordingStore::new(Arc::new(faulty));
    let orders = TableRepository::<Order>::new(Arc::new(recording.clone()));
    let mut stream = orders.query(Order::of_customer("c")).limit(4).stream();
    for _ in 0..4 {
        stream.next().await.unwrap().unwrap();
    }
    assert!(stream.next().now_or_never().is_none(), "the second page does not come");
    let endings = || recording.records().iter().map(|record| record.ending).collect::<Vec<_>>();
    assert_eq!(endings(), [Ending::Succeeded, Ending::InFlight]);
    drop(stream);
    assert_eq!(endings(), [Ending::Succeeded, Ending::Dropped]);
}

#[tokio::test]
async fn a_stream_counts_its_requests_and_what_they_consumed() {
    let (_, orders) = ten().await;
    let total = twintable::store::ReturnConsumedCapacity::Total;
    let mut stream = orders.query(Order::of_customer("c")).limit(4).return_consumed_capacity(total).stream();
    assert_eq!(stream.consumed_capacity(), None);
    while stream.try_next().await.unwrap().is_some() {}
    assert_eq!((stream.requests(), stream.consumed_capacity().unwrap().total), (3, 1.5));
}

#[test]
fn a_stream_can_be_moved_and_sent() {
    fn sent<F: Send>(future: F) -> F {
        future
    }

    fn moved<S: Unpin + Send>(_: S) {}
    let (_, orders) = wait(ten());
    moved(orders.scan().stream());
    moved(orders.query(Order::of_customer("c")).project::<Line>().stream());
    // The futures of the other endings can be sent too.
    drop(sent(orders.scan().page()));
    drop(sent(orders.scan().segments(2).all()));
    drop(sent(orders.scan().count()));
    drop(sent(pending::<()>()));
}
