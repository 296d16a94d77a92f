//! Pages of 1 MB.

use super::{Ground, ground::Table};
use twintable::{
    Item, Value,
    expr::{KeyCondition, Projection},
    item, path,
    store::{Query, Scan, Select},
};

const COUNT: i32 = 5;

/// A table with one partition of five items of 350 KB: more than one page, and less than two.
async fn large_items(ground: &Ground) -> Table<'_> {
    let table = ground.sorted_table().await;
    for n in 0..COUNT {
        table
            .put(item! { "pk" => "p", "sk" => format!("s{n}"), "n" => n, "fill" => "x".repeat(350_000) })
            .await;
    }
    table
}

fn count(items: &[Item]) -> i32 {
    i32::try_from(items.len()).unwrap()
}

/// A query's page ends at 1 MB, and the next one goes on.
pub(super) async fn a_query_page_ends_at_1_mb(ground: &Ground) {
    let table = large_items(ground).await;
    let query = table.query(KeyCondition::partition("pk", "p"));
    let page = table.page(query.clone()).await;
    assert!((1..COUNT).contains(&count(&page.items)), "a page of {} items", page.items.len());
    assert!(page.last_evaluated_key.is_some());
    let all = table.queried(query.clone()).await;
    assert_eq!(count(&all), COUNT);
    assert!(all.is_sorted_by_key(|item| item.get("sk").and_then(Value::as_str).map(str::to_owned)));
    assert_eq!(count(&table.queried(Query { descending: true, ..query }).await), COUNT);
}

/// Without a filter, a page that ends at 1 MB counts the items that it returns.
pub(super) async fn a_page_counts_what_it_returns(ground: &Ground) {
    let table = large_items(ground).await;
    let page = table.page(table.query(KeyCondition::partition("pk", "p"))).await;
    assert_eq!((page.count, page.scanned_count), (page.items.len(), page.items.len()));
    let page = table.scan_page(table.scan()).await;
    assert_eq!((page.count, page.scanned_count), (page.items.len(), page.items.len()));
}

/// A scan's page ends at 1 MB, and the next one goes on.
pub(super) async fn a_scan_page_ends_at_1_mb(ground: &Ground) {
    let table = large_items(ground).await;
    let page = table.scan_page(table.scan()).await;
    assert!((1..COUNT).contains(&count(&page.items)), "a page of {} items", page.items.len());
    assert!(page.last_evaluated_key.is_some());
    assert_eq!(count(&table.items().await), COUNT);
}

/// A page is measured before the filter, the projection and the count.
pub(super) async fn a_page_is_measured_before_the_filter(ground: &Ground) {
    let table = large_items(ground).await;
    let query = table.query(KeyCondition::partition("pk", "p"));
    let projected = Query { select: Select::Attributes(Projection::of(["n"])), ..query.clone() };
    for query in
        [query.clone().filter(path("n").eq(COUNT - 1)), projected, Query { select: Select::Count, ..query }]
    {
        let page = table.page(query).await;
        assert!(page.scanned_count < 5, "a page of {} items", page.scanned_count);
        assert!(page.last_evaluated_key.is_some());
    }
    let scan = Scan { select: Select::Count, ..table.scan() };
    assert!(table.scan_page(scan).await.last_evaluated_key.is_some());
}
