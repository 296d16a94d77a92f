//! Entities of all sorts, and operations on them.

use proptest::prelude::*;
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use twintable::{
    TableUnitOfWork,
    operation::{Operation, check_absent, check_exists, delete_entity, upsert},
    prelude::*,
    store::{ItemStore, Scan, TransactUpdate, TransactWrite},
};
use twintable_memory::MemoryStore;
use twintable_testkit::ManualClock;

use super::at_once::AtOnce;

/// How many entities of a type there may be.
pub(crate) const IDS: u8 = 3;

/// A counter, and nothing else.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "counters", name = "counter", only_type, partition_key = id)]
pub(crate) struct Counter {
    pub(crate) id: u8,
    #[entity(default)]
    pub(crate) count: i64,
}

/// It has a version, a time and an index.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "stock", partition_key = "STOCK#{id}", sort_key = "STOCK")]
#[entity(index(name = "by_count", partition_key = "COUNT#{shelf}"))]
pub(crate) struct Stock {
    pub(crate) id: u8,
    pub(crate) shelf: u8,
    pub(crate) count: i64,
    #[entity(version)]
    pub(crate) version: u64,
    #[entity(updated_at)]
    pub(crate) updated_at: SystemTime,
}

/// It has a unique field.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", name = "customer", partition_key = "CUSTOMER#{id}", sort_key = "CUSTOMER")]
pub(crate) struct Customer {
    pub(crate) id: u8,
    #[entity(unique)]
    pub(crate) email: u8,
    pub(crate) count: i64,
}

/// One operation. The version is off by so many.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Count(u8),
    CountOrCreate(u8),
    PutCounter(u8),
    CreateCounter(u8),
    DeleteCounter(u8),
    CheckCounter(u8, bool),
    PutStock(u8, u64),
    CountStock(u8, u64),
    DeleteStock(u8, u64),
    CheckStock(u8, i64),
    CreateCustomer(u8, u8),
    PutCustomer(u8, u8),
    RenameCustomer(u8, u8),
    RenameOrCreateCustomer(u8, u8),
    CountCustomer(u8),
    DeleteCustomer(u8),
    Raw(u8),
}

/// What there is at the beginning: one bit for each entity of a type.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    pub(crate) counters: u8,
    pub(crate) stocks: u8,
    pub(crate) customers: u8,
}

pub(crate) fn ground() -> impl Strategy<Value = Ground> {
    (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(counters, stocks, customers)| Ground {
        counters,
        stocks,
        customers,
    })
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let (id, email, off) = (0..IDS, 0..IDS + 2, prop_oneof![4 => Just(0_u64), 1 => Just(1)]);
    (0..17_u8, id, email, off, any::<bool>()).prop_map(|(kind, id, email, off, flag)| match kind {
        0 => Step::Count(id),
        1 => Step::CountOrCreate(id),
        2 => Step::PutCounter(id),
        3 => Step::CreateCounter(id),
        4 => Step::DeleteCounter(id),
        5 => Step::CheckCounter(id, flag),
        6 => Step::PutStock(id, off),
        7 => Step::CountStock(id, off),
        8 => Step::DeleteStock(id, off),
        9 => Step::CheckStock(id, i64::from(flag)),
        10 => Step::CreateCustomer(id, email),
        11 => Step::PutCustomer(id, email),
        12 | 13 => Step::RenameCustomer(id, email),
        14 => Step::RenameOrCreateCustomer(id, email),
        15 => Step::CountCustomer(id),
        _ if flag => Step::DeleteCustomer(id),
        _ => Step::Raw(id),
    })
}

impl Step {
    pub(crate) fn operation(&self) -> Operation {
        let stock = |id, off| Stock { version: 1 + off, ..stock(id) };
        match *self {
            Self::Count(id) => update(Counter::key(id)).increment(Counter::COUNT, 1).into(),
            Self::CountOrCreate(id) => upsert(Counter::key(id)).add(Counter::COUNT, 1).into(),
            Self::PutCounter(id) => put(Counter { id, count: 7 }).into(),
            Self::CreateCounter(id) => create(Counter { id, count: 8 }).into(),
            Self::DeleteCounter(id) => delete(Counter::key(id)).into(),
            Self::CheckCounter(id, true) => check_exists(Counter::key(id)).into(),
            Self::CheckCounter(id, false) => check_absent(Counter::key(id)).into(),
            Self::PutStock(id, off) => put(Stock { shelf: 9, ..stock(id, off) }).into(),
            Self::CountStock(id, off) => {
                let counted = update(Stock::key(id)).increment(Stock::COUNT, 1).set(Stock::SHELF, 8);
                counted.expecting(1 + off).into()
            }
            Self::DeleteStock(id, off) => delete_entity(&stock(id, off)).into(),
            Self::CheckStock(id, count) => check(Stock::key(id), Stock::COUNT.eq(count)).into(),
            Self::CreateCustomer(id, email) => create(Customer { id, email, count: 0 }).into(),
            Self::PutCustomer(id, email) => put(Customer { id, email, count: 0 }).into(),
            Self::RenameCustomer(id, email) => {
                update(Customer::key(id)).set(Customer::EMAIL, email).increment(Customer::COUNT, 1).into()
            }
            Self::RenameOrCreateCustomer(id, email) => {
                upsert(Customer::key(id)).set(Customer::EMAIL, email).add(Customer::COUNT, 1).into()
            }
            Self::CountCustomer(id) => update(Customer::key(id)).increment(Customer::COUNT, 1).into(),
            Self::DeleteCustomer(id) => delete(Customer::key(id)).into(),
            Self::Raw(id) => {
                let key = PrimaryKey::new("PK", format!("RAW#{id}")).sort("SK", "RAW");
                let count = TransactUpdate::new("shop", key, expr::Update::new().add("count", 1));
                TransactWrite::from(count).into()
            }
        }
    }
}

fn stock(id: u8) -> Stock {
    Stock { id, shelf: 1, count: 0, version: 0, updated_at: noon() }
}

fn noon() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

/// A store with what there is at the beginning. A customer's address is its number.
pub(crate) fn store(ground: &Ground) -> MemoryStore {
    let shop = TableSchema::shared_by([Stock::schema(), Customer::schema()]).unwrap();
    let store = MemoryStore::with_tables([shop, Counter::schema().clone()]).unwrap();
    let unit = unit(Arc::new(store.clone()));
    let mut first = Transaction::new();
    for id in 0..IDS {
        let has = |bits: &u8| bits & (1 << id) != 0;
        if has(&ground.counters) {
            first.push(create(Counter { id, count: 0 }));
        }
        if has(&ground.stocks) {
            first.push(create(stock(id)));
        }
        if has(&ground.customers) {
            first.push(create(Customer { id, email: id, count: 0 }));
        }
    }
    if !first.operations().is_empty() {
        first.commit(&unit).wait().unwrap();
    }
    store
}

/// A unit of work that does not wait, on a day on which the time stands still.
pub(crate) fn unit(store: Arc<dyn ItemStore>) -> TableUnitOfWork {
    let clock = Arc::new(ManualClock::at(noon()));
    TableUnitOfWork::new(store).with_clock(clock).with_timer(Arc::new(AtOnce))
}

/// All items, those that hold unique values included.
pub(crate) fn items(store: &MemoryStore) -> Vec<Item> {
    let mut items = Vec::new();
    for table in ["counters", "shop"] {
        items.extend(store.scan(Scan::new(table)).wait().unwrap().items);
    }
    items.sort_by_key(|item| format!("{item:?}"));
    items
}
