//! Batches of entities of several types, in several tables. Both backends run these tests.

use super::{
    Store, store_with,
    support::{kind, rule, wait},
};
use std::sync::{Arc, Mutex};
use twintable::{
    Batch, ErrorKind, Rule, TableUnitOfWork,
    batch::{NotDone, Repeated},
    operation::{check_exists, delete, delete_entity},
    prelude::*,
    store::{TableAdmin, TransactDelete, TransactWrite},
};

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "order", partition_key = "ORDER#{id}")]
struct Order {
    id: u32,
    total: u32,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "stock", partition_key = "STOCK#{sku}")]
struct Stock {
    sku: String,
    quantity: u32,
    #[entity(version)]
    version: u64,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "archive", name = "archived", only_type, partition_key = id)]
struct Archived {
    id: u32,
    total: u32,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "notes", name = "note", partition_key = "TENANT#{@tenant}#NOTE#{id}")]
struct Note {
    id: u32,
}

fn order(id: u32) -> Order {
    Order { id, total: 10 }
}

fn archived(id: u32) -> Archived {
    Archived { id, total: 10 }
}

fn stock(sku: &str, version: u64) -> Stock {
    Stock { sku: sku.into(), quantity: 1, version }
}

fn store() -> Store {
    let schema = TableSchema::shared_by([Order::schema(), Stock::schema()]).unwrap();
    let store = wait(store_with(schema));
    wait(store.create_table(Archived::schema().clone())).unwrap();
    store
}

#[test]
fn entities_of_several_types_and_tables_share_requests() {
    let store = store();
    let requests = Mutex::new(0);
    let mut batch: Batch = (0..30).map(|id| put(order(id))).collect();
    batch.extend((0..30).map(|id| put(archived(id))));
    wait(batch.write(&store).on_progress(|progress| *requests.lock().unwrap() = progress.requests)).unwrap();
    assert_eq!(*requests.lock().unwrap(), 3);
    let keys = (
        vec![Order::key(0_u32), Order::key(31_u32), Order::key(29_u32)],
        Archived::key(7_u32),
        vec![(Archived::key(8_u32), Stock::key("s-1"))],
    );
    let (orders, seventh, pairs) = wait(store.read_many(keys).consistent()).unwrap();
    assert_eq!(orders, [Some(order(0)), None, Some(order(29))]);
    assert_eq!((seventh, pairs), (Some(archived(7)), vec![(Some(archived(8)), None)]));
    let removals: Batch = (0..30).map(|id| delete(Order::key(id))).collect();
    wait(removals.with(delete(Archived::key(7_u32))).write(&store).batch_only()).unwrap();
    assert_eq!(wait(store.repository::<Order>().scan().all()).unwrap(), []);
    assert_eq!(wait(store.repository::<Archived>().scan().all()).unwrap().len(), 29);
}

#[test]
fn what_has_a_condition_goes_alone_and_fails_alone() {
    let store = store();
    wait(store.repository::<Order>().create(order(1))).unwrap();
    let batch = Batch::new()
        .with(create(order(1)))
        .with(create(order(2)))
        .with(put(stock("s-1", 0)))
        .with(put(stock("s-2", 7)))
        .with(update(Order::key(3_u32)).set(Order::TOTAL, 1))
        .with(put(order(4)));
    let error = wait(batch.write(&store)).unwrap_err();
    let kinds: Vec<_> =
        error.not_done.iter().map(|NotDone { error, .. }| error.as_ref().unwrap().kind()).collect();
    assert_eq!(kinds, [ErrorKind::AlreadyExists, ErrorKind::VersionConflict, ErrorKind::NotFound]);
    assert_eq!(error.done.len(), 3);
    assert_eq!(error.done[0].decode::<Order>().unwrap(), Some(order(2)));
    assert_eq!(error.not_done[1].what.decode::<Stock>().unwrap(), Some(stock("s-2", 7)));
    assert!(error.unknown.is_empty());
    assert_eq!(kind(Err::<(), _>(Error::from(error))), ErrorKind::BatchIncomplete);
    let (second, first, fourth) =
        wait(store.read_many((Order::key(2_u32), Stock::key("s-1"), Order::key(4_u32)))).unwrap();
    assert_eq!((second, first, fourth), (Some(order(2)), Some(stock("s-1", 1)), Some(order(4))));
    wait(Batch::new().with(delete_entity(&stock("s-1", 1))).write(&store)).unwrap();
    assert_eq!(wait(store.read_many(Stock::key("s-1"))).unwrap(), None);
}

#[test]
fn nothing_is_sent_of_a_batch_with_a_fault() {
    let store = store();
    let refused = |batch: Batch| {
        let error = wait(batch.with(put(order(1))).write(&store).repeated(Repeated::Refuse)).unwrap_err();
        assert!(error.done.is_empty() && error.unknown.is_empty());
        assert_eq!(wait(store.read_many(Order::key(1_u32))).unwrap(), None);
        error.cause.rule()
    };
    assert_eq!(refused(Batch::new().with(check_exists(Order::key(2_u32)))), Some(Rule::BatchCheck));
    let raw = TransactWrite::from(TransactDelete::new("shop", PrimaryKey::new("PK", "a")));
    assert_eq!(refused(Batch::new().with(raw)), Some(Rule::BatchCheck));
    assert_eq!(refused(Batch::new().with(delete(Order::key(1_u32)))), Some(Rule::BatchItemTwice));
    assert_eq!(refused(Batch::new().with(put(stock("\u{10FFFF}", 0)))), Some(Rule::KeyPartReserved));
    let conditional = Batch::new().with(create(order(1))).write(&store).batch_only();
    assert_eq!(wait(conditional).unwrap_err().cause.rule(), Some(Rule::BatchCondition));
}

#[test]
fn the_last_of_repeated_writes_wins() {
    let store = store();
    let batch = Batch::new().with(put(order(1))).with(put(Order { total: 20, ..order(1) }));
    wait(batch.write(&store)).unwrap();
    let (first, again) = wait(store.read_many((Order::key(1_u32), Order::key(1_u32)))).unwrap();
    assert_eq!((first.clone().map(|order| order.total), again), (Some(20), first));
}

#[test]
fn a_scope_is_filled_in() {
    let store = wait(store_with(Note::schema().clone()));
    let unit = |tenant: &str| TableUnitOfWork::new(Arc::new(store.clone())).scoped(tenant);
    wait(Batch::new().with(put(Note { id: 1 })).write(&unit("acme"))).unwrap();
    assert_eq!(wait(unit("acme").read_many(Note::key(1_u32))).unwrap(), Some(Note { id: 1 }));
    assert_eq!(wait(unit("other").read_many(Note::key(1_u32))).unwrap(), None);
    wait(Batch::new().with(delete(Note::key(1_u32))).write(&unit("other"))).unwrap();
    assert_eq!(wait(unit("acme").read_many(Note::key(1_u32))).unwrap(), Some(Note { id: 1 }));
    assert_eq!(rule(wait(store.read_many(Note::key(1_u32)))), Some(Rule::KeyScope));
    let unscoped = wait(Batch::new().with(put(Note { id: 1 })).write(&store));
    assert_eq!(unscoped.unwrap_err().cause.rule(), Some(Rule::KeyScope));
}

#[test]
fn nothing_is_a_batch_too() {
    let store = store();
    wait(Batch::new().write(&store)).unwrap();
    assert_eq!(wait(store.read_many(Vec::<Key<Order>>::new())).unwrap(), []);
}
