//! Reading many entities.

use super::*;
use std::{
    future::{IntoFuture, poll_fn},
    task::Poll,
};
use twintable::repository::BatchGetError;
use twintable_testkit::{Request, recording::Ending};

/// What an order shows of itself.
#[derive(Debug, Clone, PartialEq, Projection)]
#[entity(of = Order)]
struct Price {
    total: i64,
}

/// Another type in the same table.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "note", partition_key = "ORDER#{id}")]
struct Note {
    id: u32,
}

/// It expires, and belongs to a tenant.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "sessions", partition_key = "TENANT#{@tenant}#SESSION#{id}", sort_key = "AT#{at}")]
struct Session {
    id: u32,
    at: u32,
    #[entity(ttl)]
    until: Option<u64>,
}

fn ground(count: u32, plan: FaultPlan) -> Ground<Order> {
    let ground = Ground::new(plan);
    wait(ground.store.repository::<Order>().put_many(orders(0..count))).unwrap();
    ground
}

fn read<V>(error: &BatchGetError<Order, V>) -> usize {
    error.done.len()
}

#[test]
fn entities_come_in_the_order_asked_with_none_for_missing_ones() {
    let ground = ground(250, FaultPlan::new());
    // Every second one is missing, and all are asked for backwards.
    let asked: Vec<_> = (0..250).rev().flat_map(|id| [id, id + 1000]).collect();
    let found = wait(ground.all.get_many(asked.iter().map(|id| Order::key(*id)))).unwrap();
    let expected: Vec<_> = asked.iter().map(|id| (*id < 250).then(|| order(*id))).collect();
    assert_eq!(found, expected);
    assert_eq!(ground.sizes(), [100; 5]);
}

#[test]
fn a_repeated_key_is_read_once_and_answered_at_each_place() {
    let ground = ground(3, FaultPlan::new());
    let mut done = 0;
    let read = ground.all.get_many([1, 7, 1, 2, 7, 1].map(Order::key));
    let found = wait(read.on_progress(|progress| done = progress.done)).unwrap();
    let one = || Some(order(1));
    assert_eq!(found, [one(), None, one(), Some(order(2)), None, one()]);
    assert_eq!((ground.sizes(), done), (vec![3], 6));
}

#[test]
fn nothing_asked_is_nothing_sent() {
    let ground = ground(0, FaultPlan::new());
    assert_eq!(wait(ground.all.get_many([])).unwrap(), []);
    assert_eq!(wait(ground.all.put_many([])).unwrap(), []);
    wait(ground.all.delete_many([])).unwrap();
    assert!(ground.sizes().is_empty());
}

#[test]
fn reads_are_consistent_on_request() {
    let ground = ground(1, FaultPlan::new());
    wait(ground.all.get_many(keys(0..1))).unwrap();
    wait(ground.all.get_many(keys(0..1)).consistent()).unwrap();
    let consistent = |request: &Request| match request {
        Request::BatchGet(get) => get.tables[0].consistent,
        _ => unreachable!(),
    };
    assert_eq!(ground.record.requests().iter().map(consistent).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn what_is_left_unread_is_asked_for_again_in_full_requests() {
    let batch = Operation::BatchGetItem;
    let ground = ground(200, FaultPlan::new().with(leaves(40, batch, 1)).with(leaves(70, batch, 2)));
    let found = wait(ground.all.get_many(keys(0..200))).unwrap();
    assert_eq!(found, orders(0..200).into_iter().map(Some).collect::<Vec<_>>());
    // 60 and 30 are left: one request.
    assert_eq!(ground.sizes(), [100, 100, 90]);
    assert_eq!(ground.pauses.count(), 1);
    assert!(ground.pauses.total() <= Duration::from_millis(50));
}

#[test]
fn what_one_answer_has_no_room_for_is_asked_for_at_once() {
    let ground = ground(0, FaultPlan::new());
    let large = |id| Order { note: Some("x".repeat(390_000)), ..order(id) };
    wait(ground.all.put_many((0..90).map(large))).unwrap();
    let before = ground.sizes().len();
    let found = wait(ground.all.get_many(keys(0..90))).unwrap();
    assert_eq!(found, (0..90).map(|id| Some(large(id))).collect::<Vec<_>>());
    assert_eq!(ground.sizes()[before..], [90, 47, 4], "43 items in 16 MB");
    assert_eq!(ground.pauses.count(), 0);
}

#[test]
fn a_request_that_fails_in_passing_is_sent_again() {
    for fault in [Fault::Throttled, Fault::Unavailable, Fault::TimedOutBefore, Fault::TimedOutAfter] {
        let ground = ground(150, FaultPlan::new().with(fault.clone().anywhere().first(3)));
        let found = wait(ground.all.get_many(keys(0..150))).unwrap();
        assert_eq!(found.iter().flatten().count(), 150, "{fault:?}");
        assert_eq!(ground.sent(Operation::BatchGetItem), 2 + 3, "{fault:?}");
        assert!(ground.pauses.count() >= 2, "{fault:?}");
    }
}

#[test]
fn what_is_never_read_is_given_up_and_is_not_missing() {
    let plan = || FaultPlan::new().with(Fault::Throttled.anywhere().starting_at(2));
    let ground = ground(150, plan());
    let error = wait(ground.all.get_many(keys(0..150)).concurrency(1)).unwrap_err();
    assert_eq!((error.cause.kind(), read(&error)), (ErrorKind::Throttled, 100));
    assert_eq!(error.to_string(), "the batch is incomplete: 100 done, 50 not done, 0 unknown");
    assert!(
        error.done.iter().all(|(key, found)| found.as_ref().map(Entity::primary_key).as_ref() == Some(key))
    );
    assert!(error.is_retryable());
    let waited = ground.pauses.total();
    assert!(waited > Duration::from_secs(24) && waited <= Duration::from_secs(30), "{waited:?}");
    assert_eq!(error.into_rest(), keys(100..150));
    // With no patience it is given up at once.
    let ground = Ground::over(ground.store, plan());
    let impatient = ground.all.get_many(keys(0..150)).concurrency(1).patience(Duration::ZERO);
    assert_eq!(wait(impatient).unwrap_err().not_done.len(), 50);
    assert_eq!((ground.sent(Operation::BatchGetItem), ground.pauses.count()), (2, 0));
}

#[test]
fn a_failure_that_lasts_ends_the_batch() {
    let ground = ground(500, FaultPlan::new().with(Fault::Refused.anywhere().nth(2)));
    let error = wait(ground.all.get_many(keys(0..500)).concurrency(2)).unwrap_err();
    assert_eq!((error.cause.kind(), error.is_retryable()), (ErrorKind::Backend, false));
    // The third was in flight or not sent; the rest was not.
    let own = error.not_done.iter().filter(|not_done| not_done.error.is_some()).count();
    assert_eq!(own, 100);
    assert_eq!(read(&error) + error.not_done.len(), 500);
    assert!(ground.sent(Operation::BatchGetItem) <= 3);
    assert!(matches!(Error::from(error), Error::BatchIncomplete(_)));
}

#[test]
fn an_item_at_fault_is_not_read_and_the_others_are() {
    let ground = ground(3, FaultPlan::new());
    wait(ground.store.repository::<Note>().put(Note { id: 1 })).unwrap();
    let broken = item! { "PK" => "ORDER#0000000002", "id" => 2, "entity_type" => "order", "total" => "many" };
    wait(ground.store.items(Order::schema().clone()).put(broken)).unwrap();
    let error = wait(ground.all.get_many(keys(0..4))).unwrap_err();
    assert_eq!(error.cause.kind(), ErrorKind::WrongType);
    assert_eq!(error.done, [(Order::key(0), Some(order(0))), (Order::key(3), None)]);
    let own: Vec<_> = error
        .not_done
        .iter()
        .map(|not_done| (not_done.what.clone(), not_done.error.as_ref().unwrap().kind()))
        .collect();
    assert_eq!(own, [(Order::key(1), ErrorKind::WrongType), (Order::key(2), ErrorKind::Codec)]);
    let text = format!("{error} {error:?} {:?}", error.not_done);
    assert!(!text.contains("ORDER#") && !text.contains("many"), "{text}");
}

#[test]
fn a_key_at_fault_is_refused_before_anything_is_sent() {
    let ground = ground(3, FaultPlan::new());
    let empty = Key::new(PrimaryKey::new("PK", ""));
    let error = wait(ground.all.get_many([Order::key(1), empty.clone(), Order::key(2)])).unwrap_err();
    assert_eq!((error.cause.rule(), read(&error), error.not_done.len()), (Some(Rule::KeyEmpty), 0, 3));
    assert!(error.not_done[0].error.is_none() && error.not_done[1].error.is_some());
    assert_eq!(error.into_rest(), [Order::key(1), empty, Order::key(2)]);
    let other = Key::new(PrimaryKey::new("id", "1"));
    assert_eq!(wait(ground.all.get_many([other])).unwrap_err().cause.rule(), Some(Rule::KeyShape));
    assert!(ground.sizes().is_empty());
}

#[test]
fn some_attributes_of_many_entities() {
    let ground = ground(2, FaultPlan::new());
    wait(ground.store.repository::<Note>().put(Note { id: 1 })).unwrap();
    let prices = wait(ground.all.get_many([5, 0, 0].map(Order::key)).project::<Price>()).unwrap();
    let price = || Some(Price { total: 0 });
    assert_eq!(prices, [None, price(), price()]);
    let error = wait(ground.all.get_many(keys(0..2)).project::<Price>()).unwrap_err();
    assert_eq!(error.done, [(Order::key(0), price())]);
    assert_eq!(error.not_done[0].error.as_ref().unwrap().kind(), ErrorKind::WrongType);
    let plan = FaultPlan::new().with(Fault::Refused.anywhere());
    let ground = Ground::over(ground.store, plan);
    let error = wait(ground.all.get_many(keys(0..2)).project::<Price>()).unwrap_err();
    assert_eq!(error.not_done.len(), 2);
}

#[test]
fn keys_get_the_scope_and_expired_ones_are_hidden() {
    let store = wait(store_with(Session::schema().clone()));
    let ann = store.scoped_repository::<Session>("ann").hiding_expired();
    let session = |id, until| Session { id, at: id, until };
    let sessions = [session(1, None), session(2, Some(1)), session(3, Some(4_000_000_000))];
    wait(ann.put_many(sessions.clone())).unwrap();
    let keys = || [1, 2, 3].map(|id| Session::key(id, id));
    assert_eq!(
        wait(ann.get_many(keys())).unwrap(),
        [Some(sessions[0].clone()), None, Some(sessions[2].clone())]
    );
    let bob = store.scoped_repository::<Session>("bob");
    assert_eq!(wait(bob.get_many(keys())).unwrap(), [None, None, None]);
    let own = Key::new(PrimaryKey::new("PK", "TENANT#ann#SESSION#0000000001").sort("SK", "AT#0000000001"));
    assert_eq!(wait(bob.get_many([own])).unwrap_err().cause.rule(), Some(Rule::KeyScope));
}

#[test]
fn no_more_requests_are_in_flight_than_allowed() {
    for (allowed, expected) in [(1, 1), (3, 3), (0, 1)] {
        let plan = FaultPlan::new().with(Fault::Slow(Duration::from_millis(2)).anywhere());
        let ground = ground(10, plan);
        wait(ground.all.get_many(keys(0..1000)).concurrency(allowed)).unwrap();
        assert_eq!(ground.record.max_in_flight(), expected);
    }
    let ground = ground(10, FaultPlan::new().with(Fault::Slow(Duration::from_millis(20)).anywhere()));
    wait(ground.all.get_many(keys(0..2000))).unwrap();
    assert_eq!(ground.record.max_in_flight(), twintable::batch::BatchOptions::CONCURRENCY);
}

#[test]
fn what_is_dropped_leaves_nothing_going_on() {
    let plan = FaultPlan::new().with(Fault::SlowAnswer(Duration::from_secs(3600)).anywhere());
    let ground = ground(10, plan);
    let mut read = ground.all.get_many(keys(0..1000)).into_future();
    wait(poll_fn(|context| {
        assert!(read.as_mut().poll(context).is_pending());
        Poll::Ready(())
    }));
    let sent = ground.sent(Operation::BatchGetItem);
    assert_eq!(sent, 8);
    drop(read);
    let endings = ground.record.records().into_iter().map(|record| record.ending);
    assert!(endings.clone().all(|ending| ending == Ending::Dropped));
    assert_eq!(ground.sent(Operation::BatchGetItem), sent);
}
