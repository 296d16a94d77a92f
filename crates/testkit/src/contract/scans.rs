//! Scans.

use super::{
    Ground,
    ground::{Table, in_any_order},
    number,
};
use twintable::{
    ErrorKind, Item, Rule,
    expr::Projection,
    item, path,
    store::{Scan, Segment, Select},
};

/// A table of thirty items in ten partitions.
async fn thirty(ground: &Ground) -> (Table<'_>, Vec<Item>) {
    let table = ground.sorted_table().await;
    let items: Vec<Item> = (0..30)
        .map(|n| item! { "pk" => format!("p{}", n % 10), "sk" => format!("s{n}"), "n" => n })
        .collect();
    table.put_all(items.clone()).await;
    (table, in_any_order(items))
}

/// A scan returns every item once, whatever the size of its pages.
pub(super) async fn a_scan_returns_every_item_once(ground: &Ground) {
    let (table, items) = thirty(ground).await;
    for limit in [None, Some(1), Some(7), Some(30), Some(1000)] {
        assert_eq!(table.scanned(Scan { limit, ..table.scan() }).await, items, "limit {limit:?}");
    }
}

/// A scan of an empty table returns nothing.
pub(super) async fn an_empty_table_has_one_empty_page(ground: &Ground) {
    let table = ground.table().await;
    let page = table.scan_page(table.scan().limit(5)).await;
    assert_eq!((page.items.len(), page.count, page.scanned_count, page.last_evaluated_key), (0, 0, 0, None));
}

/// A scan's limit counts before its filter.
pub(super) async fn a_scan_limit_counts_before_the_filter(ground: &Ground) {
    let (table, _) = thirty(ground).await;
    let page = table.scan_page(table.scan().filter(path("gone").exists()).limit(4)).await;
    assert_eq!((page.items.len(), page.count, page.scanned_count), (0, 0, 4));
    let last = page.last_evaluated_key.unwrap();
    assert_eq!(last.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["pk", "sk"]);
}

/// A scan's filter, projection and count work together over pages.
pub(super) async fn a_scan_filters_and_projects(ground: &Ground) {
    let (table, _) = thirty(ground).await;
    let select = Select::Attributes(Projection::of(["n"]));
    let scan = Scan { select, ..table.scan().filter(path("n").lt(3)).limit(4) };
    assert_eq!(table.scanned(scan).await, [0, 1, 2].map(|n| item! { "n" => n }));
    let page = table.scan_page(Scan { select: Select::Count, ..table.scan().filter(path("n").lt(3)) }).await;
    assert_eq!((page.items.len(), page.count, page.scanned_count), (0, 3, 30));
}

/// A scan's filter may name key attributes.
pub(super) async fn a_scan_filters_by_key(ground: &Ground) {
    let (table, _) = thirty(ground).await;
    let found = table.scanned(table.scan().filter(path("pk").eq("p3") & path("sk").gt("s13"))).await;
    let expected = [23, 3].map(|n| item! { "pk" => "p3", "sk" => format!("s{n}"), "n" => n });
    assert_eq!(found, in_any_order(expected.to_vec()));
}

/// The segments of a scan return every item once between them.
pub(super) async fn segments_divide_a_table(ground: &Ground) {
    let (table, items) = thirty(ground).await;
    for total in [1, 2, 3, 7, 50] {
        let mut found = Vec::new();
        for index in 0..total {
            let segment = Some(Segment { index, total });
            found.extend(table.scanned(Scan { segment, limit: Some(4), ..table.scan() }).await);
        }
        assert_eq!(in_any_order(found), items, "{total} segments");
    }
}

/// A segment is the same at each time.
pub(super) async fn a_segment_stays_the_same(ground: &Ground) {
    let (table, _) = thirty(ground).await;
    for index in 0..3 {
        let scan = || Scan { segment: Some(Segment { index, total: 3 }), ..table.scan() };
        assert_eq!(table.scanned(scan()).await, table.scanned(scan().limit(2)).await);
    }
}

/// Where one segment's page ended, another segment cannot go on.
pub(super) async fn a_cursor_belongs_to_its_segment(ground: &Ground) {
    let (table, _) = thirty(ground).await;
    let scan = |index| Scan { segment: Some(Segment { index, total: 2 }), ..table.scan().limit(1) };
    let (first, second) = (table.scan_page(scan(0)).await, table.scan_page(scan(1)).await);
    for (index, page) in [(1, first), (0, second)] {
        let cursor = page.last_evaluated_key;
        assert!(cursor.is_some(), "each half has some of ten partitions");
        table.fails(ErrorKind::InvalidRequest, table.store().scan(scan(index).after(cursor))).await;
    }
}

/// There may be many more segments than items.
pub(super) async fn there_may_be_a_million_segments(ground: &Ground) {
    let table = ground.table().await;
    table.put(item! { "pk" => "k" }).await;
    let segment = Some(Segment { index: 999_999, total: 1_000_000 });
    assert!(table.scanned(Scan { segment, ..table.scan() }).await.len() <= 1);
}

/// A segment is one of 1 to 1,000,000.
pub(super) async fn a_segment_is_in_range(ground: &Ground) {
    let table = ground.table().await;
    for (index, total) in [(0, 0), (1, 1), (5, 3), (0, 1_000_001)] {
        let scan = Scan { segment: Some(Segment { index, total }), ..table.scan() };
        table.breaks(Rule::SegmentRange, table.store().scan(scan)).await;
    }
}

/// A limit is at least 1.
pub(super) async fn a_scan_limit_is_not_zero(ground: &Ground) {
    let table = ground.table().await;
    table.breaks(Rule::LimitZero, table.store().scan(table.scan().limit(0))).await;
}

/// A scan can be cut anywhere: what comes before and after a key is all.
pub(super) async fn a_scan_goes_on_after_any_key(ground: &Ground) {
    let (table, items) = thirty(ground).await;
    let first = table.scan_page(table.scan().limit(11)).await;
    let rest = table.scanned(table.scan().after(first.last_evaluated_key)).await;
    let all = first.items.into_iter().chain(rest).collect();
    assert_eq!(in_any_order(all), items);
}

/// A scan sees the writes before it.
pub(super) async fn a_consistent_scan_sees_writes(ground: &Ground) {
    let table = ground.table().await;
    for n in 0..5 {
        table.put(item! { "pk" => "k", "n" => number(n.to_string()) }).await;
        assert_eq!(table.items().await, [item! { "pk" => "k", "n" => n }]);
    }
}
