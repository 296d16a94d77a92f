//! Reading global indexes.

use super::{
    Ground,
    ground::{Table, in_any_order},
};
use twintable::{
    GlobalIndex, IndexProjection, Item, KeyAttribute, Rule, Value,
    expr::{KeyCondition, Projection},
    item, path,
    store::{Query, Scan, Select},
};

/// A table of orders with an index `by_owner`, sorted by `total`.
async fn orders(ground: &Ground, projection: IndexProjection) -> Table<'_> {
    let index = GlobalIndex::new("by_owner", KeyAttribute::string("owner"))
        .sort_key(KeyAttribute::number("total"))
        .projection(projection);
    ground.create(ground.sorted_schema().global_index(index)).await
}

fn order(id: i32, owner: &str, total: i32) -> Item {
    item! { "pk" => format!("o{id}"), "sk" => "order", "owner" => owner, "total" => total, "note" => "n", "x" => 1 }
}

fn of(owner: &str) -> KeyCondition {
    KeyCondition::partition("owner", owner)
}

/// An index gives the items of its partition in the order of its sort key.
pub(super) async fn an_index_is_read_in_its_own_order(ground: &Ground) {
    let table = orders(ground, IndexProjection::All).await;
    table.put_all([order(1, "a", 30), order(2, "b", 5), order(3, "a", 4), order(4, "a", 200)]).await;
    ground.settle().await;
    let expected = [order(3, "a", 4), order(1, "a", 30), order(4, "a", 200)];
    assert_eq!(table.queried(table.index_query("by_owner", of("a"))).await, expected);
    let descending = Query { descending: true, ..table.index_query("by_owner", of("a")).limit(1) };
    let mut found = table.queried(descending).await;
    found.reverse();
    assert_eq!(found, expected);
}

/// A condition on the sort key of an index finds its part.
pub(super) async fn an_index_is_read_by_its_sort_key(ground: &Ground) {
    let table = orders(ground, IndexProjection::All).await;
    table.put_all([1, 2, 3, 4].map(|n| order(n, "a", 10 * n))).await;
    ground.settle().await;
    let found = table.queried(table.index_query("by_owner", of("a").sort("total").between(20, 30))).await;
    assert_eq!(found, [order(2, "a", 20), order(3, "a", 30)]);
}

/// An item without one of the index's key attributes is not in the index.
pub(super) async fn an_item_without_the_index_key_is_not_in_it(ground: &Ground) {
    let table = orders(ground, IndexProjection::All).await;
    let incomplete = item! { "pk" => "o2", "sk" => "order", "owner" => "a" };
    table
        .put_all([order(1, "a", 1), incomplete, item! { "pk" => "o3", "sk" => "order", "total" => 1 }])
        .await;
    ground.settle().await;
    assert_eq!(table.queried(table.index_query("by_owner", of("a"))).await, [order(1, "a", 1)]);
    assert_eq!(table.scanned(Scan::new(table.name()).index("by_owner")).await, [order(1, "a", 1)]);
    assert_eq!(table.items().await.len(), 3);
}

/// Items with one index key are all there, once, whatever the size of the pages.
pub(super) async fn equal_index_keys_are_all_returned(ground: &Ground) {
    let table = orders(ground, IndexProjection::All).await;
    let items: Vec<_> = (0..12).map(|n| order(n, "a", n / 6)).collect();
    table.put_all(items.clone()).await;
    ground.settle().await;
    for (limit, descending) in [(1, false), (4, false), (5, true), (12, true)] {
        let query = Query { descending, ..table.index_query("by_owner", of("a")).limit(limit) };
        let found = table.queried(query).await;
        assert_eq!(in_any_order(found), in_any_order(items.clone()), "limit {limit}");
    }
}

/// A page of an index ends at a key of the index and of the table.
pub(super) async fn a_page_of_an_index_ends_at_both_keys(ground: &Ground) {
    let table = orders(ground, IndexProjection::All).await;
    table.put_all([order(1, "a", 1), order(2, "a", 2)]).await;
    ground.settle().await;
    let last = item! { "pk" => "o1", "sk" => "order", "owner" => "a", "total" => 1 };
    let page = table.page(table.index_query("by_owner", of("a")).limit(1)).await;
    assert_eq!(page.last_evaluated_key, Some(last));
    let page = table.scan_page(Scan::new(table.name()).index("by_owner").limit(1)).await;
    let names: Vec<_> = page.last_evaluated_key.iter().flatten().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(names, ["owner", "pk", "sk", "total"]);
}

/// An index of keys alone returns the keys of the table and its own.
pub(super) async fn an_index_of_keys_returns_keys(ground: &Ground) {
    let table = orders(ground, IndexProjection::KeysOnly).await;
    table.put(order(1, "a", 1)).await;
    ground.settle().await;
    let found = table.queried(table.index_query("by_owner", of("a"))).await;
    assert_eq!(found, [item! { "pk" => "o1", "sk" => "order", "owner" => "a", "total" => 1 }]);
}

/// An index that includes attributes returns them beside the keys.
pub(super) async fn an_index_returns_what_it_includes(ground: &Ground) {
    let table = orders(ground, IndexProjection::include(["note", "absent"])).await;
    table.put(order(1, "a", 1)).await;
    ground.settle().await;
    let expected = item! { "pk" => "o1", "sk" => "order", "owner" => "a", "total" => 1, "note" => "n" };
    let found = table.queried(table.index_query("by_owner", of("a"))).await;
    assert_eq!(found, [expected]);
    assert_eq!(table.scanned(Scan::new(table.name()).index("by_owner")).await, found);
}

/// Attributes that an index holds, and keys, can be projected from it.
pub(super) async fn held_attributes_can_be_projected(ground: &Ground) {
    let table = orders(ground, IndexProjection::include(["note"])).await;
    table.put(order(1, "a", 1)).await;
    ground.settle().await;
    let select = Select::Attributes(Projection::of(["note", "pk", "total"]));
    let found = table.queried(Query { select, ..table.index_query("by_owner", of("a")) }).await;
    assert_eq!(found, [item! { "note" => "n", "pk" => "o1", "total" => 1 }]);
}

/// Attributes that an index does not hold cannot be read from it.
pub(super) async fn other_attributes_cannot_be_projected(ground: &Ground) {
    for projection in [IndexProjection::KeysOnly, IndexProjection::include(["note"])] {
        let table = orders(ground, projection).await;
        table.put(order(1, "a", 1)).await;
        for select in [Select::AllAttributes, Select::Attributes(Projection::of(["total", "x"]))] {
            let query = Query { select: select.clone(), ..table.index_query("by_owner", of("a")) };
            table.breaks(Rule::NotProjected, table.store().query(query)).await;
            let scan = Scan { select, ..Scan::new(table.name()).index("by_owner") };
            table.breaks(Rule::NotProjected, table.store().scan(scan)).await;
        }
    }
}

/// An index that holds all attributes returns all.
pub(super) async fn a_full_index_returns_all_attributes(ground: &Ground) {
    let table = orders(ground, IndexProjection::All).await;
    table.put(order(1, "a", 1)).await;
    ground.settle().await;
    let query = Query { select: Select::AllAttributes, ..table.index_query("by_owner", of("a")) };
    assert_eq!(table.queried(query).await, [order(1, "a", 1)]);
}

/// A global index cannot be read with strong consistency.
pub(super) async fn a_global_index_is_not_consistent(ground: &Ground) {
    let table = orders(ground, IndexProjection::All).await;
    let query = Query { consistent: true, ..table.index_query("by_owner", of("a")) };
    table.breaks(Rule::ConsistentGlobalIndex, table.store().query(query)).await;
    let scan = Scan { consistent: true, ..Scan::new(table.name()).index("by_owner") };
    table.breaks(Rule::ConsistentGlobalIndex, table.store().scan(scan)).await;
}

/// A filter on an index may name the table's key, but not the index's.
pub(super) async fn a_filter_on_an_index_may_name_the_table_key(ground: &Ground) {
    let table = orders(ground, IndexProjection::All).await;
    table.put_all([order(1, "a", 1), order(2, "a", 2)]).await;
    ground.settle().await;
    let found = table.queried(table.index_query("by_owner", of("a")).filter(path("pk").eq("o2"))).await;
    assert_eq!(found, [order(2, "a", 2)]);
    for filter in [path("owner").eq("a"), path("total").gt(1)] {
        let query = table.index_query("by_owner", of("a")).filter(filter);
        table.breaks(Rule::FilterOnKey, table.store().query(query)).await;
    }
}

/// The key condition of an index names the attributes of the index.
pub(super) async fn an_index_is_read_by_its_own_key(ground: &Ground) {
    let table = orders(ground, IndexProjection::All).await;
    let refused = [
        (KeyCondition::partition("pk", "o1"), Rule::PartitionMissing),
        (of("a").sort("sk").eq("order"), Rule::SortUnknown),
        (of("a").sort("total").eq("1"), Rule::KeyConditionType),
        (KeyCondition::partition("owner", 1), Rule::KeyConditionType),
    ];
    for (condition, rule) in refused {
        table.breaks(rule, table.store().query(table.index_query("by_owner", condition))).await;
    }
}

/// A start key of an index has the keys of the index and of the table, and lies inside the condition.
pub(super) async fn a_start_key_of_an_index_has_both_keys(ground: &Ground) {
    let table = orders(ground, IndexProjection::All).await;
    table.put_all([1, 2, 3].map(|n| order(n, "a", n))).await;
    ground.settle().await;
    let query = |start: Item| table.index_query("by_owner", of("a").sort("total").le(3)).after(Some(start));
    let whole = item! { "pk" => "o2", "sk" => "order", "owner" => "a", "total" => 2 };
    assert_eq!(table.queried(query(whole.clone())).await, [order(3, "a", 3)]);
    for name in ["pk", "sk", "owner", "total"] {
        let mut part = whole.clone();
        part.remove(name);
        table.breaks(Rule::StartKeyShape, table.store().query(query(part))).await;
    }
    for outside in [whole.clone().with("owner", "b"), whole.with("total", 4)] {
        table.breaks(Rule::StartKeyOutside, table.store().query(query(outside))).await;
    }
}

/// An index may turn the table's key around.
pub(super) async fn an_index_may_turn_the_key_around(ground: &Ground) {
    let index = GlobalIndex::new("inverted", KeyAttribute::string("sk")).sort_key(KeyAttribute::string("pk"));
    let table = ground.create(ground.sorted_schema().global_index(index)).await;
    table
        .put_all([("b", "x"), ("a", "x"), ("a", "y")].map(|(pk, sk)| item! { "pk" => pk, "sk" => sk }))
        .await;
    ground.settle().await;
    let found =
        table.queried(table.index_query("inverted", KeyCondition::partition("sk", "x")).limit(1)).await;
    assert_eq!(found, ["a", "b"].map(|pk| item! { "pk" => pk, "sk" => "x" }));
}

/// A scan of an index returns its items once, in pages and in segments.
pub(super) async fn an_index_can_be_scanned(ground: &Ground) {
    let table = orders(ground, IndexProjection::All).await;
    let items: Vec<_> = (0..9).map(|n| order(n, ["a", "b"][usize::from(n % 2 == 0)], n)).collect();
    table.put_all(items.clone()).await;
    ground.settle().await;
    let scan = || Scan::new(table.name()).index("by_owner").limit(2);
    assert_eq!(table.scanned(scan()).await, in_any_order(items.clone()));
    let mut found = Vec::new();
    for index in 0..3 {
        let segment = Some(twintable::store::Segment { index, total: 3 });
        found.extend(table.scanned(Scan { segment, ..scan() }).await);
    }
    assert_eq!(in_any_order(found), in_any_order(items));
}

/// A scan of an index may filter by any key.
pub(super) async fn a_scan_of_an_index_filters_by_key(ground: &Ground) {
    let table = orders(ground, IndexProjection::KeysOnly).await;
    table.put_all([order(1, "a", 1), order(2, "b", 2), order(3, "b", 3)]).await;
    ground.settle().await;
    let filter = path("owner").eq("b") & path("total").gt(2) & path("pk").exists();
    let found = table.scanned(Scan::new(table.name()).index("by_owner").filter(filter)).await;
    assert_eq!(found, [item! { "pk" => "o3", "sk" => "order", "owner" => "b", "total" => 3 }]);
}

/// An index may have bytes as its key, and no sort key.
pub(super) async fn an_index_may_have_bytes_as_its_key(ground: &Ground) {
    let index = GlobalIndex::new("by_hash", KeyAttribute::binary("hash"));
    let table = ground.create(ground.schema().global_index(index)).await;
    let item = item! { "pk" => "k", "hash" => Value::binary([0, 255]) };
    table.put_all([item.clone(), item! { "pk" => "l", "hash" => Value::binary([0]) }]).await;
    ground.settle().await;
    let condition = KeyCondition::partition("hash", Value::binary([0, 255]));
    assert_eq!(table.queried(table.index_query("by_hash", condition)).await, [item]);
}
