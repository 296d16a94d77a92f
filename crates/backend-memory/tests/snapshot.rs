//! Snapshots: what they hold, and what restoring them does.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use futures::FutureExt;
use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
};
use twintable::{
    Error, GlobalIndex, Item, KeyAttribute, LocalIndex, PrimaryKey, TableSchema,
    expr::{KeyCondition, Update},
    item,
    store::{
        DeleteItem, ItemStore, PutItem, Query, TableAdmin, TransactPut, TransactUpdate, TransactWriteItems,
    },
};
use twintable_memory::{MemoryStore, Snapshot};

fn shop() -> TableSchema {
    TableSchema::new("shop", KeyAttribute::string("pk"))
        .sort_key(KeyAttribute::number("sk"))
        .local_index(LocalIndex::new("by_rank", KeyAttribute::number("rank")))
        .global_index(GlobalIndex::new("by_tag", KeyAttribute::string("tag")))
}

fn counters() -> TableSchema {
    TableSchema::new("counters", KeyAttribute::string("id"))
}

fn now<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().unwrap()
}

fn put(store: &MemoryStore, table: &'static str, item: Item) {
    now(store.put_item(PutItem::new(table, item))).unwrap();
}

fn items(snapshot: &Snapshot, table: &str) -> Vec<Item> {
    snapshot.table(table).unwrap().items().cloned().collect()
}

fn tagged(store: &MemoryStore, index: &'static str, name: &'static str, value: &str) -> Vec<Item> {
    now(store.query(Query::new("shop", KeyCondition::partition(name, value)).index(index))).unwrap().items
}

#[test]
fn a_snapshot_has_tables_by_name_and_items_by_key() {
    let store = MemoryStore::with_tables([shop(), counters()]).unwrap();
    for (pk, sk) in [("b", 2), ("a", 10), ("c", 1), ("a", 9), ("b", -1)] {
        put(&store, "shop", item! { "pk" => pk, "sk" => sk });
    }
    store.enable_time_to_live("counters", "ends").unwrap();
    let snapshot = store.snapshot();
    let names: Vec<_> = snapshot.tables().map(|table| table.schema().name.to_string()).collect();
    assert_eq!(names, ["counters", "shop"]);
    let expected = [("a", 9), ("a", 10), ("b", -1), ("b", 2), ("c", 1)];
    let expected = expected.map(|(pk, sk)| item! { "pk" => pk, "sk" => sk });
    assert_eq!(items(&snapshot, "shop"), expected);
    let counters = snapshot.table("counters").unwrap();
    assert_eq!((counters.len(), counters.is_empty(), counters.time_to_live()), (0, true, Some("ends")));
    assert_eq!(snapshot.table("shop").unwrap().time_to_live(), None);
    assert!(snapshot.table("nothing").is_none());
    assert_eq!(format!("{snapshot:?}"), r#"Snapshot({"counters": 0, "shop": 5})"#);
}

#[test]
fn a_restored_store_is_as_it_was() {
    let store = MemoryStore::with_tables([shop()]).unwrap();
    let first = [item! { "pk" => "a", "sk" => 1, "rank" => 7, "tag" => "red" }];
    put(&store, "shop", first[0].clone());
    let before = store.snapshot();
    let described = now(store.describe_table("shop")).unwrap();

    put(&store, "shop", first[0].clone().with("tag", "blue").with("rank", 8));
    put(&store, "shop", item! { "pk" => "b", "sk" => 1, "rank" => 7, "tag" => "red" });
    store.enable_time_to_live("shop", "ends").unwrap();
    store.add_table(counters()).unwrap();
    assert_eq!(items(&before, "shop"), first, "a snapshot does not follow the store");

    store.restore(&before);
    assert_eq!(items(&store.snapshot(), "shop"), first);
    assert_eq!(tagged(&store, "by_tag", "tag", "red"), first);
    assert_eq!(tagged(&store, "by_tag", "tag", "blue"), []);
    assert_eq!(tagged(&store, "by_rank", "pk", "a"), first);
    assert_eq!(tagged(&store, "by_rank", "pk", "b"), []);
    assert_eq!(now(store.describe_table("shop")).unwrap(), described);
    assert_eq!(now(store.list_tables()).unwrap(), ["shop"]);
    assert_eq!(store.snapshot().table("shop").unwrap().time_to_live(), None);
}

#[test]
fn a_deleted_table_and_one_with_another_key_are_restored() {
    let store = MemoryStore::with_tables([shop(), counters()]).unwrap();
    put(&store, "counters", item! { "id" => "a" });
    let before = store.snapshot();
    now(store.delete_table("shop")).unwrap();
    now(store.delete_table("counters")).unwrap();
    store.add_table(TableSchema::new("counters", KeyAttribute::number("id"))).unwrap();
    put(&store, "counters", item! { "id" => 1 });
    store.restore(&before);
    assert_eq!(now(store.describe_table("shop")).unwrap().schema, shop());
    assert_eq!(items(&store.snapshot(), "counters"), [item! { "id" => "a" }]);
    put(&store, "counters", item! { "id" => "b" });
}

#[test]
fn a_snapshot_fills_another_store_with_another_order_of_scans() {
    let store = MemoryStore::with_tables([shop()]).unwrap();
    for sk in 0..20 {
        put(&store, "shop", item! { "pk" => format!("p{sk}"), "sk" => sk, "tag" => "t" });
    }
    let copy = MemoryStore::builder().seed(9).build();
    copy.restore(&store.snapshot());
    assert_eq!(items(&copy.snapshot(), "shop"), items(&store.snapshot(), "shop"));
    assert_eq!(tagged(&copy, "by_tag", "tag", "t").len(), 20);
    now(copy.delete_item(DeleteItem::new("shop", PrimaryKey::new("pk", "p3").sort("sk", 3)))).unwrap();
    assert_eq!(tagged(&copy, "by_tag", "tag", "t").len(), 19, "the items stand under the copy's own keys");
    assert_eq!(tagged(&store, "by_tag", "tag", "t").len(), 20);
}

#[test]
fn tokens_are_restored() {
    let store = MemoryStore::with_tables([counters()]).unwrap();
    put(&store, "counters", item! { "id" => "a", "count" => 0 });
    let add = |token: &str, amount: u32| {
        let update = Update::new().add("count", amount);
        let update = TransactUpdate::new("counters", PrimaryKey::new("id", "a"), update);
        let token = Some(token.to_owned());
        let request =
            TransactWriteItems { client_request_token: token, ..TransactWriteItems::of([update.into()]) };
        now(store.transact_write_items(request))
    };
    add("first", 1).unwrap();
    let before = store.snapshot();
    add("second", 2).unwrap();
    store.restore(&before);
    add("first", 1).unwrap();
    assert!(matches!(add("first", 2), Err(Error::IdempotencyMismatch)));
    assert_eq!(items(&store.snapshot(), "counters"), [item! { "id" => "a", "count" => 1 }]);
    add("second", 20).unwrap();
    assert_eq!(items(&store.snapshot(), "counters"), [item! { "id" => "a", "count" => 21 }]);
}

#[test]
fn a_snapshot_holds_all_of_a_transaction_or_nothing() {
    let store = MemoryStore::with_tables([counters()]).unwrap();
    let write = |round: u32| {
        let puts = (0..8).map(|id| item! { "id" => format!("{id}"), "round" => round });
        let puts = puts.map(|item| TransactPut::new("counters", item).into());
        now(store.transact_write_items(TransactWriteItems::of(puts.collect::<Vec<_>>()))).unwrap();
    };
    write(0);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            (0..2_000).for_each(write);
            done.store(true, Ordering::Release);
        });
        while !done.load(Ordering::Acquire) {
            let snapshot = store.snapshot();
            let mut rounds: Vec<_> =
                items(&snapshot, "counters").iter().map(|item| item.get("round").cloned()).collect();
            rounds.dedup();
            assert_eq!(rounds.len(), 1);
        }
    });
}

#[test]
fn a_snapshot_holds_no_write_without_the_writes_before_it() {
    let store = MemoryStore::with_tables([counters()]).unwrap();
    let write = |round: u32| {
        (0..8).for_each(|id| put(&store, "counters", item! { "id" => format!("{id}"), "round" => round }));
    };
    write(0);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            (1..2_000).for_each(write);
            done.store(true, Ordering::Release);
        });
        while !done.load(Ordering::Acquire) {
            let rounds = items(&store.snapshot(), "counters");
            let rounds: Vec<_> = rounds.iter().map(|item| item.get("round").unwrap().as_number()).collect();
            assert!(rounds.is_sorted_by(|before, after| before >= after), "{rounds:?}");
        }
    });
}
