//! Reads of indexes.

use super::{
    Entry, Setting,
    key_conditions::{p, page},
    setting::indexed,
};
use crate::Outcome;
use twintable::{
    Item, KeySchema,
    expr::{KeyCondition, Projection, Update},
    item, path,
    store::{PageOutcome, PutItem, PutItemOutcome, Query, Scan, Select, UpdateItem, UpdateItemOutcome},
};

/// An item that is in all indexes.
fn full(sk: &'static str, l: &'static str) -> Item {
    item! { "pk" => "p", "sk" => sk, "l" => l, "g" => "g", "h" => l, "held" => 1, "rest" => 2 }
}

/// Two items that the indexes have the other way round, and one that is in none.
fn three() -> Setting {
    indexed().holding([full("a", "z"), full("b", "y"), item! { "pk" => "p", "sk" => "c", "rest" => 2 }])
}

/// The items as an index has them, in its order.
fn in_index(kept: &[&str]) -> [Item; 2] {
    [full("b", "y"), full("a", "z")]
        .map(|item| item.into_iter().filter(|(name, _)| kept.contains(&name.as_str())).collect())
}

const LOCAL_KEYS: &[&str] = &["pk", "sk", "l"];
const GLOBAL_KEYS: &[&str] = &["pk", "sk", "g", "h"];
const ALL: &[&str] = &["pk", "sk", "l", "g", "h", "held", "rest"];

fn query(index: &'static str) -> Query {
    let local = index.starts_with("local");
    Query::new("main", if local { p() } else { KeyCondition::partition("g", "g") }).index(index)
}

fn scan(index: &'static str) -> Scan {
    Scan::new("main").index(index)
}

fn some(select: &[&'static str]) -> Select {
    Select::Attributes(Projection::of(select.iter().copied()))
}

fn reads() -> Vec<Entry> {
    let held: &[&str] = &["pk", "sk", "g", "h", "held"];
    let held_locally: &[&str] = &["pk", "sk", "l", "held"];
    vec![
        Entry::gives(
            "a local index orders a partition anew",
            three(),
            query("local.all"),
            page(in_index(ALL)),
        ),
        Entry::gives(
            "a local index may hold keys alone",
            three(),
            query("local.keys"),
            page(in_index(LOCAL_KEYS)),
        ),
        Entry::gives(
            "a local index may hold some attributes",
            three(),
            query("local.some"),
            page(in_index(held_locally)),
        ),
        Entry::gives(
            "a global index is read by its own key",
            three(),
            query("global.all"),
            page(in_index(ALL)),
        ),
        Entry::gives(
            "a global index may hold keys alone",
            three(),
            query("global.keys"),
            page(in_index(GLOBAL_KEYS)),
        ),
        Entry::gives(
            "a global index may hold some attributes",
            three(),
            query("global.some"),
            page(in_index(held)),
        ),
        Entry::gives("a scan of a local index", three(), scan("local.all"), page(in_index(ALL))),
        Entry::gives(
            "a scan of a local index of keys",
            three(),
            scan("local.keys"),
            page(in_index(LOCAL_KEYS)),
        ),
        Entry::gives(
            "a scan of a local index of some attributes",
            three(),
            scan("local.some"),
            page(in_index(held_locally)),
        ),
        Entry::gives("a scan of a global index", three(), scan("global.all"), page(in_index(ALL))),
        Entry::gives(
            "a scan of a global index of keys",
            three(),
            scan("global.keys"),
            page(in_index(GLOBAL_KEYS)),
        ),
        Entry::gives(
            "a scan of a global index of some attributes",
            three(),
            scan("global.some"),
            page(in_index(held)),
        ),
        Entry::gives(
            "a global index returns parts of what it holds",
            three(),
            query("global.some").select(some(&["held"])),
            page(in_index(&["held"])),
        ),
        Entry::gives(
            "a local index fetches all attributes",
            three(),
            query("local.keys").select(Select::AllAttributes),
            page(in_index(ALL)),
        ),
        Entry::gives(
            "a local index fetches what is named",
            three(),
            query("local.keys").select(some(&["rest"])),
            page(in_index(&["rest"])),
        ),
        Entry::gives(
            "a local index may be read consistently",
            three(),
            query("local.all").consistent(),
            page(in_index(ALL)),
        ),
        Entry::gives(
            "a filter of an index may name the table's key",
            three(),
            query("global.all").filter(path("sk").eq("a")),
            filtered(full("a", "z")),
        ),
    ]
}

fn filtered(item: Item) -> Outcome {
    Outcome::Page(PageOutcome { items: vec![item], count: 1, scanned_count: 2, ..PageOutcome::default() })
}

fn pages() -> Vec<Entry> {
    let first = |index| {
        let [first, _] = in_index(ALL);
        let setting = three();
        let key = setting.tables.main.key_schema(Some(index));
        let last_evaluated_key = key.as_ref().and_then(|key: &KeySchema<'_>| key.start_key_of(&first));
        PageOutcome {
            items: vec![first],
            count: 1,
            scanned_count: 1,
            last_evaluated_key,
            ..PageOutcome::default()
        }
    };
    let after = |index| {
        let [_, second] = in_index(ALL);
        (query(index).after(first(index).last_evaluated_key), page([second]))
    };
    let ((local, local_rest), (global, global_rest)) = (after("local.all"), after("global.all"));
    vec![
        Entry::gives(
            "a page of a local index ends at both keys",
            three(),
            query("local.all").limit(1),
            Outcome::Page(first("local.all")),
        ),
        Entry::gives("a query of a local index goes on after both keys", three(), local, local_rest),
        Entry::gives(
            "a page of a global index ends at both keys",
            three(),
            query("global.all").limit(1),
            Outcome::Page(first("global.all")),
        ),
        Entry::gives("a query of a global index goes on after both keys", three(), global, global_rest),
    ]
}

pub(super) fn entries() -> Vec<Entry> {
    let item = || item! { "pk" => "p", "sk" => "a", "rest" => 2 };
    let put = || PutItem::new("main", item());
    let change = UpdateItem::new(
        "main",
        twintable::PrimaryKey::new("pk", "p").sort("sk", "a"),
        Update::new().remove("g"),
    );
    let without: Item = full("a", "z").into_iter().filter(|(name, _)| name != "g").collect();
    let writes = vec![
        Entry::gives("an item may be in no index", indexed(), put(), Outcome::Put(PutItemOutcome::default()))
            .leaving([item()]),
        Entry::gives(
            "an item leaves an index without its key",
            indexed().holding([full("a", "z")]),
            change,
            Outcome::Update(UpdateItemOutcome::default()),
        )
        .leaving([without]),
    ];
    reads().into_iter().chain(pages()).chain(writes).collect()
}
