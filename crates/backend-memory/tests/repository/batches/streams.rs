//! Streams of entities.

use super::*;
use futures::stream;
use std::{
    collections::HashMap,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};
use twintable::batch::Progress;

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "bank", name = "account", partition_key = "ACCOUNT#{id}")]
struct Account {
    id: u32,
    #[entity(version)]
    version: u64,
}

fn stream(orders: Vec<Order>) -> impl futures::Stream<Item = Order> + Send {
    stream::iter(orders)
}

#[test]
fn a_stream_is_written_in_as_few_requests_as_there_can_be() {
    for (count, requests) in [(0, 0), (1, 1), (25, 1), (26, 2), (1010, 41)] {
        let ground = Ground::new(FaultPlan::new());
        assert_eq!(wait(ground.all.put_stream(stream(orders(0..count)))).unwrap(), count as usize);
        assert_eq!(ground.sent(Operation::BatchWriteItem), requests);
        assert_eq!(ground.totals().len(), count as usize);
    }
}

#[test]
fn no_more_is_taken_from_the_stream_than_there_is_room_for() {
    // Long enough for four requests to be on their way at once, on a busy machine too.
    let plan = FaultPlan::new()
        .with(Fault::Slow(Duration::from_millis(25)).anywhere())
        .with(leaves(3, Operation::BatchWriteItem, 2))
        .with(leaves(9, Operation::BatchWriteItem, 5));
    let ground = Ground::new(plan);
    let (taken, done, most) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let counted = stream::iter(orders(0..2000).into_iter().inspect(|_| {
        taken.fetch_add(1, Relaxed);
        most.fetch_max(taken.load(Relaxed) - done.load(Relaxed), Relaxed);
    }));
    let on_progress = |progress: Progress| done.store(progress.done, Relaxed);
    let written = wait(ground.all.put_stream(counted).concurrency(4).on_progress(on_progress)).unwrap();
    assert_eq!((written, ground.record.max_in_flight()), (2000, 4));
    assert_eq!(most.load(Relaxed), 100);
    assert_eq!(ground.totals().len(), 2000);
    assert_eq!(ground.sent(Operation::BatchWriteItem), 2000 / 25 + 2, "what was left is in two more");
}

#[test]
fn a_slow_stream_is_waited_for() {
    let ground = Ground::new(FaultPlan::new());
    let slow = stream::unfold(0, |id| async move {
        if id % 10 == 0 {
            twintable::store::SystemTimer.sleep(Duration::from_millis(1)).await;
        }
        (id < 60).then(|| (order(id), id + 1))
    });
    assert_eq!(wait(ground.all.put_stream(slow)).unwrap(), 60);
    assert_eq!(ground.sizes(), [25, 25, 10], "a request is sent when it is full, and at the end");
}

#[test]
fn repeated_keys_are_as_if_each_had_been_written_in_turn() {
    // Two hundred keys, five hundred writes, in an order that repeats near and far, while requests fail in passing.
    let plan = FaultPlan::new()
        .with(Fault::TimedOutBefore.anywhere().nth(2))
        .with(Fault::TimedOutAfter.anywhere().nth(4))
        .with(leaves(7, Operation::BatchWriteItem, 5))
        .with(Fault::SlowAnswer(Duration::from_millis(1)).anywhere());
    let ground = Ground::new(plan);
    let asked: Vec<_> = (0..500_u32).map(|n| Order { total: i64::from(n), ..order(n * n % 200) }).collect();
    assert_eq!(wait(ground.all.put_stream(stream(asked.clone())).concurrency(3)).unwrap(), 500);
    let last: HashMap<_, _> = asked.iter().map(|order| (order.id, order.total)).collect();
    let mut expected: Vec<_> = last.into_iter().collect();
    expected.sort_unstable();
    assert_eq!(ground.totals(), expected);
    assert!(ground.faulted());
}

#[test]
fn a_key_that_is_all_there_is_does_not_stop_the_stream() {
    let ground = Ground::new(FaultPlan::new().with(Fault::TimedOutAfter.anywhere().nth(1)));
    let asked: Vec<_> = (0..300).map(|total| Order { total, ..order(1) }).collect();
    assert_eq!(wait(ground.all.put_stream(stream(asked)).concurrency(2)).unwrap(), 300);
    assert_eq!(ground.totals(), [(1, 299)]);
}

#[test]
fn it_stops_at_the_first_that_breaks_a_rule() {
    let ground = Ground::new(FaultPlan::new());
    let mut asked = orders(0..1000);
    asked[60].total = -1;
    let error = wait(ground.all.put_stream(stream(asked)).concurrency(1)).unwrap_err();
    assert_eq!(error.cause.kind(), ErrorKind::ValidationFailed);
    let at_fault: Vec<_> =
        error.not_done.iter().filter(|it| it.error.is_some()).map(|it| it.what.id).collect();
    assert_eq!(at_fault, [60]);
    // What was taken from the stream is all accounted for.
    let mut known: Vec<_> = ground.totals().into_iter().map(|(id, _)| id).collect();
    assert_eq!((known.len(), error.unknown.len()), (error.done, 0));
    known.extend(error.not_done.iter().map(|not_done| not_done.what.id));
    known.sort_unstable();
    assert_eq!(known, (0..=60).collect::<Vec<_>>());
}

#[test]
fn it_goes_on_after_single_failures_on_request() {
    let ground = Ground::new(FaultPlan::new());
    let mut asked = orders(0..100);
    asked[10].total = -1;
    asked[90].total = -1;
    let error = wait(ground.all.put_stream(stream(asked)).keep_going()).unwrap_err();
    assert_eq!((error.done, error.not_done.len(), ground.totals().len()), (98, 2, 98));
    assert_eq!(error.to_string(), "the batch is incomplete: 98 done, 2 not done, 0 unknown");
}

#[test]
fn entities_with_a_version_are_written_one_by_one() {
    let ground = Ground::<Account>::new(FaultPlan::new());
    let accounts = |ids: std::ops::Range<u32>| stream::iter(ids.map(|id| Account { id, version: 0 }));
    assert_eq!(wait(ground.all.put_stream(accounts(0..60))).unwrap(), 60);
    assert_eq!((ground.sent(Operation::PutItem), ground.sent(Operation::BatchWriteItem)), (60, 0));
    let error = wait(ground.all.put_stream(accounts(50..70)).keep_going()).unwrap_err();
    assert_eq!((error.done, error.not_done.len()), (10, 10));
    let error = wait(ground.all.put_stream(accounts(70..80)).batch_only()).unwrap_err();
    assert_eq!(error.cause.rule(), Some(Rule::BatchCondition));
    // A key that is repeated waits for the one before it.
    let twice = stream::iter([99, 99].map(|id| Account { id, version: 0 }));
    let error = wait(ground.all.put_stream(twice).keep_going()).unwrap_err();
    assert_eq!((error.done, error.cause.kind()), (1, ErrorKind::AlreadyExists));
}

#[test]
fn what_fails_for_good_lists_what_was_taken() {
    let ground = Ground::new(FaultPlan::new().with(Fault::Throttled.anywhere().starting_at(5)));
    let error = wait(ground.all.put_stream(stream(orders(0..1000))).concurrency(2)).unwrap_err();
    assert_eq!((error.cause.kind(), error.done, error.unknown.len()), (ErrorKind::Throttled, 100, 0));
    let [_, not_done, _] = parts(&error, |_| Vec::new());
    let taken = u32::try_from(not_done.len()).unwrap();
    assert!((25..=50).contains(&taken), "{taken}");
    assert_eq!(not_done, (100..100 + taken).collect::<Vec<_>>());
    assert!(error.is_retryable());
}
