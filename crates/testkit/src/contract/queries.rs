//! Queries: what a page has, beside the key condition.

use super::{Ground, ground::Table};
use twintable::{
    Item, Rule, Value,
    expr::{KeyCondition, Projection},
    item, path,
    store::{Query, Select},
};

/// A table whose partition `p` has ten items, `n` from 0 to 9, in this order.
async fn ten(ground: &Ground) -> Table<'_> {
    let table = ground.sorted_table().await;
    table.put_all((0..10).map(|n| item! { "pk" => "p", "sk" => format!("s{n}"), "n" => n })).await;
    table
}

fn p() -> KeyCondition {
    KeyCondition::partition("pk", "p")
}

fn ns(items: &[Item]) -> Vec<i32> {
    items.iter().map(|item| item.get("n").unwrap().as_number().unwrap().try_into().unwrap()).collect()
}

/// A consistent query sees the writes before it.
pub(super) async fn a_consistent_query_sees_writes(ground: &Ground) {
    let table = ten(ground).await;
    table.put(item! { "pk" => "p", "sk" => "s5", "n" => 55 }).await;
    assert_eq!(ns(&table.queried(table.query(p())).await), [0, 1, 2, 3, 4, 55, 6, 7, 8, 9]);
}

/// A filter leaves items out after they were read.
pub(super) async fn a_filter_is_applied_after_reading(ground: &Ground) {
    let table = ten(ground).await;
    let page = table.page(table.query(p()).filter(path("n").ge(7))).await;
    assert_eq!(ns(&page.items), [7, 8, 9]);
    assert_eq!((page.count, page.scanned_count), (3, 10));
}

/// A limit counts the items read, before the filter.
pub(super) async fn a_limit_counts_before_the_filter(ground: &Ground) {
    let table = ten(ground).await;
    let page = table.page(table.query(p()).filter(path("n").ge(2)).limit(4)).await;
    assert_eq!(ns(&page.items), [2, 3]);
    assert_eq!((page.count, page.scanned_count), (2, 4));
    assert!(page.last_evaluated_key.is_some());
}

/// A page may be empty and not the last.
pub(super) async fn a_page_may_be_empty_and_not_the_last(ground: &Ground) {
    let table = ten(ground).await;
    let query = table.query(p()).filter(path("n").eq(9)).limit(3);
    let page = table.page(query.clone()).await;
    assert_eq!((page.items.len(), page.count, page.scanned_count), (0, 0, 3));
    assert!(page.last_evaluated_key.is_some());
    assert_eq!(ns(&table.queried(query).await), [9]);
}

/// A page ends at the last item read, whether the filter let it through or not.
pub(super) async fn a_page_ends_at_the_last_item_read(ground: &Ground) {
    let table = ten(ground).await;
    let page = table.page(table.query(p()).filter(path("n").lt(2)).limit(4)).await;
    assert_eq!(page.last_evaluated_key, Some(item! { "pk" => "p", "sk" => "s3" }));
    let descending = Query { descending: true, ..table.query(p()).limit(4) };
    let page = table.page(descending).await;
    assert_eq!(page.last_evaluated_key, Some(item! { "pk" => "p", "sk" => "s6" }));
}

/// A page that ran past the end is the last.
pub(super) async fn a_page_past_the_end_is_the_last(ground: &Ground) {
    let table = ten(ground).await;
    assert_eq!(table.page(table.query(p())).await.last_evaluated_key, None);
    let page = table.page(table.query(p()).limit(11)).await;
    assert_eq!((page.count, page.last_evaluated_key), (10, None));
}

/// A limit is at least 1.
pub(super) async fn a_query_limit_is_not_zero(ground: &Ground) {
    let table = ground.sorted_table().await;
    table.breaks(Rule::LimitZero, table.store().query(table.query(p()).limit(0))).await;
}

/// A query can go on from any key, whether there is an item with it or not.
pub(super) async fn a_start_key_need_not_exist(ground: &Ground) {
    let table = ten(ground).await;
    let after = |sk: &str| Some(item! { "pk" => "p", "sk" => sk });
    assert_eq!(ns(&table.queried(table.query(p()).after(after("s7"))).await), [8, 9]);
    assert_eq!(ns(&table.queried(table.query(p()).after(after("s7x"))).await), [8, 9]);
    assert_eq!(ns(&table.queried(table.query(p()).after(after("a"))).await).len(), 10);
    assert_eq!(ns(&table.queried(table.query(p()).after(after("z"))).await), [0; 0]);
    let descending = Query { descending: true, ..table.query(p()).after(after("s2")) };
    assert_eq!(ns(&table.queried(descending).await), [1, 0]);
}

/// A query goes on after an item that is gone.
pub(super) async fn a_query_goes_on_after_a_deleted_item(ground: &Ground) {
    let table = ten(ground).await;
    let page = table.page(table.query(p()).limit(3)).await;
    let gone = twintable::store::DeleteItem::new(table.name(), super::keys("p", "s2"));
    table.store().delete_item(gone).await.unwrap();
    let rest = table.queried(table.query(p()).after(page.last_evaluated_key)).await;
    assert_eq!(ns(&rest), [3, 4, 5, 6, 7, 8, 9]);
}

/// A start key lies inside the partition and the sort condition.
pub(super) async fn a_start_key_lies_inside_the_condition(ground: &Ground) {
    let table = ten(ground).await;
    let start = |pk: &str, sk: &str| Some(item! { "pk" => pk, "sk" => sk });
    let store = table.store();
    table.breaks(Rule::StartKeyOutside, store.query(table.query(p()).after(start("q", "s1")))).await;
    for condition in
        [p().sort("sk").gt("s5"), p().sort("sk").between("s5", "s7"), p().sort("sk").begins_with("t")]
    {
        table
            .breaks(Rule::StartKeyOutside, store.query(table.query(condition).after(start("p", "s1"))))
            .await;
    }
}

/// A start key has the key attributes, with their types, and nothing else.
pub(super) async fn a_start_key_is_a_key(ground: &Ground) {
    let table = ten(ground).await;
    let wrong = [
        (item! { "pk" => "p" }, Rule::StartKeyShape),
        (item! {}, Rule::StartKeyShape),
        (item! { "pk" => "p", "sk" => "s1", "n" => 1 }, Rule::StartKeyShape),
        (item! { "pk" => "p", "sk" => 1 }, Rule::KeyType),
        (item! { "pk" => "p", "sk" => "" }, Rule::KeyEmpty),
    ];
    for (start, rule) in wrong {
        table.breaks(rule, table.store().query(table.query(p()).after(Some(start.clone())))).await;
        table.breaks(rule, table.store().scan(table.scan().after(Some(start)))).await;
    }
}

/// `COUNT` returns numbers and no items.
pub(super) async fn a_count_returns_no_items(ground: &Ground) {
    let table = ten(ground).await;
    let query = Query { select: Select::Count, ..table.query(p()).filter(path("n").ge(4)) };
    let page = table.page(query.clone()).await;
    assert_eq!((page.items.len(), page.count, page.scanned_count), (0, 6, 10));
    let page = table.page(query.limit(5)).await;
    assert_eq!((page.items.len(), page.count, page.scanned_count), (0, 1, 5));
    assert!(page.last_evaluated_key.is_some());
}

/// A query's projection does not change what the filter sees.
pub(super) async fn a_filter_sees_what_is_not_projected(ground: &Ground) {
    let table = ten(ground).await;
    let select = Select::Attributes(Projection::of(["sk"]));
    let query = Query { select, ..table.query(p()).filter(path("n").eq(4)) };
    assert_eq!(table.queried(query).await, [item! { "sk" => "s4" }]);
}

/// `ALL_ATTRIBUTES` of a table is what there is.
pub(super) async fn all_attributes_are_the_item(ground: &Ground) {
    let table = ten(ground).await;
    let query = Query { select: Select::AllAttributes, ..table.query(p().sort("sk").eq("s4")) };
    assert_eq!(table.queried(query).await, [item! { "pk" => "p", "sk" => "s4", "n" => 4 }]);
}

/// A query's filter names no key attribute of what is read.
pub(super) async fn a_filter_names_no_key_attribute(ground: &Ground) {
    let table = ground.sorted_table().await;
    let filters = [
        path("pk").eq("p"),
        path("sk").gt("a"),
        path("n").eq(1) & !path("sk").exists(),
        path("n").eq(path("sk")),
        path("sk").size().gt(1),
        path("sk").field("x").not_exists(),
    ];
    for filter in filters {
        table.breaks(Rule::FilterOnKey, table.store().query(table.query(p()).filter(filter))).await;
    }
}

/// An index that the table does not have cannot be read.
pub(super) async fn an_unknown_index_is_refused(ground: &Ground) {
    let table = ground.sorted_table().await;
    table.breaks(Rule::NoSuchIndex, table.store().query(table.index_query("none", p()))).await;
    table
        .breaks(
            Rule::NoSuchIndex,
            table.store().scan(twintable::store::Scan::new(table.name()).index("none")),
        )
        .await;
}

/// A query with a filter that is invalid is refused, whether items match or not.
pub(super) async fn a_query_checks_its_filter(ground: &Ground) {
    let table = ground.sorted_table().await;
    let filter = path("n").lt(Value::Null);
    table.breaks(Rule::OrderOfUnordered, table.store().query(table.query(p()).filter(filter))).await;
}
