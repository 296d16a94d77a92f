//! Entities with unique fields, in one table with others.

use super::at_once::AtOnce;
use std::sync::Arc;
use twintable::{TableUnitOfWork, prelude::*, store::ItemStore};
use twintable_memory::MemoryStore;

/// How many members there may be.
pub(crate) const IDS: u8 = 3;
/// How many values a field has.
pub(crate) const VALUES: u8 = 3;

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "club", name = "member", partition_key = "GUEST#{id}", sort_key = "GUEST")]
pub(crate) struct Member {
    pub(crate) id: u8,
    #[entity(unique)]
    pub(crate) email: u8,
    pub(crate) house: u8,
    #[entity(unique(within = [house]))]
    pub(crate) badge: Option<u8>,
    pub(crate) visits: u32,
}

/// It stands where a member may stand, and has nothing unique.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "club", name = "visitor", partition_key = "GUEST#{id}", sort_key = "GUEST")]
pub(crate) struct Visitor {
    pub(crate) id: u8,
    pub(crate) email: u8,
}

#[derive(Debug, Clone, PartialEq, Entity)]
pub(crate) enum Guest {
    Member(Member),
    Visitor(Visitor),
}

/// It has a version too.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "club", name = "account", partition_key = "ACCOUNT#{id}", sort_key = "ACCOUNT")]
pub(crate) struct Account {
    pub(crate) id: u8,
    #[entity(unique)]
    pub(crate) login: String,
    #[entity(version)]
    pub(crate) version: u64,
}

pub(crate) fn member(id: u8, email: u8, badge: Option<u8>) -> Member {
    Member { id, email, house: 0, badge, visits: 0 }
}

pub(crate) fn account(id: u8, login: u8) -> Account {
    Account { id, login: login.to_string(), version: 0 }
}

pub(crate) fn club() -> MemoryStore {
    let schemas = [Member::schema(), Visitor::schema(), Account::schema()];
    MemoryStore::with_tables([TableSchema::shared_by(schemas).unwrap()]).unwrap()
}

/// What the steps of one task are done through.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) members: TableRepository<Member>,
    pub(crate) guests: TableRepository<Guest>,
    pub(crate) accounts: TableRepository<Account>,
    pub(crate) unit: TableUnitOfWork,
    /// They know nothing of unique fields.
    pub(crate) visitors: TableRepository<Visitor>,
    pub(crate) items: TableRepository<Item>,
}

impl Desk {
    /// A desk over a store, and what goes past the unique fields through another.
    pub(crate) fn new(store: &Arc<dyn ItemStore>, past: &MemoryStore) -> Self {
        let timer = || Arc::new(AtOnce);
        Self {
            members: TableRepository::new(Arc::clone(store)).with_timer(timer()),
            guests: TableRepository::new(Arc::clone(store)).with_timer(timer()),
            accounts: TableRepository::new(Arc::clone(store)).with_timer(timer()),
            unit: TableUnitOfWork::new(Arc::clone(store)).with_timer(timer()),
            visitors: past.repository(),
            items: past.items(Member::schema().clone()),
        }
    }
}
