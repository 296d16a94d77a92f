//! Expired items are deleted late, by the store's clock.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use futures::FutureExt;
use std::time::{Duration, SystemTime};
use twintable::{
    Error, GlobalIndex, Item, KeyAttribute, PrimaryKey, Rule, TableSchema, Value,
    expr::{KeyCondition, Update},
    item, path,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, GetItem, ItemStore, PutItem, Query,
        ReturnConsumedCapacity, Scan, TableAdmin, TransactGet, TransactGetItems, TransactUpdate,
        TransactWriteItems, UpdateItem, WriteRequest,
    },
};
use twintable_memory::{MemoryStore, Simulation};
use twintable_testkit::ManualClock;

const MINUTE: Duration = Duration::from_mins(1);
/// When the tests begin, in seconds since 1970.
const START: u64 = 1_000_000_000;
const YEAR: u64 = 365 * 24 * 60 * 60;

fn clock() -> ManualClock {
    ManualClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(START))
}

fn now<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().unwrap()
}

fn sessions() -> TableSchema {
    TableSchema::new("sessions", KeyAttribute::string("id"))
        .global_index(GlobalIndex::new("by_user", KeyAttribute::string("user")))
}

/// A store that deletes a minute late.
fn store(clock: &ManualClock) -> MemoryStore {
    let store = MemoryStore::builder().clock(clock.clone()).delete_expired_after(MINUTE).build();
    store.add_table(sessions()).unwrap();
    store.enable_time_to_live("sessions", "ends").unwrap();
    store
}

fn session(id: &str, ends: impl Into<Value>) -> Item {
    item! { "id" => id, "user" => "u", "ends" => ends }
}

fn put(store: &MemoryStore, item: Item) {
    now(store.put_item(PutItem::new("sessions", item))).unwrap();
}

fn get(store: &MemoryStore, id: &str) -> Option<Item> {
    now(store.get_item(GetItem::new("sessions", PrimaryKey::new("id", id)))).unwrap().item
}

#[test]
fn an_item_is_deleted_so_long_after_it_has_expired() {
    let clock = clock();
    let store = store(&clock);
    put(&store, session("a", START + 60));
    clock.advance(MINUTE + Duration::from_millis(59_999));
    assert!(get(&store, "a").is_some());
    clock.advance(Duration::from_millis(1));
    assert!(get(&store, "a").is_none());
}

#[test]
fn a_delay_may_have_a_part_of_a_second() {
    let clock = clock();
    let delay = Duration::from_millis(1500);
    let store = MemoryStore::builder().clock(clock.clone()).delete_expired_after(delay).build();
    store.add_table(sessions()).unwrap();
    store.enable_time_to_live("sessions", "ends").unwrap();
    put(&store, session("a", START));
    clock.advance(Duration::from_millis(1499));
    assert!(get(&store, "a").is_some());
    clock.advance(Duration::from_millis(1));
    assert!(get(&store, "a").is_none());
}

#[test]
fn no_operation_meets_what_was_due() {
    let due = || {
        let clock = clock();
        let store = store(&clock);
        put(&store, session("a", START));
        put(&store, session("b", START + 1000));
        clock.advance(MINUTE);
        store
    };
    let key = |id: &str| PrimaryKey::new("id", id);
    let left = [session("b", START + 1000)];
    assert_eq!(now(due().scan(Scan::new("sessions"))).unwrap().items, left);
    let by_user = Query::new("sessions", KeyCondition::partition("user", "u")).index("by_user");
    assert_eq!(now(due().query(by_user)).unwrap().items, left);
    let batch = BatchGetItem::of(BatchGet::new("sessions", [key("a"), key("b")]));
    assert_eq!(now(due().batch_get_item(batch)).unwrap().items[0].1, left);
    let gets = TransactGetItems { gets: vec![TransactGet::new("sessions", key("a"))], ..Default::default() };
    assert_eq!(now(due().transact_get_items(gets)).unwrap().items, [None]);
    let described = now(due().describe_table("sessions")).unwrap();
    assert_eq!((described.item_count, described.size_bytes), (1, left[0].size() as u64));
    let snapshot = due().snapshot();
    assert_eq!(snapshot.table("sessions").unwrap().items().collect::<Vec<_>>(), [&left[0]]);
    let create = PutItem::new("sessions", session("a", START + 2000)).when(path("id").not_exists());
    assert!(now(due().put_item(create)).is_ok());
    let update = UpdateItem::new("sessions", key("a"), Update::new().set("n", 1)).when(path("id").exists());
    assert!(now(due().update_item(update)).is_err());
    let update = Update::new().set("n", 1);
    let update = TransactUpdate::new("sessions", key("a"), update).when(path("id").exists());
    assert!(now(due().transact_write_items(TransactWriteItems::of([update.into()]))).is_err());
    let mut batch = BatchWriteItem::of(BatchWrite::new("sessions", [WriteRequest::Delete(key("a"))]));
    batch.return_consumed_capacity = ReturnConsumedCapacity::Total;
    let outcome = now(due().batch_write_item(batch)).unwrap();
    assert!(
        (outcome.consumed_capacity[0].total - 1.0).abs() < f64::EPSILON,
        "there is no index entry to delete"
    );
}

#[test]
fn a_later_end_or_none_keeps_an_item() {
    let clock = clock();
    let store = store(&clock);
    for id in ["later", "without", "put"] {
        put(&store, session(id, START));
    }
    let update = |id: &str, update| {
        now(store.update_item(UpdateItem::new("sessions", PrimaryKey::new("id", id), update))).unwrap();
    };
    update("later", Update::new().set("ends", START + 60));
    update("without", Update::new().remove("ends"));
    put(&store, session("put", START + 120));
    clock.advance(MINUTE);
    assert_eq!(now(store.scan(Scan::new("sessions"))).unwrap().count, 3);
    clock.advance(MINUTE);
    assert!(get(&store, "later").is_none());
    clock.advance(MINUTE);
    assert!(get(&store, "put").is_none());
    clock.advance(1000 * MINUTE);
    assert!(get(&store, "without").is_some());
}

#[test]
fn only_numbers_count() {
    let clock = clock();
    let store = store(&clock);
    let texts = [Value::from("1"), Value::Null, Value::list([START]), Value::Bool(true)];
    for (id, ends) in texts.into_iter().enumerate() {
        put(&store, session(&id.to_string(), ends));
    }
    put(&store, item! { "id" => "without" });
    clock.advance(1000 * MINUTE);
    assert_eq!(now(store.scan(Scan::new("sessions"))).unwrap().count, 5);
}

#[test]
fn what_had_expired_more_than_five_years_before_it_was_written_stays() {
    let clock = clock();
    let store = store(&clock);
    put(&store, session("old", START - 5 * YEAR - 1));
    put(&store, session("milliseconds", START * 1000));
    put(&store, session("young", START - 5 * YEAR));
    assert!(get(&store, "young").is_none(), "it is due when it is written");
    clock.advance(Duration::from_secs(6 * YEAR));
    assert_eq!(now(store.scan(Scan::new("sessions"))).unwrap().count, 2);
}

#[test]
fn strange_numbers_are_no_problem() {
    let clock = clock();
    let store = store(&clock);
    let strange = ["-1", "1E125", "1E-130", "0", "-9.9E125", "1000000000.5"];
    for (id, ends) in strange.iter().enumerate() {
        put(&store, session(&id.to_string(), ends.parse::<twintable::Number>().unwrap()));
    }
    clock.advance(MINUTE);
    assert_eq!(now(store.scan(Scan::new("sessions"))).unwrap().count, 6);
    clock.advance(Duration::from_secs(1));
    assert_eq!(now(store.scan(Scan::new("sessions"))).unwrap().count, 5);
}

#[test]
fn time_to_live_counts_from_when_it_is_on_and_until_it_is_off() {
    let clock = clock();
    let store = MemoryStore::builder().clock(clock.clone()).delete_expired_after(Duration::ZERO).build();
    store.add_table(sessions()).unwrap();
    put(&store, session("a", START).with("until", START + 60));
    assert!(get(&store, "a").is_some());
    store.enable_time_to_live("sessions", "until").unwrap();
    assert!(get(&store, "a").is_some());
    store.disable_time_to_live("sessions").unwrap();
    clock.advance(MINUTE);
    assert!(get(&store, "a").is_some());
    store.enable_time_to_live("sessions", "ends").unwrap();
    assert!(get(&store, "a").is_none());
}

#[test]
fn without_the_option_items_are_deleted_on_request_alone() {
    let clock = clock();
    let store = MemoryStore::builder().clock(clock.clone()).build();
    store.add_table(sessions()).unwrap();
    store.enable_time_to_live("sessions", "ends").unwrap();
    put(&store, session("a", START + 60));
    put(&store, session("b", START + 61));
    clock.advance(MINUTE);
    assert!(get(&store, "a").is_some());
    assert_eq!(store.delete_expired(), 1);
    assert_eq!((get(&store, "a"), get(&store, "b").is_some()), (None, true));
    assert_eq!(store.delete_expired(), 0);
}

#[test]
fn deleting_at_once_does_not_wait_for_the_delay() {
    let clock = clock();
    let store = store(&clock);
    put(&store, session("a", START));
    assert_eq!(store.delete_expired(), 1);
    assert_eq!(get(&store, "a"), None);
}

#[test]
fn a_restored_item_is_deleted_and_one_that_was_not_restored_is_forgotten() {
    let clock = clock();
    let store = store(&clock);
    put(&store, session("a", START));
    let before = store.snapshot();
    put(&store, session("b", START));
    clock.advance(MINUTE);
    assert_eq!(now(store.scan(Scan::new("sessions"))).unwrap().count, 0);
    store.restore(&before);
    assert_eq!(store.delete_expired(), 1);
    assert_eq!(store.snapshot().table("sessions").unwrap().len(), 0);
}

#[test]
fn a_late_deletion_counts_from_when_it_was_due() {
    let clock = clock();
    let second = Duration::from_secs(1);
    let simulation = Simulation::seeded(1).stale_reads(second).index_lag(second);
    let store = MemoryStore::builder().clock(clock.clone()).simulate(simulation).delete_expired_after(MINUTE);
    let store = store.build();
    store.add_table(sessions()).unwrap();
    store.enable_time_to_live("sessions", "ends").unwrap();
    put(&store, session("a", START));
    store.settle();
    let by_user = || Query::new("sessions", KeyCondition::partition("user", "u")).index("by_user");
    clock.advance(MINUTE);
    assert!(get(&store, "a").is_some(), "a stale read sees it");
    assert_eq!(now(store.query(by_user())).unwrap().count, 1);
    store.settle();
    put(&store, session("b", START + 60));
    clock.advance(2 * MINUTE);
    assert_eq!(get(&store, "b"), None, "it was deleted a minute ago, whoever looks now");
    assert_eq!(now(store.query(by_user())).unwrap().count, 0);
}

#[test]
fn a_name_that_no_attribute_can_have_is_refused() {
    let store = store(&clock());
    let rule = |attribute: &str| {
        let Err(Error::InvalidRequest(invalid)) = store.enable_time_to_live("sessions", attribute) else {
            return None;
        };
        Some(invalid.rule)
    };
    assert_eq!(rule(""), Some(Rule::EmptyName));
    assert_eq!(rule(&"x".repeat(256)), Some(Rule::NameTooLong));
    assert!(store.enable_time_to_live("sessions", &"x".repeat(255)).is_ok());
    assert!(matches!(store.enable_time_to_live("nothing", "ends"), Err(Error::TableNotFound { .. })));
    assert!(matches!(store.disable_time_to_live("nothing"), Err(Error::TableNotFound { .. })));
}
