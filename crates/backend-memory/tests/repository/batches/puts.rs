//! Writing and removing many entities.

use super::*;
use std::{
    future::{IntoFuture, poll_fn},
    sync::Arc,
    task::Poll,
    time::SystemTime,
};
use twintable::{
    batch::{Progress, Repeated},
    store::WriteRequest,
};
use twintable_testkit::{ManualClock, Request};

/// It has times that the repository writes.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "events", partition_key = "EVENT#{id}")]
struct Event {
    id: u32,
    #[entity(created_at)]
    created_at: Option<u64>,
}

fn numbers(ids: std::ops::Range<u32>) -> Vec<u32> {
    ids.collect()
}

#[test]
fn any_number_is_written_in_as_few_requests_as_there_can_be() {
    for (count, requests) in [(1, 1), (25, 1), (26, 2), (1000, 40)] {
        let ground = Ground::new(FaultPlan::new());
        let written = wait(ground.all.put_many(orders(0..count))).unwrap();
        assert_eq!(written, orders(0..count));
        assert_eq!(ground.sent(Operation::BatchWriteItem), requests);
        assert_eq!(ground.totals().len(), count as usize);
        wait(ground.all.delete_many(keys(0..count))).unwrap();
        assert_eq!(ground.sizes().len(), 2 * requests);
        assert_eq!(ground.totals(), []);
    }
}

#[test]
fn entities_come_back_as_stored() {
    let store = wait(store_with(Event::schema().clone()));
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(7));
    let events = store.repository::<Event>().with_clock(Arc::new(clock));
    let event = |id, created_at| Event { id, created_at };
    let written = wait(events.put_many((0..60).map(|id| event(id, None)))).unwrap();
    assert_eq!(written, (0..60).map(|id| event(id, Some(7))).collect::<Vec<_>>());
    let keys = (0..60).map(Event::key);
    assert_eq!(
        wait(events.get_many(keys).consistent()).unwrap(),
        written.into_iter().map(Some).collect::<Vec<_>>()
    );
}

#[test]
fn what_is_left_unwritten_is_sent_again_in_full_requests() {
    let batch = Operation::BatchWriteItem;
    let plan =
        FaultPlan::new().with(leaves(10, batch, 1)).with(leaves(20, batch, 2)).with(leaves(24, batch, 3));
    let ground = Ground::new(plan);
    wait(ground.all.put_many(orders(0..75)).concurrency(3)).unwrap();
    // 15, 5 and 1 are left: one request.
    assert_eq!(ground.sizes(), [25, 25, 25, 21]);
    assert_eq!(ground.pauses.count(), 1);
    assert_eq!(ground.totals().len(), 75);
}

#[test]
fn what_is_left_is_filled_up_and_goes_first() {
    let plan = FaultPlan::new().with(leaves(20, Operation::BatchWriteItem, 1));
    let ground = Ground::new(plan);
    wait(ground.all.put_many(orders(0..100)).concurrency(1)).unwrap();
    assert_eq!(ground.sizes(), [25, 25, 25, 25, 5]);
    assert_eq!(ground.pauses.count(), 1);
    let again = ground.record.requests().swap_remove(1);
    let Request::BatchWrite(again) = again else { unreachable!() };
    let ids = again.tables[0].requests.iter().map(|write| match write {
        WriteRequest::Put(item) => Order::from_item(item).unwrap().id,
        WriteRequest::Delete(_) => unreachable!(),
    });
    assert_eq!(ids.collect::<Vec<_>>(), numbers(20..45));
}

#[test]
fn nothing_new_is_sent_in_a_pause() {
    let ground = Ground::new(FaultPlan::new().with(Fault::Throttled.anywhere().first(2)));
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    let all = ground.all.clone().with_timer(Arc::new(clock.clone()));
    let mut put = all.put_many(orders(0..1000)).concurrency(2).into_future();
    wait(poll_fn(|context| {
        // Both are throttled, in one pause.
        for _ in 0..3 {
            assert!(put.as_mut().poll(context).is_pending());
            assert_eq!(ground.sizes(), [25, 25]);
        }
        clock.advance(Duration::from_millis(50));
        assert!(put.as_mut().poll(context).is_ready());
        Poll::Ready(())
    }));
    assert_eq!(ground.sizes().len(), 42);
}

#[test]
fn a_request_that_fails_in_passing_is_sent_again() {
    for fault in [Fault::Throttled, Fault::Unavailable, Fault::TimedOutBefore, Fault::TimedOutAfter] {
        let ground = Ground::new(FaultPlan::new().with(fault.clone().anywhere().first(4)));
        assert_eq!(wait(ground.all.put_many(orders(0..60))).unwrap(), orders(0..60), "{fault:?}");
        assert_eq!(ground.totals().len(), 60, "{fault:?}");
        assert_eq!(ground.sent(Operation::BatchWriteItem), 3 + 4, "{fault:?}");
    }
}

#[test]
fn what_is_throttled_for_good_is_not_done() {
    let plan = FaultPlan::new().with(Fault::Throttled.anywhere().starting_at(3));
    let ground = Ground::new(plan);
    let error = wait(ground.all.put_many(orders(0..100)).concurrency(1)).unwrap_err();
    assert_eq!(parts(&error, |orders| done(orders)), [numbers(0..50), numbers(50..100), vec![]]);
    assert_eq!((error.cause.kind(), error.is_retryable()), (ErrorKind::Throttled, true));
    assert_eq!(ground.totals().len(), 50);
    let again = Ground::over(ground.store, FaultPlan::new());
    wait(again.all.put_many(error.into_rest())).unwrap();
    assert_eq!(again.totals().len(), 100);
}

#[test]
fn what_is_left_unprocessed_for_good_is_not_done() {
    let left = Fault::Unprocessed(Leftovers::WithKey(Order::key(30).into_primary_key().unwrap()));
    let ground = Ground::new(FaultPlan::new().with(left.anywhere()));
    let error = wait(ground.all.put_many(orders(0..50))).unwrap_err();
    let others: Vec<_> = (0..50).filter(|id| *id != 30).collect();
    assert_eq!(parts(&error, |orders| done(orders)), [others, vec![30], vec![]]);
    assert_eq!(error.cause.kind(), ErrorKind::Throttled);
    let error = Error::from(error);
    assert_eq!(error.to_string(), "the batch is incomplete: 49 done, 1 not done, 0 unknown");
    assert!(!error.is_retryable(), "most of it is done");
}

#[test]
fn what_never_gets_an_answer_is_unknown() {
    for (fault, stored) in [(Fault::TimedOutBefore, 25), (Fault::TimedOutAfter, 50)] {
        let ground = Ground::new(FaultPlan::new().with(fault.anywhere().starting_at(2)));
        let error = wait(ground.all.put_many(orders(0..75)).concurrency(1)).unwrap_err();
        assert_eq!(parts(&error, |orders| done(orders)), [numbers(0..25), numbers(50..75), numbers(25..50)]);
        assert_eq!((error.cause.kind(), error.is_retryable()), (ErrorKind::TimedOut, false));
        assert_eq!(ground.totals().len(), stored);
        assert_eq!(ids(&error.into_rest()), [numbers(50..75), numbers(25..50)].concat());
    }
}

#[test]
fn what_is_throttled_after_a_lost_answer_is_unknown() {
    let plan = FaultPlan::new()
        .with(Fault::TimedOutAfter.anywhere().nth(1))
        .with(Fault::Throttled.anywhere().starting_at(2));
    let ground = Ground::new(plan);
    let error = wait(ground.all.put_many(orders(0..5))).unwrap_err();
    assert_eq!(parts(&error, |orders| done(orders)), [vec![], vec![], numbers(0..5)]);
    assert_eq!(ground.totals().len(), 5, "it was done");
}

#[test]
fn the_last_of_several_writes_to_a_key_wins() {
    let ground = Ground::new(FaultPlan::new());
    let with_total = |id, total| Order { total, ..order(id) };
    let asked = [with_total(1, 1), order(2), with_total(1, 5), order(3), with_total(1, 9)];
    assert_eq!(wait(ground.all.put_many(asked.clone())).unwrap(), asked);
    assert_eq!(ground.sizes(), [3]);
    assert_eq!(ground.totals(), [(1, 9), (2, 20), (3, 30)]);
    wait(ground.all.delete_many([1, 1, 2].map(Order::key))).unwrap();
    assert_eq!(ground.totals(), [(3, 30)]);
    // Those that were left out share the fate of the last.
    let ground = Ground::over(ground.store, FaultPlan::new().with(Fault::Throttled.anywhere()));
    let error = wait(ground.all.put_many(asked.clone())).unwrap_err();
    assert_eq!(error.into_rest(), asked);
}

#[test]
fn a_repeated_key_is_refused_on_request() {
    let ground = Ground::new(FaultPlan::new());
    let asked = [order(1), order(2), order(1)];
    let error = wait(ground.all.put_many(asked.clone()).repeated(Repeated::Refuse)).unwrap_err();
    assert_eq!(error.cause.rule(), Some(Rule::BatchItemTwice));
    assert!(error.not_done[1].error.is_none() && error.not_done[2].error.is_some());
    assert_eq!(error.into_rest(), asked);
    let twice = ground.all.delete_many([1, 1].map(Order::key)).repeated(Repeated::Refuse);
    assert_eq!(wait(twice).unwrap_err().cause.rule(), Some(Rule::BatchItemTwice));
    assert!(ground.sizes().is_empty());
    wait(ground.all.put_many(orders(0..3)).repeated(Repeated::Refuse)).unwrap();
}

#[test]
fn an_entity_at_fault_is_refused_before_anything_is_sent() {
    let ground = Ground::new(FaultPlan::new());
    let below = Order { total: -1, ..order(7) };
    let large = Order { note: Some("x".repeat(410_000)), ..order(8) };
    let error = wait(ground.all.put_many([order(1), below, order(2), large])).unwrap_err();
    assert_eq!(error.cause.kind(), ErrorKind::ValidationFailed);
    let own = error.not_done.iter().map(|not_done| not_done.error.as_ref().map(|error| error.kind()));
    let own: Vec<_> = own.collect();
    assert_eq!(own, [None, Some(ErrorKind::ValidationFailed), None, Some(ErrorKind::ItemTooLarge)]);
    assert!(!error.is_retryable());
    let key = Key::new(PrimaryKey::new("PK", ""));
    assert_eq!(wait(ground.all.delete_many([key])).unwrap_err().cause.rule(), Some(Rule::KeyEmpty));
    assert!(ground.sizes().is_empty());
}

#[test]
fn a_missing_table_ends_the_batch() {
    let other = wait(store_with(Event::schema().clone()));
    let ground = Ground::<Order>::over(other, FaultPlan::new());
    let error = wait(ground.all.put_many(orders(0..1000)).concurrency(2)).unwrap_err();
    assert_eq!((error.cause.kind(), error.done.len(), error.unknown.len()), (ErrorKind::TableNotFound, 0, 0));
    assert!(ground.sent(Operation::BatchWriteItem) <= 2);
}

#[test]
fn a_deadline_ends_it_with_what_is_done() {
    let slow = Fault::Slow(Duration::from_hours(1)).anywhere().starting_at(3);
    let ground = Ground::new(FaultPlan::new().with(slow));
    let all = ground.all.clone().with_timer(Arc::new(twintable::store::SystemTimer));
    let batch = all.put_many(orders(0..100)).concurrency(1).deadline(Duration::from_millis(300));
    let error = wait(batch).unwrap_err();
    assert_eq!(error.cause.kind(), ErrorKind::TimedOut);
    assert_eq!(parts(&error, |orders| done(orders)), [numbers(0..50), numbers(75..100), numbers(50..75)]);
    assert_eq!(ground.totals().len(), 50);
}

#[test]
fn progress_is_told_after_each_answer() {
    let ground = Ground::new(FaultPlan::new().with(leaves(20, Operation::BatchWriteItem, 2)));
    let mut seen = Vec::new();
    let on_progress = |progress: Progress| {
        assert_eq!(progress.total, Some(60));
        seen.push((progress.requests, progress.done, progress.retries));
    };
    wait(ground.all.put_many(orders(0..60)).concurrency(1).on_progress(on_progress)).unwrap();
    assert_eq!(seen, [(1, 25, 0), (2, 45, 5), (3, 60, 5)]);
}

#[test]
fn items_of_any_table_are_written_too() {
    let store = wait(store_with(Order::schema().clone()));
    let items = store.items(Order::schema().clone());
    let all: Vec<_> = (0..60).map(|id| item! { "PK" => format!("X#{id}"), "n" => id }).collect();
    assert_eq!(wait(items.put_many(all.clone())).unwrap(), all);
    let keys: Vec<Key<Item>> = (0..60).map(|id| Key::new(PrimaryKey::new("PK", format!("X#{id}")))).collect();
    assert_eq!(wait(items.get_many(keys.clone())).unwrap(), all.into_iter().map(Some).collect::<Vec<_>>());
    wait(items.delete_many(keys.clone())).unwrap();
    assert_eq!(wait(items.get_many(keys)).unwrap(), vec![None; 60]);
}

#[test]
fn an_item_without_its_key_is_refused() {
    let store = wait(store_with(Order::schema().clone()));
    let items = store.items(Order::schema().clone());
    let error = wait(items.put_many([item! { "n" => 1 }])).unwrap_err();
    assert_eq!(error.cause.rule(), Some(Rule::KeyMissing));
}
