//! Requests that break a rule beside their expressions.

use super::{
    Entry,
    key_conditions::p,
    setting::{abc, indexed, k, key, plain, row},
    transactions::with_token,
};
use crate::Request;
use twintable::{
    Item, PrimaryKey, Rule, Value,
    expr::{KeyCondition, Projection, Update},
    item, path,
    store::{
        BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, GetItem, PutItem, Query, Scan, Segment, Select,
        TransactCheck, TransactGet, TransactGetItems, TransactPut, TransactWriteItems, UpdateItem,
        WriteRequest,
    },
};

fn refused(name: &'static str, request: impl Into<Request>, rule: Rule) -> Entry {
    Entry::breaks(name, plain(), request, rule)
}

fn put(name: &'static str, item: Item, rule: Rule) -> Entry {
    refused(name, PutItem::new("main", item), rule)
}

fn get(name: &'static str, key: PrimaryKey, rule: Rule) -> Entry {
    refused(name, GetItem::new("main", key), rule)
}

pub(super) fn entries() -> Vec<Entry> {
    items().into_iter().chain(keys()).chain(pages()).chain(batches()).chain(transactions()).collect()
}

fn items() -> Vec<Entry> {
    let nested = |levels: u32| (0..levels).fold(Value::Null, |value, _| Value::list([value]));
    let empty = |value: Value| row(item! { "s" => value });
    let long = "x".repeat(65_536);
    vec![
        put("a set of texts is not empty", empty(Value::string_set::<&str>([])), Rule::EmptySet),
        put("a set of numbers is not empty", empty(Value::number_set::<i32>([])), Rule::EmptySet),
        put("a set of bytes is not empty", empty(Value::binary_set::<Vec<u8>>([])), Rule::EmptySet),
        put("an attribute has a name", row(item! { "" => 1 }), Rule::EmptyName),
        put("a field has a name", row(item! { "m" => Value::map([("", 1)]) }), Rule::EmptyName),
        put("a name has a limited length", row(item! { long => 1 }), Rule::NameTooLong),
        put("a stored value has a limited depth", row(item! { "l" => nested(32) }), Rule::ValueTooDeep),
        put("an item has the table's key", item! { "n" => 1 }, Rule::KeyMissing),
        put("an item's key has the declared type", item! { "pk" => 1 }, Rule::KeyType),
        Entry::breaks(
            "an index's key has the declared type",
            indexed(),
            PutItem::new("main", item! { "pk" => "p", "sk" => "a", "g" => 1 }),
            Rule::IndexKeyType,
        ),
        refused("a table's name has few characters", GetItem::new("no table", k()), Rule::TableName),
    ]
}

fn keys() -> Vec<Entry> {
    vec![
        get("a key has the table's attributes", PrimaryKey::new("id", "k"), Rule::KeyShape),
        get("a key has no other attributes", k().sort("sk", "a"), Rule::KeyShape),
        get("a key has the declared type", PrimaryKey::new("pk", 1), Rule::KeyType),
        get("a key is not empty", key(""), Rule::KeyEmpty),
        get(
            "a partition key has at most 2,048 bytes",
            PrimaryKey::new("pk", "x".repeat(2049)),
            Rule::KeyTooLong,
        ),
        Entry::breaks(
            "a sort key has at most 1,024 bytes",
            abc(),
            GetItem::new("main", PrimaryKey::new("pk", "p").sort("sk", "x".repeat(1025))),
            Rule::KeyTooLong,
        ),
        Entry::breaks(
            "a key lacks nothing",
            abc(),
            UpdateItem::new("main", key("p"), Update::new().set("n", 1)),
            Rule::KeyShape,
        ),
    ]
}

fn pages() -> Vec<Entry> {
    let query = || Query::new("main", p());
    let segment = |index, total| Scan { segment: Some(Segment { index, total }), ..Scan::new("main") };
    let global = || Query::new("main", KeyCondition::partition("g", "g")).index("global.keys");
    let held = Select::Attributes(Projection::of(["held"]));
    let start = |item| query().after(Some(item));
    vec![
        Entry::breaks("a query's index is there", abc(), query().index("no.index"), Rule::NoSuchIndex),
        Entry::breaks(
            "a scan's index is there",
            abc(),
            Scan::new("main").index("no.index"),
            Rule::NoSuchIndex,
        ),
        Entry::breaks(
            "a query of a global index is not consistent",
            indexed(),
            global().consistent(),
            Rule::ConsistentGlobalIndex,
        ),
        Entry::breaks(
            "a scan of a global index is not consistent",
            indexed(),
            Scan { consistent: true, ..Scan::new("main").index("global.all") },
            Rule::ConsistentGlobalIndex,
        ),
        Entry::breaks(
            "a global index returns what it holds",
            indexed(),
            global().select(held),
            Rule::NotProjected,
        ),
        Entry::breaks(
            "a global index of keys does not return all attributes",
            indexed(),
            global().select(Select::AllAttributes),
            Rule::NotProjected,
        ),
        Entry::breaks("a query's limit is not zero", abc(), query().limit(0), Rule::LimitZero),
        Entry::breaks(
            "a scan's limit is not zero",
            abc(),
            Scan { limit: Some(0), ..Scan::new("main") },
            Rule::LimitZero,
        ),
        Entry::breaks("a scan has a segment at least", abc(), segment(0, 0), Rule::SegmentRange),
        Entry::breaks("a segment is one of those there are", abc(), segment(2, 2), Rule::SegmentRange),
        Entry::breaks(
            "a scan has at most 1,000,000 segments",
            abc(),
            segment(0, 1_000_001),
            Rule::SegmentRange,
        ),
        Entry::breaks("a start has the whole key", abc(), start(item! { "pk" => "p" }), Rule::StartKeyShape),
        Entry::breaks(
            "a start has the key alone",
            abc(),
            start(item! { "pk" => "p", "sk" => "a", "n" => 1 }),
            Rule::StartKeyShape,
        ),
        Entry::breaks(
            "a start has the declared types",
            abc(),
            start(item! { "pk" => "p", "sk" => 1 }),
            Rule::KeyType,
        ),
        Entry::breaks(
            "a start lies in the partition",
            abc(),
            start(item! { "pk" => "q", "sk" => "a" }),
            Rule::StartKeyOutside,
        ),
    ]
}

fn batches() -> Vec<Entry> {
    let gets = |count: u32| BatchGet::new("main", (0..count).map(|n| PrimaryKey::new("pk", format!("k{n}"))));
    let deletes = |count: u32| {
        BatchWrite::new(
            "main",
            (0..count).map(|n| WriteRequest::Delete(PrimaryKey::new("pk", format!("k{n}")))),
        )
    };
    let twice = BatchGetItem { tables: vec![gets(1), gets(1)], ..BatchGetItem::default() };
    let written_twice = BatchWriteItem { tables: vec![deletes(1), deletes(1)], ..BatchWriteItem::default() };
    let one_item = BatchWrite::new("main", [WriteRequest::Put(row(item! {})), WriteRequest::Delete(k())]);
    vec![
        refused("a batch of reads has a table", BatchGetItem::default(), Rule::BatchEmpty),
        refused("a batch of reads has a key", BatchGetItem::of(gets(0)), Rule::BatchEmpty),
        refused("a batch reads at most 100 items", BatchGetItem::of(gets(101)), Rule::BatchTooLong),
        refused("a batch reads each table once", twice, Rule::BatchTableTwice),
        refused(
            "a batch reads each item once",
            BatchGetItem::of(BatchGet::new("main", [k(), k()])),
            Rule::BatchItemTwice,
        ),
        refused("a batch of writes has a table", BatchWriteItem::default(), Rule::BatchEmpty),
        refused("a batch of writes has a write", BatchWriteItem::of(deletes(0)), Rule::BatchEmpty),
        refused("a batch writes at most 25 items", BatchWriteItem::of(deletes(26)), Rule::BatchTooLong),
        refused("a batch writes to each table once", written_twice, Rule::BatchTableTwice),
        refused("a batch writes each item once", BatchWriteItem::of(one_item), Rule::BatchItemTwice),
    ]
}

fn transactions() -> Vec<Entry> {
    let checks = |count: u32| {
        TransactWriteItems::of((0..count).map(|n| {
            TransactCheck::new("main", PrimaryKey::new("pk", format!("k{n}")), path("pk").not_exists()).into()
        }))
    };
    let gets = |count: u32| TransactGetItems {
        gets: (0..count).map(|n| TransactGet::new("main", PrimaryKey::new("pk", format!("k{n}")))).collect(),
        ..TransactGetItems::default()
    };
    let twice = TransactGetItems {
        gets: vec![TransactGet::new("main", k()), TransactGet::new("main", k())],
        ..TransactGetItems::default()
    };
    let check = || TransactCheck::new("main", k(), path("pk").not_exists());
    let put = || TransactPut::new("main", row(item! {}));
    let large =
        |n: u32| TransactPut::new("main", item! { "pk" => format!("k{n}"), "fill" => "x".repeat(390_000) });
    let long = "a token of more than 36 characters, by far";
    vec![
        refused("a transaction has an action", checks(0), Rule::TransactionEmpty),
        refused("a transaction has at most 100 actions", checks(101), Rule::TransactionTooLong),
        refused(
            "a transaction has at most 4 MB",
            TransactWriteItems::of((0..11).map(|n| large(n).into())),
            Rule::TransactionTooLarge,
        ),
        refused(
            "a transaction has one action on an item",
            TransactWriteItems::of([put().into(), check().into()]),
            Rule::TransactionItemTwice,
        ),
        refused("a token is not empty", with_token("", check()), Rule::TokenLength),
        refused("a token has at most 36 characters", with_token(long, check()), Rule::TokenLength),
        refused("a transaction of reads has a read", gets(0), Rule::TransactionEmpty),
        refused("a transaction has at most 100 reads", gets(101), Rule::TransactionTooLong),
        refused("a transaction reads each item once", twice, Rule::TransactionItemTwice),
    ]
}
