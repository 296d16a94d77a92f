//! What depends on time, with a clock that the test moves.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use futures::FutureExt;
use std::{
    future::IntoFuture,
    sync::LazyLock,
    time::{Duration, SystemTime},
};
use twintable::{
    Entity, Error, Item, Key, KeyAttribute, PrimaryKey, TableSchema,
    expr::Update,
    item,
    layout::{KeyField, Layout, Stamp},
    repository::{RepositoryExt, TableRepository},
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

/// A visit, with the time that the repository writes.
struct Visit {
    created_at: Option<u64>,
}

impl Entity for Visit {
    const NAME: &'static str = "visit";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            Layout::new(Visit::NAME, "visits", KeyField::of::<String>("id"))
                .stamp(Stamp::created::<u64>("created_at"))
        });
        &LAYOUT
    }

    fn primary_key(&self) -> Key<Self> {
        Key::new(PrimaryKey::new("id", "a"))
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "id" => "a" })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self { created_at: Self::read(item, "created_at")? })
    }
}

#[test]
fn a_repository_of_the_store_has_its_clock() {
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH + MINUTE);
    let store = MemoryStore::builder().clock(clock.clone()).build();
    store.add_table(Visit::schema().clone()).unwrap();
    let created_at = |visits: TableRepository<Visit>| {
        let visit = visits.put(Visit { created_at: None }).into_future().now_or_never().unwrap().unwrap();
        visit.created_at
    };
    assert_eq!(created_at(store.repository()), Some(60));
    clock.advance(MINUTE);
    assert_eq!(created_at(store.scoped_repository("unused")), Some(120));
}
