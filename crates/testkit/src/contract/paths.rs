//! Document paths and names.

use super::Ground;
use twintable::{Path, Rule, Value, expr::Update, item, path};

/// A dot or a bracket in a name is part of the name.
pub(super) async fn a_name_is_literal(ground: &Ground) {
    let row = ground
        .row(item! { "a.b" => 1, "a" => Value::map([("b", 2)]), "l[0]" => 3, "l" => Value::list([4]) })
        .await;
    row.is_true(path("a.b").eq(1) & path("a").field("b").eq(2)).await;
    row.is_true(path("l[0]").eq(3) & path("l").index(0).eq(4)).await;
    let after = row.after(Update::new().set("a.b", 5).remove("l[0]")).await;
    assert_eq!(after, item! { "a.b" => 5, "a" => Value::map([("b", 2)]), "l" => Value::list([4]) });
    row.shows(&["\"a.b\""], item! { "a.b" => 1 }).await;
}

/// A name may be a reserved word, a placeholder, a number or anything else.
pub(super) async fn a_name_may_be_anything(ground: &Ground) {
    let names =
        ["name", "SELECT", "size", "#a", ":v", "0", "a b", "a-b", "\u{e9}\u{1f600}", "\"", "\\", "()", "AND"];
    for name in names {
        let row = ground.row(item! { name => 1, "m" => Value::map([(name, 2)]) }).await;
        row.is_true(path(name).eq(1) & path("m").field(name).eq(2)).await;
        let after = row.after(Update::new().add(name, 1).set(path("m").field(name), 7)).await;
        assert_eq!(after, item! { name => 2, "m" => Value::map([(name, 7)]) });
    }
}

/// Names differ by case.
pub(super) async fn names_differ_by_case(ground: &Ground) {
    let row = ground.row(item! { "a" => 1, "A" => 2 }).await;
    row.is_true(path("a").eq(1) & path("A").eq(2)).await;
    row.shows(&["A"], item! { "A" => 2 }).await;
}

/// A path leads through maps and lists to any depth.
pub(super) async fn a_path_leads_through_maps_and_lists(ground: &Ground) {
    let row = ground
        .row(item! { "m" => Value::map([("l", Value::list([Value::Null, Value::map([("x", 7)])]))]) })
        .await;
    let x = path("m").field("l").index(1).field("x");
    row.is_true(x.clone().eq(7)).await;
    row.is_true(path("m").field("l").index(0).eq(Value::Null)).await;
    let after = row.after(Update::new().set(x, path("m").field("l").index(1).field("x") + 1)).await;
    let inner = Value::list([Value::Null, Value::map([("x", 8)])]);
    assert_eq!(after, item! { "m" => Value::map([("l", inner)]) });
}

/// A list index beyond any list is no error.
pub(super) async fn an_index_may_be_large(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([1]) }).await;
    row.is_true(path("l").index(1_000_000).not_exists()).await;
    row.shows(&["l[999999]"], item! {}).await;
}

/// A path has at most 32 names and indexes.
pub(super) async fn a_path_has_a_limited_depth(ground: &Ground) {
    let row = ground.row(item! { "m" => 1 }).await;
    let deep = |steps: usize| (0..steps).fold(Path::new("m"), |path, _| path.field("m"));
    row.is_true(deep(31).not_exists()).await;
    row.breaks(Rule::PathTooDeep, deep(32).not_exists()).await;
    row.update_breaks(Rule::PathTooDeep, Update::new().remove(deep(32))).await;
}
