//! Batches in two: what is sent, and what is left.

use super::Divided;
use std::collections::BTreeSet;
use twintable::{
    PrimaryKey,
    store::{BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, WriteRequest},
};

/// What a batch asks of one table.
pub(super) trait OfTable: Clone {
    type Item;

    fn table(&self) -> &str;

    fn items(&mut self) -> &mut Vec<Self::Item>;
}

impl OfTable for BatchGet {
    type Item = PrimaryKey;

    fn table(&self) -> &str {
        &self.table
    }

    fn items(&mut self) -> &mut Vec<PrimaryKey> {
        &mut self.keys
    }
}

impl OfTable for BatchWrite {
    type Item = WriteRequest;

    fn table(&self) -> &str {
        &self.table
    }

    fn items(&mut self) -> &mut Vec<WriteRequest> {
        &mut self.requests
    }
}

pub(super) fn divide_get(request: BatchGetItem, left: &BTreeSet<usize>) -> Divided<BatchGetItem> {
    let BatchGetItem { tables, return_consumed_capacity } = request;
    divide(tables, left, |tables| BatchGetItem { tables, return_consumed_capacity })
}

pub(super) fn divide_write(request: BatchWriteItem, left: &BTreeSet<usize>) -> Divided<BatchWriteItem> {
    let BatchWriteItem { tables, return_consumed_capacity } = request;
    divide(tables, left, |tables| BatchWriteItem { tables, return_consumed_capacity })
}

fn divide<T: OfTable, R>(tables: Vec<T>, left: &BTreeSet<usize>, batch: impl Fn(Vec<T>) -> R) -> Divided<R> {
    let mut position = 0;
    let (mut sent_tables, mut left_tables) = (Vec::new(), Vec::new());
    for mut table in tables {
        let (mut left_items, mut sent_items) = (Vec::new(), Vec::new());
        for item in table.items().drain(..) {
            if left.contains(&position) { &mut left_items } else { &mut sent_items }.push(item);
            position += 1;
        }
        for (items, tables) in [(left_items, &mut left_tables), (sent_items, &mut sent_tables)] {
            if !items.is_empty() {
                let mut part = table.clone();
                *part.items() = items;
                tables.push(part);
            }
        }
    }
    let batch = |tables: Vec<T>| (!tables.is_empty()).then(|| batch(tables));
    Divided { sent: batch(sent_tables), left: batch(left_tables) }
}

/// Adds what was left to what the store left by itself: one entry for each table.
pub(super) fn leave<T: OfTable>(unprocessed: &mut Vec<T>, left: Vec<T>) {
    for mut part in left {
        match unprocessed.iter_mut().find(|other| other.table() == part.table()) {
            Some(other) => other.items().append(part.items()),
            None => unprocessed.push(part),
        }
    }
}
