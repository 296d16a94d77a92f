//! The changes of a table, as they happen.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use futures::{FutureExt, StreamExt, executor::block_on};
use std::{
    sync::mpsc,
    thread,
    time::{Duration, SystemTime},
};
use twintable::{
    Error, Item, KeyAttribute, PrimaryKey, TableSchema,
    change::{Cause, Change, ChangeKind, EntityChange, SequenceNumber},
    expr::Update,
    item, path,
    prelude::Entity,
    store::{
        BatchWrite, BatchWriteItem, DeleteItem, ItemStore, PutItem, TableAdmin, TransactCheck,
        TransactDelete, TransactPut, TransactWriteItems, UpdateItem, WriteRequest,
    },
};
use twintable_memory::MemoryStore;
use twintable_testkit::ManualClock;

/// Far more than a test needs: only what waits for ever takes as long.
const PATIENCE: Duration = Duration::from_secs(20);

fn now<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().unwrap()
}

fn schema() -> TableSchema {
    TableSchema::new("shop", KeyAttribute::string("id"))
}

fn store() -> MemoryStore {
    MemoryStore::with_tables([schema()]).unwrap()
}

fn key(id: &str) -> PrimaryKey {
    PrimaryKey::new("id", id)
}

fn item(id: &str, count: u32) -> Item {
    item! { "id" => id, "count" => count }
}

fn put(store: &MemoryStore, item: Item) {
    now(store.put_item(PutItem::new("shop", item))).unwrap();
}

fn delete(store: &MemoryStore, id: &str) {
    now(store.delete_item(DeleteItem::new("shop", key(id)))).unwrap();
}

/// What happened to each item: its count before and after.
fn steps(changes: &[Change]) -> Vec<(String, Option<u32>, Option<u32>)> {
    let count = |item: &Option<Item>| {
        item.as_ref().map(|item| item.get("count").unwrap().as_number().unwrap().try_into().unwrap())
    };
    let id = |change: &Change| change.key.partition.1.as_str().unwrap().to_owned();
    changes.iter().map(|change| (id(change), count(&change.old), count(&change.new))).collect()
}

fn step(
    id: &str,
    old: impl Into<Option<u32>>,
    new: impl Into<Option<u32>>,
) -> (String, Option<u32>, Option<u32>) {
    (id.to_owned(), old.into(), new.into())
}

#[test]
fn each_kind_of_write_is_told_with_the_item_before_and_after() {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(7);
    let store = MemoryStore::builder().clock(ManualClock::at(time)).build();
    store.add_table(schema()).unwrap();
    put(&store, item("before", 1));
    let mut changes = store.changes("shop").unwrap();
    assert_eq!(changes.drain(), []);
    put(&store, item("a", 1));
    let add = Update::new().add("count", 1);
    now(store.update_item(UpdateItem::new("shop", key("a"), add))).unwrap();
    delete(&store, "a");
    let told = changes.drain();
    assert_eq!(steps(&told), [step("a", None, 1), step("a", 1, 2), step("a", 2, None)]);
    let kinds: Vec<_> = told.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::Insert, ChangeKind::Modify, ChangeKind::Remove]);
    for (change, number) in told.iter().zip(1_u64..) {
        assert_eq!((change.table.as_str(), &change.key, change.at), ("shop", &key("a"), Some(time)));
        assert_eq!((change.cause, change.sequence), (Cause::Request, SequenceNumber::from(number)));
    }
    assert_eq!(changes.drain(), [], "what was taken is not told again");
}

#[test]
fn what_changes_nothing_is_not_told() {
    let store = store();
    put(&store, item("a", 1));
    let mut changes = store.changes("shop").unwrap();
    put(&store, item("a", 1));
    delete(&store, "b");
    let same = UpdateItem::new("shop", key("a"), Update::new().set("count", 1));
    now(store.update_item(same)).unwrap();
    let remove = UpdateItem::new("shop", key("a"), Update::new().remove("nothing"));
    now(store.update_item(remove)).unwrap();
    let refused = PutItem::new("shop", item("a", 2)).when(path("id").not_exists());
    assert!(now(store.put_item(refused)).is_err());
    assert_eq!(changes.drain(), []);
}

#[test]
fn batches_and_transactions_are_told_item_by_item() {
    let store = store();
    for id in ["a", "b", "checked"] {
        put(&store, item(id, 1));
    }
    let mut changes = store.changes("shop").unwrap();
    let writes = [WriteRequest::Put(item("a", 2)), WriteRequest::Delete(key("b"))];
    now(store.batch_write_item(BatchWriteItem::of(BatchWrite::new("shop", writes)))).unwrap();
    let actions = [
        TransactPut::new("shop", item("b", 3)).into(),
        TransactDelete::new("shop", key("a")).into(),
        TransactCheck::new("shop", key("checked"), path("count").eq(1)).into(),
    ];
    now(store.transact_write_items(TransactWriteItems::of(actions))).unwrap();
    let expected = [step("a", 1, 2), step("b", 1, None), step("b", None, 3), step("a", 2, None)];
    assert_eq!(steps(&changes.drain()), expected);
    let refused = TransactCheck::new("shop", key("checked"), path("count").eq(2)).into();
    let actions = [TransactPut::new("shop", item("c", 3)).into(), refused];
    assert!(now(store.transact_write_items(TransactWriteItems::of(actions))).is_err());
    assert_eq!(changes.drain(), []);
}

#[test]
fn each_subscriber_is_told_all_since_it_subscribed_of_its_own_table() {
    let store = store();
    store.add_table(TableSchema::new("other", KeyAttribute::string("id"))).unwrap();
    let mut first = store.changes("shop").unwrap();
    put(&store, item("a", 1));
    let mut second = store.changes("shop").unwrap();
    let mut other = store.changes("other").unwrap();
    put(&store, item("b", 1));
    let dropped = store.changes("shop").unwrap();
    drop(dropped);
    put(&store, item("c", 1));
    assert_eq!(steps(&first.drain()), ["a", "b", "c"].map(|id| step(id, None, 1)));
    assert_eq!(steps(&second.drain()), ["b", "c"].map(|id| step(id, None, 1)));
    assert_eq!(other.drain(), []);
    drop((first, second));
    put(&store, item("d", 1));
    let mut third = store.changes("shop").unwrap();
    put(&store, item("e", 1));
    assert_eq!(steps(&third.drain()), [step("e", None, 1)]);
    assert!(matches!(store.changes("nothing"), Err(Error::TableNotFound { .. })));
}

#[test]
fn a_stream_waits_for_the_next_change() {
    let store = store();
    let mut changes = store.changes("shop").unwrap();
    assert!(changes.next().now_or_never().is_none());
    let (done, waiting) = mpsc::channel();
    thread::spawn(move || {
        let told: Vec<_> = block_on(changes.by_ref().take(3).collect());
        done.send((told, changes)).unwrap();
    });
    for count in 1..=4 {
        put(&store, item("a", count));
        thread::sleep(Duration::from_millis(2));
    }
    let (told, mut changes) = waiting.recv_timeout(PATIENCE).unwrap();
    assert_eq!(steps(&told), [step("a", None, 1), step("a", 1, 2), step("a", 2, 3)]);
    assert_eq!(steps(&changes.drain()), [step("a", 3, 4)]);
}

#[test]
fn a_stream_ends_with_its_table_after_what_was_told() {
    let store = store();
    let changes = store.changes("shop").unwrap();
    put(&store, item("a", 1));
    now(store.delete_table("shop")).unwrap();
    store.add_table(schema()).unwrap();
    put(&store, item("b", 1));
    assert_eq!(steps(&now(changes.collect::<Vec<_>>())), [step("a", None, 1)]);
}

#[test]
fn a_stream_ends_with_its_store() {
    let store = store();
    let mut changes = store.changes("shop").unwrap();
    let (done, waiting) = mpsc::channel();
    thread::spawn(move || done.send(block_on(changes.next())).unwrap());
    thread::sleep(Duration::from_millis(5));
    drop(store);
    assert_eq!(waiting.recv_timeout(PATIENCE).unwrap(), None);
}

#[test]
fn a_deletion_by_time_to_live_says_so() {
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1000);
    let clock = ManualClock::at(start);
    let minute = Duration::from_mins(1);
    let store = MemoryStore::builder().clock(clock.clone()).delete_expired_after(minute).build();
    store.add_table(schema()).unwrap();
    store.enable_time_to_live("shop", "ends").unwrap();
    let mut changes = store.changes("shop").unwrap();
    put(&store, item("a", 1).with("ends", 1030));
    put(&store, item("b", 1).with("ends", 1020));
    changes.drain();
    clock.advance(10 * minute);
    let told = changes.drain();
    assert_eq!(steps(&told), [step("b", 1, None), step("a", 1, None)], "nobody else has to look");
    let at = |seconds| (Cause::TimeToLive, Some(start + minute + Duration::from_secs(seconds)));
    assert_eq!(told.iter().map(|change| (change.cause, change.at)).collect::<Vec<_>>(), [at(20), at(30)]);
}

#[test]
fn restoring_is_no_change() {
    let store = store();
    put(&store, item("a", 1));
    let before = store.snapshot();
    let mut changes = store.changes("shop").unwrap();
    put(&store, item("a", 2));
    store.restore(&before);
    put(&store, item("a", 3));
    assert_eq!(steps(&changes.drain()), [step("a", 1, 2), step("a", 1, 3)]);
}

#[test]
fn the_changes_of_one_item_come_in_order_from_many_threads() {
    let store = store();
    let mut changes = store.changes("shop").unwrap();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for round in 0..500 {
                    let id = if round % 2 == 0 { "a" } else { "b" };
                    let add = UpdateItem::new("shop", key(id), Update::new().add("count", 1));
                    now(store.update_item(add)).unwrap();
                }
            });
        }
    });
    let told = changes.drain();
    assert!(told.is_sorted_by(|a, b| a.sequence < b.sequence));
    for id in ["a", "b"] {
        let of_item: Vec<_> = steps(&told).into_iter().filter(|(of, _, _)| of == id).collect();
        let expected: Vec<_> = (1..=1000).map(|n| step(id, (n > 1).then(|| n - 1), n)).collect();
        assert_eq!(of_item, expected);
    }
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", partition_key = "CART#{id}")]
struct Cart {
    id: String,
    total: u32,
}

#[test]
fn changes_are_decoded_into_entities() {
    let store = MemoryStore::with_tables([Cart::schema().clone()]).unwrap();
    let mut changes = store.changes("shop").unwrap();
    let carts = store.repository::<Cart>();
    let cart = |total| Cart { id: "7".to_owned(), total };
    block_on(twintable::prelude::RepositoryExt::put(&carts, cart(1)).into_future()).unwrap();
    block_on(twintable::prelude::RepositoryExt::put(&carts, cart(2)).into_future()).unwrap();
    let told: Vec<_> = changes.drain().iter().map(|change| change.decode::<Cart>().unwrap()).collect();
    let changed = EntityChange::Changed { old: cart(1), new: cart(2) };
    assert_eq!(told, [Some(EntityChange::Created(cart(1))), Some(changed)]);
}

#[test]
fn what_is_shown_has_no_items() {
    let store = store();
    let changes = store.changes("shop").unwrap();
    put(&store, item("a", 1));
    assert_eq!(format!("{changes:?}"), r#"Changes { table: "shop", waiting: 1, .. }"#);
}
