//! Which of several that fit is chosen.

use super::*;

/// The name of the index that is chosen; `table` for the table.
fn best(layout: &Layout, filter: &Filter) -> String {
    let choice = chosen(layout, filter);
    assert!(!choice.is_scan(), "{choice}");
    choice.index.as_deref().unwrap_or("table").to_owned()
}

fn global(name: &'static str, sort: &[&'static str]) -> IndexLayout {
    let index = IndexLayout::global(name, text("shop"));
    sort.iter().fold(index, |index, sort| index.sort_key(composed(sort, "", &[sort])))
}

/// Entities of a shop, that have all of the attributes.
fn of_shop(sort: KeyField, indexes: impl IntoIterator<Item = IndexLayout>) -> Layout {
    let layout = Layout::new("order", "shop", text("shop")).sort_key(sort).required(["a", "b", "c", "id"]);
    indexes.into_iter().fold(layout, Layout::index)
}

fn in_shop(filters: impl IntoIterator<Item = Filter>) -> Filter {
    filters.into_iter().fold(path("shop").eq("s"), Filter::and)
}

#[test]
fn more_parts_by_equality_come_first() {
    let layout = of_shop(
        composed("SK", "", &["id"]),
        [global("one", &["a"]), global("two", &["a_", "b_"]), global("both", &["a", "b"])],
    );
    assert_eq!(best(&layout, &in_shop([])), "table");
    let two = in_shop([path("a").eq("x"), path("b").eq("x"), path("c").eq("x")]);
    assert_eq!(best(&layout, &two), "both");
    // Parts count, whether in one attribute or in several.
    let layout = of_shop(
        text("id"),
        [
            global("one", &["a"]),
            IndexLayout::global("parts", text("shop")).sort_key(composed("P", "", &["b", "c"])),
        ],
    );
    assert_eq!(best(&layout, &two), "parts");
    assert_eq!(best(&layout, &in_shop([path("a").eq("x"), path("b").eq("x")])), "one");
    // A range counts less than a part, and more than nothing.
    let (a, b) = (path("a").eq("x"), path("b").ge("x"));
    assert_eq!(best(&layout, &in_shop([a.clone(), b])), "one");
    assert_eq!(best(&layout, &in_shop([path("c").eq("x"), path("a").ge("x")])), "one");
    let range = of_shop(text("id"), [global("one", &["a"]), global("both", &["a", "b"])]);
    assert_eq!(best(&range, &in_shop([a.clone(), path("b").begins_with("x")])), "both");
    assert_eq!(best(&range, &in_shop([a])), "one");
}

#[test]
fn of_equals_the_table_comes_first_then_local_indexes_then_the_order() {
    let local = IndexLayout::local("local", text("a"));
    let (first, second) = (global("first", &["a"]), global("second", &["a"]));
    let filter = in_shop([path("a").eq("x")]);
    assert_eq!(best(&of_shop(text("a"), [first.clone(), local.clone()]), &filter), "table");
    assert_eq!(best(&of_shop(text("id"), [first.clone(), second.clone(), local]), &filter), "local");
    assert_eq!(best(&of_shop(text("id"), [second.clone(), first.clone()]), &filter), "second");
    assert_eq!(best(&of_shop(text("id"), [first, second]), &filter), "first");
}

#[test]
fn the_whole_primary_key_comes_before_all() {
    let layout = with_index(global("by_shop", &["a", "b"])).required(["a", "b"]);
    let filter = in_shop([path("a").eq("x"), path("b").eq("x"), path("id").eq("1")]);
    let choice = chosen(&layout, &filter);
    assert_eq!(choice.key_condition, Some(KeyCondition::partition("id", "1")));
    assert_eq!(choice.passed_over, [PassedOver { index: Some("by_shop".into()), why: WhyNot::Outranked }]);
    // Half of it is a part like others.
    let layout = of_shop(text("id"), [global("by_shop", &["a", "b"])]);
    assert_eq!(best(&layout, &filter), "table");
    let range = in_shop([path("a").eq("x"), path("b").eq("x"), path("c").ge("1")]);
    assert_eq!(best(&layout, &range), "by_shop");
}
