//! What depends on time, with a clock that the test moves.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use futures::FutureExt;
use std::time::{Duration, SystemTime};
use twintable::{
    Error, KeyAttribute, PrimaryKey, TableSchema,
    expr::Update,
    store::{GetItem, ItemStore, TransactUpdate, TransactWriteItems, TransactWriteItemsOutcome},
};
use twintable_memory::MemoryStore;
use twintable_testkit::ManualClock;

const MINUTE: Duration = Duration::from_mins(1);

fn add(store: &MemoryStore, amount: u32) -> Result<TransactWriteItemsOutcome, Error> {
    let add = TransactUpdate::new("counters", PrimaryKey::new("id", "a"), Update::new().add("count", amount));
    let token = Some("token".to_owned());
    let request = TransactWriteItems { client_request_token: token, ..TransactWriteItems::of([add.into()]) };
    store.transact_write_items(request).now_or_never().unwrap()
}

#[test]
fn a_token_is_remembered_for_ten_minutes() {
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    let store = MemoryStore::builder().clock(clock.clone()).build();
    store.add_table(TableSchema::new("counters", KeyAttribute::string("id"))).unwrap();
    let count = || {
        let get = GetItem::new("counters", PrimaryKey::new("id", "a"));
        let item = store.get_item(get).now_or_never().unwrap().unwrap().item.unwrap();
        item.get("count").unwrap().as_number().unwrap()
    };
    add(&store, 1).unwrap();
    clock.advance(9 * MINUTE);
    add(&store, 1).unwrap();
    assert_eq!(count(), 1.into(), "the same request again does nothing");
    assert!(matches!(add(&store, 2), Err(Error::IdempotencyMismatch)));
    clock.advance(MINUTE);
    add(&store, 2).unwrap();
    assert_eq!(count(), 3.into(), "the token is forgotten");
}
