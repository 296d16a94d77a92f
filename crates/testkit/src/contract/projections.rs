//! Projections, by every operation that reads.

use super::{Ground, key};
use twintable::{
    List, Map, Path, PrimaryKey, Rule, Value,
    expr::{KeyCondition, Projection},
    item, path,
    store::{BatchGet, BatchGetItem, GetItem, Query, Scan, Select, TransactGet, TransactGetItems},
};

/// A projection returns the attributes that it names, and no others: keys neither.
pub(super) async fn a_projection_returns_what_it_names(ground: &Ground) {
    let row = ground.row(item! { "a" => 1, "b" => "x", "c" => Value::Null }).await;
    row.shows(&["a", "c"], item! { "a" => 1, "c" => Value::Null }).await;
    row.shows(&["b", "pk"], item! { "b" => "x", "pk" => "k" }).await;
}

/// A projection keeps the structure around a nested value.
pub(super) async fn a_projection_keeps_the_structure(ground: &Ground) {
    let inner = Value::map([("x", 1), ("y", 2)]);
    let row = ground.row(item! { "m" => Value::map([("n", inner), ("z", 3.into())]), "other" => 4 }).await;
    let shown = Value::map([("n", Value::map([("x", 1)]))]);
    row.shows(&["m.n.x"], item! { "m" => shown }).await;
    row.shows(&["m.z"], item! { "m" => Value::map([("z", 3)]) }).await;
}

/// Several paths into one map are merged.
pub(super) async fn paths_into_one_map_are_merged(ground: &Ground) {
    let row = ground.row(item! { "m" => Value::map([("a", 1), ("b", 2), ("c", 3)]) }).await;
    row.shows(&["m.a", "m.c"], item! { "m" => Value::map([("a", 1), ("c", 3)]) }).await;
}

/// Elements of a list come in the order of the list, without gaps.
pub(super) async fn list_elements_come_in_their_order(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([0, 1, 2, 3]) }).await;
    row.shows(&["l[3]", "l[1]"], item! { "l" => Value::list([1, 3]) }).await;
    row.shows(&["l[2]"], item! { "l" => Value::list([2]) }).await;
}

/// Paths into one element of a list give one element.
pub(super) async fn paths_into_one_element_are_merged(ground: &Ground) {
    let point = |x: i32| Value::map([("x", x), ("y", x + 1), ("z", x + 2)]);
    let row = ground.row(item! { "l" => Value::list([point(0), point(10)]) }).await;
    let shown = Value::list([Value::map([("x", 10), ("z", 12)])]);
    row.shows(&["l[1].z", "l[1].x"], item! { "l" => shown }).await;
    let nested = ground.row(item! { "l" => Value::list([Value::list([1, 2]), Value::list([3, 4])]) }).await;
    nested
        .shows(&["l[0][1]", "l[1][0]"], item! { "l" => Value::list([Value::list([2]), Value::list([3])]) })
        .await;
}

/// What an item lacks is left out, with the structure around it.
pub(super) async fn what_is_missing_is_left_out(ground: &Ground) {
    let row = ground
        .row(item! { "a" => 1, "m" => Value::map([("x", 1)]), "l" => Value::list([1]), "s" => "text" })
        .await;
    row.shows(&["a", "gone", "m.y", "l[7]", "s.x"], item! { "a" => 1 }).await;
    row.shows(&["m.x", "m.y"], item! { "m" => Value::map([("x", 1)]) }).await;
}

/// An empty list or map that is named itself is returned.
pub(super) async fn empty_containers_are_returned(ground: &Ground) {
    let row = ground.row(item! { "l" => List::new(), "m" => Value::map([("n", Map::new())]) }).await;
    row.shows(&["l", "m.n"], item! { "l" => List::new(), "m" => Value::map([("n", Map::new())]) }).await;
}

/// A transaction projects as other reads do: keys are not added.
pub(super) async fn a_transaction_projects_as_others_do(ground: &Ground) {
    let row = ground
        .row(item! { "a" => 1, "m" => Value::map([("x", 1), ("y", 2)]), "l" => Value::list([1, 2]) })
        .await;
    let projection = Some(Projection::of([path("a"), path("m").field("y"), path("l").index(1)]));
    let gets = vec![TransactGet { projection, ..TransactGet::new(row.table.name(), key("k")) }];
    let request = TransactGetItems { gets, ..TransactGetItems::default() };
    let found = row.table.store().transact_get_items(request).await.unwrap().items;
    let expected = item! { "a" => 1, "m" => Value::map([("y", 2)]), "l" => Value::list([2]) };
    assert_eq!(found, [Some(expected)]);
}

/// An item of which nothing is named is there, without attributes.
pub(super) async fn an_item_without_the_attributes_is_empty(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    row.shows(&["gone"], item! {}).await;
}

/// A missing item is missing under a projection too.
pub(super) async fn a_missing_item_is_not_empty(ground: &Ground) {
    let table = ground.table().await;
    let projection = Some(Projection::of(["a"]));
    let get = GetItem { projection: projection.clone(), ..GetItem::new(table.name(), key("k")) };
    assert_eq!(table.store().get_item(get).await.unwrap().item, None);
    let gets = vec![TransactGet { projection, ..TransactGet::new(table.name(), key("k")) }];
    let request = TransactGetItems { gets, ..TransactGetItems::default() };
    assert_eq!(table.store().transact_get_items(request).await.unwrap().items, [None]);
}

/// Asserts that every operation that reads refuses these paths.
async fn each_read_refuses(ground: &Ground, paths: Vec<Path>, rule: Rule) {
    let row = ground.row(item! { "a" => 1 }).await;
    let (table, store) = (&row.table, row.table.store());
    let select = Select::Attributes(Projection { paths: paths.clone() });
    let projection = Some(Projection { paths });
    let get = GetItem { projection: projection.clone(), ..GetItem::new(table.name(), key("k")) };
    table.breaks(rule, store.get_item(get)).await;
    let query = Query { select: select.clone(), ..table.query(KeyCondition::partition("pk", "k")) };
    table.breaks(rule, store.query(query)).await;
    table.breaks(rule, store.scan(Scan { select, ..table.scan() })).await;
    let batch = BatchGet { projection: projection.clone(), ..BatchGet::new(table.name(), [key("k")]) };
    table.breaks(rule, store.batch_get_item(BatchGetItem::of(batch))).await;
    let gets = vec![TransactGet { projection, ..TransactGet::new(table.name(), PrimaryKey::new("pk", "k")) }];
    table.breaks(rule, store.transact_get_items(TransactGetItems { gets, ..Default::default() })).await;
}

/// No two paths lead to the same place, or inside each other, whatever the item is.
pub(super) async fn projected_paths_do_not_overlap(ground: &Ground) {
    each_read_refuses(ground, vec![path("a"), path("a")], Rule::OverlappingPaths).await;
    each_read_refuses(ground, vec![path("a").field("b"), path("a")], Rule::OverlappingPaths).await;
    each_read_refuses(ground, vec![path("l").index(0), path("b"), path("l")], Rule::OverlappingPaths).await;
}

/// No two paths take one value for a map and for a list.
pub(super) async fn projected_paths_do_not_conflict(ground: &Ground) {
    each_read_refuses(ground, vec![path("a").field("b"), path("a").index(1)], Rule::ConflictingPaths).await;
    let (map, list) = (path("a").index(0).field("b"), path("a").index(0).index(1));
    each_read_refuses(ground, vec![map, path("z"), list], Rule::ConflictingPaths).await;
}

/// A projection names something.
pub(super) async fn a_projection_is_not_empty(ground: &Ground) {
    each_read_refuses(ground, vec![], Rule::EmptyProjection).await;
}

/// Neighbours that merely look alike do not overlap.
pub(super) async fn siblings_do_not_overlap(ground: &Ground) {
    let map = Value::map([("b", 1), ("bc", 2)]);
    let row = ground.row(item! { "a" => map, "a.b" => 3, "ab" => 4, "l" => Value::list([5, 6]) }).await;
    let shown = item! { "a" => Value::map([("b", 1)]), "a.b" => 3, "ab" => 4, "l" => Value::list([5, 6]) };
    row.shows(&["a.b", "\"a.b\"", "ab", "l[0]", "l[1]", "l[10]"], shown).await;
}
