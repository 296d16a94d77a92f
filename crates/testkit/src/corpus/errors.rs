//! Errors that are no broken rule of the request: missing tables, and items that are too large.

use super::{
    Entry,
    setting::{k, key, one, plain, row},
};
use crate::Request;
use twintable::{
    Error, Item,
    expr::{KeyCondition, Update},
    item, path,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, DeleteItem, GetItem, PutItem, Query, Scan,
        TransactCheck, TransactGet, TransactGetItems, TransactPut, TransactWriteItems, UpdateItem,
        WriteRequest,
    },
};

fn misses(name: &'static str, request: impl Into<Request>) -> Entry {
    Entry::new(name, plain(), request, Err(Error::table_not_found("missing")))
}

fn too_large() -> Item {
    row(item! { "fill" => "x".repeat(Item::MAX_SIZE) })
}

fn is_too_large(name: &'static str, setting: super::Setting, request: impl Into<Request>) -> Entry {
    Entry::new(name, setting, request, Err(Error::item_too_large(&too_large())))
}

pub(super) fn entries() -> Vec<Entry> {
    let gets =
        TransactGetItems { gets: vec![TransactGet::new("missing", k())], ..TransactGetItems::default() };
    let check = TransactCheck::new("missing", key("x"), path("pk").exists());
    let puts = BatchWrite::new("main", [WriteRequest::Put(too_large())]);
    let half = || item! { "a" => "x".repeat(Item::MAX_SIZE / 2) };
    let copy = Update::new().set("b", path("a"));
    vec![
        misses("a get of a missing table", GetItem::new("missing", k())),
        misses("a put to a missing table", PutItem::new("missing", row(item! {}))),
        misses("an update in a missing table", UpdateItem::new("missing", k(), Update::new().set("a", 1))),
        misses("a delete from a missing table", DeleteItem::new("missing", k())),
        misses("a query of a missing table", Query::new("missing", KeyCondition::partition("pk", "k"))),
        misses("a scan of a missing table", Scan::new("missing")),
        misses("a batch that reads a missing table", BatchGetItem::of(BatchGet::new("missing", [k()]))),
        misses(
            "a batch that writes to a missing table",
            BatchWriteItem::of(BatchWrite::new("missing", [WriteRequest::Delete(k())])),
        ),
        misses("a transaction that reads a missing table", gets),
        misses(
            "a transaction that checks in a missing table",
            TransactWriteItems::of([TransactPut::new("main", row(item! {})).into(), check.into()]),
        ),
        is_too_large("a put of an item that is too large", plain(), PutItem::new("main", too_large())),
        is_too_large("a batch with an item that is too large", plain(), BatchWriteItem::of(puts)),
        is_too_large(
            "a transaction with an item that is too large",
            plain(),
            TransactWriteItems::of([TransactPut::new("main", too_large()).into()]),
        ),
        is_too_large(
            "an update that makes an item too large",
            one(half()),
            UpdateItem::new("main", k(), copy),
        ),
    ]
}
