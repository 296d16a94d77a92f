//! What requests consume.

use super::{
    Entry, Setting,
    key_conditions::p,
    setting::{abc, in_p, indexed, k, key, one, plain, row},
    transactions::with_token,
};
use crate::Outcome;
use twintable::{
    Item, PrimaryKey,
    expr::{KeyCondition, Update},
    item, path,
    store::{
        BatchGet, BatchGetItem, BatchGetItemOutcome, BatchWrite, BatchWriteItem, BatchWriteItemOutcome,
        CapacityParts, ConsumedCapacity, DeleteItem, DeleteItemOutcome, GetItem, GetItemOutcome, PageOutcome,
        PutItem, PutItemOutcome, Query, ReturnConsumedCapacity, Scan, TransactCheck, TransactGet,
        TransactGetItems, TransactGetItemsOutcome, TransactPut, TransactWriteItems,
        TransactWriteItemsOutcome, UpdateItem, UpdateItemOutcome, WriteRequest,
    },
};

const TOTAL: ReturnConsumedCapacity = ReturnConsumedCapacity::Total;
const INDEXES: ReturnConsumedCapacity = ReturnConsumedCapacity::Indexes;

/// The sum alone.
fn total(total: f64) -> ConsumedCapacity {
    ConsumedCapacity { table_name: "main".to_owned(), total, parts: None }
}

/// The sum and its parts.
fn split(table: f64, local: &[(&str, f64)], global: &[(&str, f64)]) -> ConsumedCapacity {
    let named =
        |units: &[(&str, f64)]| units.iter().map(|(name, units)| ((*name).to_owned(), *units)).collect();
    let units = local.iter().chain(global).map(|(_, units)| units);
    let parts = CapacityParts { table, local_indexes: named(local), global_indexes: named(global) };
    ConsumedCapacity { table_name: "main".to_owned(), total: table + units.sum::<f64>(), parts: Some(parts) }
}

fn of_table(table: f64) -> ConsumedCapacity {
    split(table, &[], &[])
}

/// An item of this many bytes and some more.
fn large(bytes: usize) -> Item {
    row(item! { "fill" => "x".repeat(bytes) })
}

pub(super) fn entries() -> Vec<Entry> {
    reads()
        .into_iter()
        .chain(pages())
        .chain(writes())
        .chain(in_indexes())
        .chain(many_reads())
        .chain(many_writes())
        .collect()
}

fn reads() -> Vec<Entry> {
    let get = |wanted, consistent| GetItem {
        consistent,
        return_consumed_capacity: wanted,
        ..GetItem::new("main", k())
    };
    let got = |item: Item, consumed| {
        Outcome::Get(GetItemOutcome { item: Some(item), consumed_capacity: Some(consumed) })
    };
    let nothing = Outcome::Get(GetItemOutcome { item: None, consumed_capacity: Some(total(0.5)) });
    let holding = |item| plain().holding([item]);
    vec![
        Entry::gives(
            "a read consumes half a unit for 4 KB",
            one(item! {}),
            get(TOTAL, false),
            got(row(item! {}), total(0.5)),
        ),
        Entry::gives(
            "a consistent read consumes a unit",
            one(item! {}),
            get(TOTAL, true),
            got(row(item! {}), total(1.0)),
        ),
        Entry::gives(
            "a read of 5 KB consumes two",
            holding(large(5000)),
            get(INDEXES, true),
            got(large(5000), of_table(2.0)),
        ),
        Entry::gives("a read of nothing consumes the least", plain(), get(TOTAL, false), nothing),
    ]
}

fn pages() -> Vec<Entry> {
    let consumes = |consumed| PageOutcome { consumed_capacity: Some(consumed), ..PageOutcome::default() };
    let abc_page = |consumed| {
        Outcome::Page(PageOutcome {
            items: vec![in_p("a", 1), in_p("b", 2), in_p("c", 3)],
            count: 3,
            scanned_count: 3,
            ..consumes(consumed)
        })
    };
    let query = |wanted| Query { return_consumed_capacity: wanted, ..Query::new("main", p()) };
    let scan = |wanted| Scan { return_consumed_capacity: wanted, ..Scan::new("main") };
    let large_page = || {
        Outcome::Page(PageOutcome {
            items: vec![large(9000)],
            count: 1,
            scanned_count: 1,
            ..consumes(total(1.5))
        })
    };
    vec![
        Entry::gives("a query consumes for the sum", abc(), query(TOTAL), abc_page(total(0.5))),
        Entry::gives("a query tells the parts", abc(), query(INDEXES), abc_page(of_table(0.5))),
        Entry::gives("a scan tells the parts", abc(), scan(INDEXES), abc_page(of_table(0.5))),
        Entry::gives(
            "a scan consumes for the sum",
            plain().holding([large(9000)]),
            scan(TOTAL),
            large_page(),
        ),
        Entry::gives(
            "a query of nothing consumes the least",
            abc(),
            Query {
                return_consumed_capacity: TOTAL,
                ..Query::new("main", KeyCondition::partition("pk", "q"))
            },
            Outcome::Page(consumes(total(0.5))),
        ),
    ]
}

fn writes() -> Vec<Entry> {
    let put = |wanted, item| PutItem { return_consumed_capacity: wanted, ..PutItem::new("main", item) };
    let was_put =
        |consumed| Outcome::Put(PutItemOutcome { attributes: None, consumed_capacity: Some(consumed) });
    let update = |wanted| UpdateItem {
        return_consumed_capacity: wanted,
        ..UpdateItem::new("main", k(), Update::new().set("fill", ""))
    };
    let updated =
        |consumed| Outcome::Update(UpdateItemOutcome { attributes: None, consumed_capacity: Some(consumed) });
    let delete = |wanted| DeleteItem { return_consumed_capacity: wanted, ..DeleteItem::new("main", k()) };
    let deleted =
        |consumed| Outcome::Delete(DeleteItemOutcome { attributes: None, consumed_capacity: Some(consumed) });
    let holding = |bytes| plain().holding([large(bytes)]);
    vec![
        Entry::gives("a put consumes a unit for 1 KB", plain(), put(TOTAL, large(10)), was_put(total(1.0)))
            .leaving([large(10)]),
        Entry::gives(
            "a put consumes for the larger item",
            holding(3000),
            put(INDEXES, large(10)),
            was_put(of_table(3.0)),
        )
        .leaving([large(10)]),
        Entry::gives(
            "an update consumes for the larger item",
            holding(3000),
            update(TOTAL),
            updated(total(3.0)),
        )
        .leaving([large(0)]),
        Entry::gives("an update tells the parts", holding(10), update(INDEXES), updated(of_table(1.0)))
            .leaving([large(0)]),
        Entry::gives("a delete consumes for the old item", holding(3000), delete(TOTAL), deleted(total(3.0)))
            .leaving([]),
        Entry::gives(
            "a delete of nothing consumes the least",
            plain(),
            delete(INDEXES),
            deleted(of_table(1.0)),
        ),
    ]
}

fn in_indexes() -> Vec<Entry> {
    let item = |l: &'static str| item! { "pk" => "p", "sk" => "a", "l" => l, "g" => "g", "h" => "h" };
    let put = |item| PutItem { return_consumed_capacity: INDEXES, ..PutItem::new("main", item) };
    let was_put =
        |consumed| Outcome::Put(PutItemOutcome { attributes: None, consumed_capacity: Some(consumed) });
    let local = |units| [("local.all", units), ("local.keys", units), ("local.some", units)];
    let global = |units| [("global.all", units), ("global.keys", units), ("global.some", units)];
    let moved = || item("l").with("h", "another");
    let setting: fn() -> Setting = indexed;
    let query = |index: &'static str| {
        let condition = if index.starts_with("local") { p() } else { KeyCondition::partition("g", "g") };
        Query { return_consumed_capacity: INDEXES, ..Query::new("main", condition).index(index) }
    };
    let read = |consumed| {
        Outcome::Page(PageOutcome {
            items: vec![item("l")],
            count: 1,
            scanned_count: 1,
            consumed_capacity: Some(consumed),
            ..PageOutcome::default()
        })
    };
    vec![
        Entry::gives(
            "a new entry of an index is one write",
            setting(),
            put(item("l")),
            was_put(split(1.0, &local(1.0), &global(1.0))),
        )
        .leaving([item("l")]),
        Entry::gives(
            "an entry that stays as it is consumes nothing",
            setting().holding([item("l")]),
            put(item("l")),
            was_put(of_table(1.0)),
        )
        .leaving([item("l")]),
        Entry::gives(
            "an entry that moves in a local index is two writes",
            setting().holding([item("l")]),
            put(item("m")),
            was_put(split(1.0, &local(2.0), &[("global.all", 1.0)])),
        )
        .leaving([item("m")]),
        Entry::gives(
            "an entry that moves in a global index is two writes",
            setting().holding([item("l")]),
            put(moved()),
            was_put(split(1.0, &[("local.all", 1.0)], &global(2.0))),
        )
        .leaving([moved()]),
        Entry::gives(
            "a query of a local index consumes there",
            setting().holding([item("l")]),
            query("local.all"),
            read(split(0.0, &[("local.all", 0.5)], &[])),
        ),
        Entry::gives(
            "a query of a global index consumes there",
            setting().holding([item("l")]),
            query("global.all"),
            read(split(0.0, &[], &[("global.all", 0.5)])),
        ),
    ]
}

fn many_reads() -> Vec<Entry> {
    let setting = || one(item! {});
    let batch = |wanted| BatchGetItem {
        return_consumed_capacity: wanted,
        ..BatchGetItem::of(BatchGet::new("main", [k(), key("x")]))
    };
    let found = |consumed| {
        Outcome::BatchGet(BatchGetItemOutcome {
            items: vec![("main".to_owned(), vec![row(item! {})])],
            consumed_capacity: vec![consumed],
            ..BatchGetItemOutcome::default()
        })
    };
    let transaction = |wanted| TransactGetItems {
        gets: vec![TransactGet::new("main", k()), TransactGet::new("main", key("x"))],
        return_consumed_capacity: wanted,
    };
    let read = |consumed| {
        Outcome::TransactGet(TransactGetItemsOutcome {
            items: vec![Some(row(item! {})), None],
            consumed_capacity: vec![consumed],
        })
    };
    vec![
        Entry::gives("a batch of reads consumes for each item", setting(), batch(TOTAL), found(total(1.0))),
        Entry::gives("a batch of reads tells the parts", setting(), batch(INDEXES), found(of_table(1.0))),
        Entry::gives(
            "a transaction of reads consumes twice",
            setting(),
            transaction(TOTAL),
            read(total(4.0)),
        ),
        Entry::gives(
            "a transaction of reads tells the parts",
            setting(),
            transaction(INDEXES),
            read(of_table(4.0)),
        ),
    ]
}

fn many_writes() -> Vec<Entry> {
    let batch = |wanted| {
        let writes = [WriteRequest::Put(large(1500)), WriteRequest::Delete(key("x"))];
        BatchWriteItem {
            return_consumed_capacity: wanted,
            ..BatchWriteItem::of(BatchWrite::new("main", writes))
        }
    };
    let written = |consumed| {
        Outcome::BatchWrite(BatchWriteItemOutcome {
            consumed_capacity: vec![consumed],
            ..BatchWriteItemOutcome::default()
        })
    };
    let check = || TransactCheck::new("main", PrimaryKey::new("pk", "x"), path("pk").not_exists());
    let transaction = |wanted| TransactWriteItems {
        return_consumed_capacity: wanted,
        ..TransactWriteItems::of([TransactPut::new("main", large(1500)).into(), check().into()])
    };
    let done =
        |consumed| Outcome::TransactWrite(TransactWriteItemsOutcome { consumed_capacity: vec![consumed] });
    let replayed = TransactWriteItems { return_consumed_capacity: TOTAL, ..with_token("token", check()) };
    vec![
        Entry::gives("a batch of writes consumes for each", plain(), batch(TOTAL), written(total(3.0)))
            .leaving([large(1500)]),
        Entry::gives("a batch of writes tells the parts", plain(), batch(INDEXES), written(of_table(3.0)))
            .leaving([large(1500)]),
        Entry::gives("a transaction of writes consumes twice", plain(), transaction(TOTAL), done(total(6.0)))
            .leaving([large(1500)]),
        Entry::gives(
            "a transaction of writes tells the parts",
            plain(),
            transaction(INDEXES),
            done(of_table(6.0)),
        )
        .leaving([large(1500)]),
        Entry::gives(
            "a replayed transaction consumes reads",
            plain().after(with_token("token", check())),
            replayed,
            done(total(2.0)),
        ),
    ]
}
