//! A shop of two tables, and a store with faults before it.

use futures::executor::block_on;
use std::sync::Arc;
use twintable::{
    Error, ErrorKind, Item, KeyAttribute, PrimaryKey, TableSchema,
    expr::Update,
    item,
    store::{
        DeleteItem, GetItem, ItemStore, PutItem, Scan, TransactGet, TransactGetItems, TransactPut,
        TransactWriteItems, UpdateItem,
    },
};
use twintable_memory::MemoryStore;
use twintable_testkit::faults::{Fault, FaultPlan, FaultStore};

/// The store, and what is behind it.
pub(crate) struct Shop {
    pub(crate) store: FaultStore,
    pub(crate) memory: MemoryStore,
}

impl Shop {
    pub(crate) fn with(plan: FaultPlan) -> Self {
        let stock = TableSchema::new("stock", KeyAttribute::string("id"));
        let orders =
            TableSchema::new("orders", KeyAttribute::string("pk")).sort_key(KeyAttribute::number("sk"));
        let memory = MemoryStore::with_tables([stock, orders]).unwrap();
        Self { store: FaultStore::new(Arc::new(memory.clone()), plan), memory }
    }

    pub(crate) fn put(&self, id: &str) -> Result<(), ErrorKind> {
        kind(block_on(self.store.put_item(PutItem::new("stock", thing(id)))))
    }

    pub(crate) fn get(&self, id: &str) -> Result<(), ErrorKind> {
        kind(block_on(self.store.get_item(GetItem::new("stock", key(id)))))
    }

    pub(crate) fn update(&self, id: &str) -> Result<(), ErrorKind> {
        let update = UpdateItem::new("stock", key(id), Update::new().add("count", 1));
        kind(block_on(self.store.update_item(update)))
    }

    pub(crate) fn delete(&self, id: &str) -> Result<(), ErrorKind> {
        kind(block_on(self.store.delete_item(DeleteItem::new("stock", key(id)))))
    }

    pub(crate) fn put_order(&self, pk: &str, sk: i64) -> Result<(), ErrorKind> {
        kind(block_on(self.store.put_item(PutItem::new("orders", order(pk, sk)))))
    }

    /// What is behind the store, by table: how many items.
    pub(crate) fn count(&self, table: &'static str) -> usize {
        block_on(self.memory.scan(Scan::new(table))).unwrap().count
    }

    pub(crate) fn faults(&self) -> Vec<Fault> {
        self.store.faults_injected().into_iter().map(|injected| injected.fault).collect()
    }
}

pub(crate) fn kind<T>(result: Result<T, Error>) -> Result<(), ErrorKind> {
    result.map(drop).map_err(|error| error.kind())
}

pub(crate) fn key(id: &str) -> PrimaryKey {
    PrimaryKey::new("id", id)
}

pub(crate) fn order_key(pk: &str, sk: i64) -> PrimaryKey {
    PrimaryKey::new("pk", pk).sort("sk", sk)
}

pub(crate) fn thing(id: &str) -> Item {
    item! { "id" => id, "count" => 1 }
}

pub(crate) fn order(pk: &str, sk: i64) -> Item {
    item! { "pk" => pk, "sk" => sk }
}

pub(crate) fn puts(ids: &[&str]) -> TransactWriteItems {
    TransactWriteItems::of(ids.iter().map(|id| TransactPut::new("stock", thing(id)).into()))
}

pub(crate) fn gets(ids: &[&str]) -> TransactGetItems {
    let gets = ids.iter().map(|id| TransactGet::new("stock", key(id))).collect();
    TransactGetItems { gets, ..TransactGetItems::default() }
}
