//! Requests for many items, each for itself.

use super::super::{ItemDraft, KeyDraft, Tables, item::item, key, projection};
use super::{TableDraft, any_table, capacity, distinct};
use proptest::{collection, option, prelude::*, sample::select};
use twintable::{
    TableSchema,
    expr::Projection,
    store::{BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, ReturnConsumedCapacity, WriteRequest},
};

/// A [`BatchGetItem`] before the tables are known.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct BatchGetDraft {
    pub parts: Vec<BatchGetPart>,
    pub flaw: Option<BatchFlaw>,
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// What a batch reads from one table.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct BatchGetPart {
    pub table: TableDraft,
    pub keys: Vec<KeyDraft>,
    pub projection: Option<Projection>,
    pub consistent: bool,
}

/// A [`BatchWriteItem`] before the tables are known.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct BatchWriteDraft {
    pub parts: Vec<BatchWritePart>,
    pub flaw: Option<BatchFlaw>,
    pub return_consumed_capacity: ReturnConsumedCapacity,
}

/// What a batch writes to one table.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the request's fields are")]
pub struct BatchWritePart {
    pub table: TableDraft,
    pub writes: Vec<WriteDraft>,
}

/// One write of a batch.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "named as the writes are")]
pub enum WriteDraft {
    Put(ItemDraft),
    Delete(KeyDraft),
}

/// What is wrong with the shape of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BatchFlaw {
    /// It names no table.
    Empty,
    /// It asks nothing of its first table.
    EmptyTable,
    /// It names its first table twice.
    TableTwice,
    /// It names its first item twice.
    ItemTwice,
    /// It asks for one item more than it may.
    TooLong,
}

impl BatchFlaw {
    /// All flaws.
    pub const ALL: [Self; 5] =
        [Self::Empty, Self::EmptyTable, Self::TableTwice, Self::ItemTwice, Self::TooLong];

    fn apply<T: Clone, R: Clone>(
        self,
        tables: &mut Vec<T>,
        requests: impl Fn(&mut T) -> &mut Vec<R>,
        most: usize,
    ) {
        if self == Self::Empty {
            tables.clear();
        }
        let Some(first) = tables.first_mut() else { return };
        match self {
            Self::Empty => {}
            Self::EmptyTable => requests(first).clear(),
            Self::TableTwice => {
                let first = first.clone();
                tables.push(first);
            }
            Self::ItemTwice => {
                let again = requests(first).first().cloned();
                requests(first).extend(again);
            }
            Self::TooLong => {
                if let Some(again) = requests(first).first().cloned() {
                    requests(first).resize(most + 1, again);
                }
            }
        }
    }
}

impl BatchGetDraft {
    pub(super) fn request(&self, tables: &Tables) -> BatchGetItem {
        let parts = self.parts.iter().map(|BatchGetPart { table, keys, projection, consistent }| {
            let (name, schema) = table.of(tables);
            let keys =
                distinct(keys.iter().map(|key| key.key(schema)), |key| Some((name.clone(), key.clone())));
            BatchGet { table: name, keys, projection: projection.clone(), consistent: *consistent }
        });
        let mut tables: Vec<BatchGet> = Vec::new();
        for part in parts {
            if tables.iter().all(|other| other.table != part.table) {
                tables.push(part);
            }
        }
        if let Some(flaw) = self.flaw {
            flaw.apply(&mut tables, |part| &mut part.keys, 100);
        }
        BatchGetItem { tables, return_consumed_capacity: self.return_consumed_capacity }
    }
}

impl WriteDraft {
    fn request(&self, schema: &TableSchema) -> WriteRequest {
        match self {
            Self::Put(item) => WriteRequest::Put(item.item(schema)),
            Self::Delete(key) => WriteRequest::Delete(key.key(schema)),
        }
    }
}

impl BatchWriteDraft {
    pub(super) fn request(&self, tables: &Tables) -> BatchWriteItem {
        let parts = self.parts.iter().map(|BatchWritePart { table, writes }| {
            let (name, schema) = table.of(tables);
            let requests = distinct(writes.iter().map(|write| write.request(schema)), |write| match write {
                WriteRequest::Put(item) => schema.primary_key(item).ok().map(|key| (name.clone(), key)),
                WriteRequest::Delete(key) => Some((name.clone(), key.clone())),
            });
            BatchWrite { table: name, requests }
        });
        let mut tables: Vec<BatchWrite> = Vec::new();
        for part in parts {
            if tables.iter().all(|other| other.table != part.table) {
                tables.push(part);
            }
        }
        if let Some(flaw) = self.flaw {
            flaw.apply(&mut tables, |part| &mut part.requests, 25);
        }
        BatchWriteItem { tables, return_consumed_capacity: self.return_consumed_capacity }
    }
}

fn flaw() -> impl Strategy<Value = Option<BatchFlaw>> {
    option::weighted(0.15, select(BatchFlaw::ALL.as_slice()))
}

/// A batch of reads.
pub fn batch_get() -> impl Strategy<Value = BatchGetDraft> {
    let part =
        (any_table(), collection::vec(key(), 1..8), option::weighted(0.3, projection()), any::<bool>())
            .prop_map(|(table, keys, projection, consistent)| BatchGetPart {
                table,
                keys,
                projection,
                consistent,
            });
    (collection::vec(part, 1..3), flaw(), capacity()).prop_map(|(parts, flaw, return_consumed_capacity)| {
        BatchGetDraft { parts, flaw, return_consumed_capacity }
    })
}

/// A batch of writes.
pub fn batch_write() -> impl Strategy<Value = BatchWriteDraft> {
    let write = prop_oneof![2 => item().prop_map(WriteDraft::Put), 1 => key().prop_map(WriteDraft::Delete)];
    let part = (any_table(), collection::vec(write, 1..6))
        .prop_map(|(table, writes)| BatchWritePart { table, writes });
    (collection::vec(part, 1..3), flaw(), capacity()).prop_map(|(parts, flaw, return_consumed_capacity)| {
        BatchWriteDraft { parts, flaw, return_consumed_capacity }
    })
}
