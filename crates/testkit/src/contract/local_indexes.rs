//! Local indexes.

use super::{
    Ground,
    ground::{Table, in_any_order},
    keys,
};
use twintable::{
    ErrorKind, IndexProjection, Item, KeyAttribute, LocalIndex, Rule,
    expr::{KeyCondition, Projection, Update},
    item,
    store::{Query, Scan, Select},
};

/// A table with a local index `by_date` on the number `date`.
async fn dated(ground: &Ground, projection: IndexProjection) -> Table<'_> {
    let index = LocalIndex::new("by_date", KeyAttribute::number("date")).projection(projection);
    ground.create(ground.sorted_schema().local_index(index)).await
}

fn entry(pk: &str, sk: &str, date: i32) -> Item {
    item! { "pk" => pk, "sk" => sk, "date" => date, "note" => "n", "x" => 1 }
}

fn by_date(table: &Table<'_>, condition: KeyCondition) -> Query {
    Query { consistent: true, ..table.index_query("by_date", condition) }
}

fn p() -> KeyCondition {
    KeyCondition::partition("pk", "p")
}

/// A local index orders a partition of the table by another attribute, and can be read consistently.
pub(super) async fn a_local_index_orders_a_partition_anew(ground: &Ground) {
    let table = dated(ground, IndexProjection::All).await;
    table.put_all([entry("p", "a", 30), entry("p", "b", 4), entry("p", "c", 100), entry("q", "d", 5)]).await;
    let expected = [entry("p", "b", 4), entry("p", "a", 30), entry("p", "c", 100)];
    assert_eq!(table.queried(by_date(&table, p())).await, expected);
    assert_eq!(table.queried(by_date(&table, p()).limit(1)).await, expected);
    let late = Query { descending: true, ..by_date(&table, p().sort("date").ge(30)) };
    assert_eq!(table.queried(late).await, [entry("p", "c", 100), entry("p", "a", 30)]);
}

/// An item without the index's sort attribute is not in the index.
pub(super) async fn a_local_index_leaves_items_out(ground: &Ground) {
    let table = dated(ground, IndexProjection::All).await;
    table.put_all([entry("p", "a", 1), item! { "pk" => "p", "sk" => "b" }]).await;
    assert_eq!(table.queried(by_date(&table, p())).await, [entry("p", "a", 1)]);
    table.try_update(keys("p", "a"), Update::new().remove("date")).await.unwrap();
    table.try_update(keys("p", "b"), Update::new().set("date", 2)).await.unwrap();
    let found = table.queried(by_date(&table, p())).await;
    assert_eq!(found, [item! { "pk" => "p", "sk" => "b", "date" => 2 }]);
}

/// Items with one index key are all there, once, whatever the size of the pages.
pub(super) async fn equal_local_keys_are_all_returned(ground: &Ground) {
    let table = dated(ground, IndexProjection::All).await;
    let items: Vec<_> = (0..7).map(|n| entry("p", &format!("s{n}"), 1)).collect();
    table.put_all(items.clone()).await;
    for limit in [1, 3, 7] {
        let found = table.queried(by_date(&table, p()).limit(limit)).await;
        assert_eq!(in_any_order(found), in_any_order(items.clone()), "limit {limit}");
    }
    let page = table.page(by_date(&table, p()).limit(1)).await;
    let names: Vec<_> = page.last_evaluated_key.iter().flatten().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(names, ["date", "pk", "sk"]);
}

/// A local index returns what it holds, unless more is asked for.
pub(super) async fn a_local_index_returns_what_it_holds(ground: &Ground) {
    let keys = item! { "pk" => "p", "sk" => "a", "date" => 1 };
    let projections = [
        (IndexProjection::KeysOnly, keys.clone()),
        (IndexProjection::include(["note"]), keys.with("note", "n")),
        (IndexProjection::All, entry("p", "a", 1)),
    ];
    for (projection, held) in projections {
        let table = dated(ground, projection).await;
        table.put(entry("p", "a", 1)).await;
        assert_eq!(table.queried(by_date(&table, p())).await, [held]);
    }
}

/// All attributes of an item can be had from a local index: what it does not hold is fetched.
pub(super) async fn a_local_index_fetches_the_rest(ground: &Ground) {
    let table = dated(ground, IndexProjection::KeysOnly).await;
    table.put(entry("p", "a", 1)).await;
    let all = Query { select: Select::AllAttributes, ..by_date(&table, p()) };
    assert_eq!(table.queried(all).await, [entry("p", "a", 1)]);
}

/// Attributes that are named are fetched too where a local index does not hold them.
pub(super) async fn a_local_index_fetches_what_is_named(ground: &Ground) {
    let table = dated(ground, IndexProjection::KeysOnly).await;
    table.put(entry("p", "a", 1)).await;
    let some = Select::Attributes(Projection::of(["sk", "x", "absent"]));
    let some = Query { select: some, ..by_date(&table, p()) };
    assert_eq!(table.queried(some).await, [item! { "sk" => "a", "x" => 1 }]);
}

/// A local index can be scanned, consistently too.
pub(super) async fn a_local_index_can_be_scanned(ground: &Ground) {
    let table = dated(ground, IndexProjection::All).await;
    table.put_all([entry("p", "a", 1), entry("q", "b", 2), item! { "pk" => "p", "sk" => "c" }]).await;
    let found = table.scanned(Scan { limit: Some(1), ..table.scan().index("by_date") }).await;
    assert_eq!(found, in_any_order(vec![entry("p", "a", 1), entry("q", "b", 2)]));
}

/// A value that cannot be the index's key is refused.
pub(super) async fn a_local_index_key_has_its_type(ground: &Ground) {
    let table = dated(ground, IndexProjection::All).await;
    table.breaks(Rule::IndexKeyType, table.try_put(item! { "pk" => "p", "sk" => "a", "date" => "1" })).await;
    table.put(entry("p", "a", 1)).await;
    let update = table.try_update(keys("p", "a"), Update::new().set("date", "1"));
    table.fails(ErrorKind::InvalidRequest, update).await;
}

/// A start key of a local index has the keys of the table and of the index.
pub(super) async fn a_start_key_of_a_local_index_has_both_keys(ground: &Ground) {
    let table = dated(ground, IndexProjection::All).await;
    table.put_all([1, 2, 3].map(|n| entry("p", &format!("s{n}"), n))).await;
    let start = item! { "pk" => "p", "sk" => "s1", "date" => 1 };
    let found = table.queried(by_date(&table, p()).after(Some(start))).await;
    assert_eq!(found, [entry("p", "s2", 2), entry("p", "s3", 3)]);
    let short = Some(item! { "pk" => "p", "sk" => "s1" });
    table.breaks(Rule::StartKeyShape, table.store().query(by_date(&table, p()).after(short))).await;
}
