//! The options of queries and scans.

use super::{
    Entry, Setting,
    key_conditions::{p, page},
    setting::{abc, in_p, one, plain, row},
};
use crate::Outcome;
use twintable::{
    Item,
    expr::Projection,
    item, path,
    store::{PageOutcome, Query, Scan, Segment, Select},
};

/// A page that is not the last: `scanned` items were read, the last of them with this key.
fn part(items: impl IntoIterator<Item = Item>, scanned: usize, last: Option<Item>) -> Outcome {
    let items: Vec<_> = items.into_iter().collect();
    let (count, last_evaluated_key) = (items.len(), last);
    Outcome::Page(PageOutcome {
        items,
        count,
        scanned_count: scanned,
        last_evaluated_key,
        ..PageOutcome::default()
    })
}

fn count(count: usize, scanned: usize) -> Outcome {
    Outcome::Page(PageOutcome { count, scanned_count: scanned, ..PageOutcome::default() })
}

fn at(sk: &'static str) -> Item {
    item! { "pk" => "p", "sk" => sk }
}

pub(super) fn entries() -> Vec<Entry> {
    let query = || Query::new("main", p());
    let (a, b, c) = (|| in_p("a", 1), || in_p("b", 2), || in_p("c", 3));
    let numbers = || Select::Attributes(Projection::of(["n"]));
    let only = |n: i32| item! { "n" => n };
    let queries = vec![
        Entry::gives("a consistent query", abc(), query().consistent(), page([a(), b(), c()])),
        Entry::gives("a query in the reverse order", abc(), query().descending(), page([c(), b(), a()])),
        Entry::gives("a query's limit", abc(), query().limit(2), part([a(), b()], 2, Some(at("b")))),
        Entry::gives("a query goes on after a page", abc(), query().after(Some(at("a"))), page([b(), c()])),
        Entry::gives(
            "a query in the reverse order goes on after a page",
            abc(),
            query().descending().after(Some(at("b"))),
            page([a()]),
        ),
        Entry::gives("a start need not be there", abc(), query().after(Some(at("aa"))), page([b(), c()])),
        Entry::gives("nothing follows the last item", abc(), query().after(Some(at("c"))), page([])),
        Entry::gives(
            "a query's filter is applied after reading",
            abc(),
            query().filter(path("n").ge(2)),
            part([b(), c()], 3, None),
        ),
        Entry::gives(
            "a limit counts before the filter",
            abc(),
            query().filter(path("n").ge(2)).limit(1),
            part([], 1, Some(at("a"))),
        ),
        Entry::gives(
            "a filter that leaves nothing",
            abc(),
            query().filter(path("n").gt(9)),
            part([], 3, None),
        ),
        Entry::gives(
            "a query returns parts",
            abc(),
            query().select(numbers()),
            page([only(1), only(2), only(3)]),
        ),
        Entry::gives(
            "a query returns all attributes",
            abc(),
            query().select(Select::AllAttributes),
            page([a(), b(), c()]),
        ),
        Entry::gives(
            "a query counts",
            abc(),
            query().select(Select::Count).filter(path("n").le(2)),
            count(2, 3),
        ),
        Entry::gives(
            "a query of the other table",
            plain().holding_other([row(item! {})]),
            Query::new("other", twintable::expr::KeyCondition::partition("pk", "k")),
            page([row(item! {})]),
        ),
    ];
    queries.into_iter().chain(scans()).collect()
}

fn scans() -> Vec<Entry> {
    let scan = || Scan::new("main");
    let (a, b, c) = (|| in_p("a", 1), || in_p("b", 2), || in_p("c", 3));
    let numbers = || Select::Attributes(Projection::of(["n"]));
    let only = |n: i32| item! { "n" => n };
    let segment = |total| Scan { segment: Some(Segment { index: 0, total }), ..scan() };
    let lone = || row(item! { "n" => 1 });
    let start = || Some(item! { "pk" => "k" });
    vec![
        Entry::gives("a scan reads all", abc(), scan(), page([a(), b(), c()])),
        Entry::gives("a scan of nothing", plain(), scan(), page([])),
        Entry::gives("a consistent scan", abc(), Scan { consistent: true, ..scan() }, page([a(), b(), c()])),
        Entry::gives(
            "a scan's filter may name the key",
            abc(),
            scan().filter(path("sk").gt("a")),
            part([b(), c()], 3, None),
        ),
        Entry::gives(
            "a scan returns parts",
            abc(),
            Scan { select: numbers(), ..scan() },
            page([only(1), only(2), only(3)]),
        ),
        Entry::gives(
            "a scan returns all attributes",
            abc(),
            Scan { select: Select::AllAttributes, ..scan() },
            page([a(), b(), c()]),
        ),
        Entry::gives("a scan counts", abc(), Scan { select: Select::Count, ..scan() }, count(3, 3)),
        Entry::gives(
            "a scan's limit",
            one(item! { "n" => 1 }),
            Scan { limit: Some(1), ..scan() },
            part([lone()], 1, start()),
        ),
        Entry::gives(
            "a scan goes on inside of a partition",
            abc(),
            Scan { exclusive_start_key: Some(at("b")), ..scan() },
            page([c()]),
        ),
        Entry::gives(
            "a scan goes on after the last item",
            one(item! { "n" => 1 }),
            Scan { exclusive_start_key: start(), ..scan() },
            page([]),
        ),
        Entry::gives("the only segment is the table", abc(), segment(1), page([a(), b(), c()])),
        empty_segment(plain()),
    ]
}

/// Which segment an item is in is the store's own affair: of an empty table all are empty.
fn empty_segment(setting: Setting) -> Entry {
    let segment = Some(Segment { index: 999_999, total: 1_000_000 });
    Entry::gives("one of many segments", setting, Scan { segment, ..Scan::new("main") }, page([]))
}
