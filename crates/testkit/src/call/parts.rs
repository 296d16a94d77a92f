//! What requests name.

use crate::Operation;
use twintable::{
    Item, PrimaryKey, Value,
    expr::{KeyCondition, SortCondition},
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, PutItem, Query, Scan,
        TransactCheck, TransactDelete, TransactGet, TransactGetItems, TransactPut, TransactUpdate,
        TransactWrite, TransactWriteItems, UpdateItem, WriteRequest,
    },
};

/// A request as the items that it names.
pub(crate) trait Parts: Sync {
    /// The operation.
    fn operation(&self) -> Operation;

    /// What the request names, in its order; a position in here is the position of an item or action.
    fn parts(&self) -> Vec<Part<'_>>;
}

/// One item or one part of a table that a request names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'r> {
    pub(crate) table: &'r str,
    pub(crate) target: Target<'r>,
}

/// What says which item, or which part of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target<'r> {
    Key(&'r PrimaryKey),
    Item(&'r Item),
    Partition(&'r KeyCondition),
    Everything,
}

impl<'r> Part<'r> {
    fn key(table: &'r str, key: &'r PrimaryKey) -> Self {
        Self { table, target: Target::Key(key) }
    }

    fn item(table: &'r str, item: &'r Item) -> Self {
        Self { table, target: Target::Item(item) }
    }

    /// Whether the part names all attributes of a key, each with its value.
    pub(crate) fn names(&self, key: &PrimaryKey) -> bool {
        key.attributes().all(|(name, value)| self.attribute(name) == Some(value))
    }

    fn attribute(&self, name: &str) -> Option<&'r Value> {
        match self.target {
            Target::Key(key) => key.get(name),
            Target::Item(item) => item.get(name),
            Target::Partition(condition) => fixed(condition, name),
            Target::Everything => None,
        }
    }
}

/// The value that a key condition fixes an attribute to.
fn fixed<'r>(KeyCondition { partition, sort }: &'r KeyCondition, name: &str) -> Option<&'r Value> {
    let partition = partition.iter().map(|(name, value)| (name, value));
    let sort = sort.iter().filter_map(|(name, condition)| {
        if let SortCondition::Equal(value) = condition { Some((name, value)) } else { None }
    });
    partition.chain(sort).find_map(|(attribute, value)| (attribute == name).then_some(value))
}

macro_rules! single {
    ($($request:ident: $name:ident as $part:ident),*) => {$(
        impl Parts for $request {
            fn operation(&self) -> Operation {
                Operation::$request
            }

            fn parts(&self) -> Vec<Part<'_>> {
                vec![Part::$part(&self.table, &self.$name)]
            }
        }
    )*};
}

single!(GetItem: key as key, PutItem: item as item, UpdateItem: key as key, DeleteItem: key as key);

impl Parts for Query {
    fn operation(&self) -> Operation {
        Operation::Query
    }

    fn parts(&self) -> Vec<Part<'_>> {
        vec![Part { table: &self.table, target: Target::Partition(&self.key_condition) }]
    }
}

impl Parts for Scan {
    fn operation(&self) -> Operation {
        Operation::Scan
    }

    fn parts(&self) -> Vec<Part<'_>> {
        vec![Part { table: &self.table, target: Target::Everything }]
    }
}

impl Parts for BatchGetItem {
    fn operation(&self) -> Operation {
        Operation::BatchGetItem
    }

    fn parts(&self) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        for BatchGet { table, keys, projection: _, consistent: _ } in &self.tables {
            parts.extend(keys.iter().map(|key| Part::key(table, key)));
        }
        parts
    }
}

impl Parts for BatchWriteItem {
    fn operation(&self) -> Operation {
        Operation::BatchWriteItem
    }

    fn parts(&self) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        for BatchWrite { table, requests } in &self.tables {
            parts.extend(requests.iter().map(|request| match request {
                WriteRequest::Put(item) => Part::item(table, item),
                WriteRequest::Delete(key) => Part::key(table, key),
            }));
        }
        parts
    }
}

impl Parts for TransactGetItems {
    fn operation(&self) -> Operation {
        Operation::TransactGetItems
    }

    fn parts(&self) -> Vec<Part<'_>> {
        self.gets.iter().map(|TransactGet { table, key, projection: _ }| Part::key(table, key)).collect()
    }
}

impl Parts for TransactWriteItems {
    fn operation(&self) -> Operation {
        Operation::TransactWriteItems
    }

    fn parts(&self) -> Vec<Part<'_>> {
        self.actions
            .iter()
            .map(|action| match action {
                TransactWrite::Put(TransactPut { table, item, .. }) => Part::item(table, item),
                TransactWrite::Update(TransactUpdate { table, key, .. })
                | TransactWrite::Delete(TransactDelete { table, key, .. })
                | TransactWrite::ConditionCheck(TransactCheck { table, key, .. }) => Part::key(table, key),
            })
            .collect()
    }
}
