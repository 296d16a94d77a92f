//! The store that records.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use futures::{FutureExt, executor::block_on, future::join_all};
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use twintable::{
    ErrorKind, KeyAttribute, PrimaryKey, TableSchema,
    expr::{KeyCondition, Update},
    item,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, ItemStore, PutItem, Query,
        Scan, TransactGet, TransactGetItems, TransactPut, TransactWriteItems, UpdateItem, WriteRequest,
    },
};
use twintable_memory::MemoryStore;
use twintable_testkit::{
    ManualClock, Operation, Request,
    faults::{Fault, FaultPlan, FaultStore},
    recording::{Ending, Record, RecordingStore},
};

fn memory() -> Arc<MemoryStore> {
    let schemas = ["stock", "archive"].map(|name| TableSchema::new(name, KeyAttribute::string("id")));
    Arc::new(MemoryStore::with_tables(schemas).unwrap())
}

fn key(id: &'static str) -> PrimaryKey {
    PrimaryKey::new("id", id)
}

fn get(id: &'static str) -> GetItem {
    GetItem::new("stock", key(id))
}

/// One request of each operation, in the order of the operations.
fn one_of_each() -> [Request; 10] {
    let thing = || item! { "id" => "secret" };
    let writes = vec![
        BatchWrite::new("stock", [WriteRequest::Put(thing()), WriteRequest::Delete(key("b"))]),
        BatchWrite::new("archive", [WriteRequest::Put(thing())]),
    ];
    let gets = vec![TransactGet::new("stock", key("secret"))];
    [
        get("secret").into(),
        PutItem::new("stock", thing()).into(),
        UpdateItem::new("stock", key("secret"), Update::new().set("name", "secret")).into(),
        DeleteItem::new("stock", key("secret")).into(),
        Query::new("stock", KeyCondition::partition("id", "secret")).into(),
        Scan::new("stock").index("by_name").into(),
        BatchGetItem::of(BatchGet::new("stock", [key("secret"), key("b")])).into(),
        BatchWriteItem { tables: writes, ..BatchWriteItem::default() }.into(),
        TransactGetItems { gets, ..TransactGetItems::default() }.into(),
        TransactWriteItems::of([TransactPut::new("archive", thing()).into()]).into(),
    ]
}

#[test]
fn every_request_is_recorded_as_it_was_made() {
    let store = RecordingStore::new(memory());
    let requests = one_of_each();
    for (request, operation) in requests.clone().into_iter().zip(Operation::ALL) {
        assert_eq!(request.operation(), operation);
        let result = block_on(request.send(&store));
        assert_eq!(result.is_err(), operation == Operation::Scan, "{operation}: {result:?}");
        assert_eq!(store.count(operation), 1);
    }
    assert_eq!(store.requests(), requests);
    let failed: Vec<_> =
        store.records().into_iter().filter(|record| record.ending != Ending::Succeeded).collect();
    let scan = Request::from(Scan::new("stock").index("by_name"));
    assert_eq!(failed, [Record { request: scan, ending: Ending::Failed(ErrorKind::InvalidRequest) }]);
}

#[test]
fn a_record_is_shown_in_one_line_without_values() {
    let store = RecordingStore::new(memory());
    for request in one_of_each() {
        let _any = block_on(request.send(&store));
    }
    let expected = "\
        GetItem of stock, succeeded\n\
        PutItem of stock, succeeded\n\
        UpdateItem of stock, succeeded\n\
        DeleteItem of stock, succeeded\n\
        Query of stock, succeeded\n\
        Scan of stock by by_name, failed: InvalidRequest\n\
        BatchGetItem of stock: 2 items, succeeded\n\
        BatchWriteItem of stock, archive: 3 items, succeeded\n\
        TransactGetItems of stock: 1 item, succeeded\n\
        TransactWriteItems of archive: 1 item, succeeded\n";
    assert_eq!(store.to_string(), expected);
    assert!(!format!("{store:?}").contains("secret"));
}

#[test]
fn a_record_can_be_taken_to_start_anew() {
    let store = RecordingStore::new(memory());
    block_on(store.get_item(get("a"))).unwrap();
    block_on(store.get_item(get("b"))).unwrap();
    let taken = store.take();
    assert_eq!(taken.len(), 2);
    assert_eq!((store.requests(), store.max_in_flight()), (Vec::new(), 0));
    block_on(store.clone().get_item(get("c"))).unwrap();
    assert_eq!(store.requests(), [Request::Get(get("c"))]);
    assert_eq!(store.max_in_flight(), 1);
}

/// A recording store before one where every call waits an hour.
fn slow() -> (RecordingStore, ManualClock) {
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    let plan = FaultPlan::new().with(Fault::Slow(Duration::from_hours(1)));
    let inner = FaultStore::new(memory(), plan).with_timer(Arc::new(clock.clone()));
    (RecordingStore::new(Arc::new(inner)), clock)
}

#[test]
fn requests_in_flight_are_counted_together() {
    let (store, clock) = slow();
    assert_eq!(store.max_in_flight(), 0);
    for (count, most) in [(3, 3), (5, 5), (2, 5)] {
        let mut all = join_all((0..count).map(|_| store.get_item(get("a"))));
        assert!((&mut all).now_or_never().is_none());
        clock.advance(Duration::from_hours(1));
        assert!(all.now_or_never().unwrap().iter().all(Result::is_ok));
        assert_eq!(store.max_in_flight(), most);
    }
    let mut one = store.get_item(get("a"));
    assert!((&mut one).now_or_never().is_none());
    store.take();
    assert_eq!(store.max_in_flight(), 1, "what is in flight counts for the new record");
}

#[test]
fn a_request_is_made_when_its_future_is_first_polled() {
    let store = RecordingStore::new(memory());
    drop(store.get_item(get("a")));
    assert_eq!(store.requests(), []);
}

#[test]
fn a_dropped_request_is_no_longer_in_flight() {
    let (store, clock) = slow();
    let mut first = store.get_item(get("a"));
    assert!((&mut first).now_or_never().is_none());
    assert_eq!(store.records()[0].ending, Ending::InFlight);
    drop(first);
    assert_eq!(store.records()[0].ending, Ending::Dropped);
    let mut second = store.get_item(get("b"));
    assert!((&mut second).now_or_never().is_none());
    assert_eq!(store.max_in_flight(), 1);
    clock.advance(Duration::from_hours(1));
    assert!(second.now_or_never().unwrap().is_ok());
    let endings: Vec<_> = store.records().into_iter().map(|record| record.ending).collect();
    assert_eq!(endings, [Ending::Dropped, Ending::Succeeded]);
}

#[test]
fn a_request_that_ends_after_its_record_was_taken_changes_no_other() {
    let (store, clock) = slow();
    let mut first = store.get_item(get("a"));
    assert!((&mut first).now_or_never().is_none());
    assert_eq!(store.take()[0].ending, Ending::InFlight);
    let mut second = store.get_item(get("b"));
    assert!((&mut second).now_or_never().is_none());
    drop(first);
    assert_eq!(store.records()[0].ending, Ending::InFlight, "the second is still on its way");
    clock.advance(Duration::from_hours(1));
    assert!(second.now_or_never().unwrap().is_ok());
    assert_eq!(store.records()[0].ending, Ending::Succeeded);
}
