//! `SET`.

use super::{Ground, key};
use twintable::{
    List, Rule, Value,
    expr::{Fallback, SetValue, Source, Update, if_not_exists, list_append},
    item, path,
};

/// `SET` replaces an attribute or adds it, and leaves all others alone.
pub(super) async fn set_replaces_and_adds(ground: &Ground) {
    let row = ground.row(item! { "a" => 1, "b" => "x" }).await;
    let after = row.after(Update::new().set("a", Value::list(["new"])).set("c", Value::Null)).await;
    assert_eq!(after, item! { "a" => Value::list(["new"]), "b" => "x", "c" => Value::Null });
}

/// Every right side reads the item as it was: two attributes can be swapped.
pub(super) async fn right_sides_read_the_item_as_it_was(ground: &Ground) {
    let row = ground.row(item! { "a" => 1, "b" => 2 }).await;
    assert_eq!(
        row.after(Update::new().set("a", path("b")).set("b", path("a"))).await,
        item! { "a" => 2, "b" => 1 }
    );
    let counted = Update::new().set("a", path("a") + 1).set("c", path("a"));
    assert_eq!(row.after(counted).await, item! { "a" => 2, "b" => 2, "c" => 1 });
    let moved = Update::new().set("c", path("a")).remove("a");
    assert_eq!(row.after(moved).await, item! { "b" => 2, "c" => 1 });
}

/// `SET` copies a value from any path to any other.
pub(super) async fn set_copies_nested_values(ground: &Ground) {
    let row = ground
        .row(item! { "m" => Value::map([("l", Value::list([1, 2]))]), "n" => Value::map([("x", 0)]) })
        .await;
    let after = row
        .after(Update::new().set(path("n").field("x"), path("m").field("l").index(1)).set("c", path("m")))
        .await;
    let m = Value::map([("l", Value::list([1, 2]))]);
    assert_eq!(after, item! { "m" => m.clone(), "c" => m, "n" => Value::map([("x", 2)]) });
}

/// A source that is missing is refused.
pub(super) async fn a_source_must_be_there(ground: &Ground) {
    let row = ground.row(item! { "a" => 1, "l" => Value::list([1]) }).await;
    row.refuses(Update::new().set("b", path("gone"))).await;
    row.refuses(Update::new().set("b", path("l").index(1))).await;
    row.refuses(Update::new().set("b", path("gone") + 1)).await;
    row.refuses(Update::new().set("a", path("a") + path("gone"))).await;
    row.refuses(Update::new().set("b", if_not_exists("gone", path("lost")))).await;
}

/// `+` and `-` take attributes, constants and `if_not_exists` on either side.
pub(super) async fn sums_take_any_operands(ground: &Ground) {
    let row = ground.row(item! { "a" => 10, "b" => 3 }).await;
    let sums: [(SetValue, i32); 6] = [
        (path("a") + 1, 11),
        (path("a") - path("b"), 7),
        (Source::from(1) - path("b"), -2),
        (Source::from(2) + 3, 5),
        (if_not_exists("gone", 0) + path("b"), 3),
        (path("a") - if_not_exists("b", 100), 7),
    ];
    for (value, sum) in sums {
        let after = row.after(Update::new().set("sum", value)).await;
        assert_eq!(after, item! { "a" => 10, "b" => 3, "sum" => sum });
    }
}

/// A sum of attributes that are no numbers is refused.
pub(super) async fn sums_are_of_numbers(ground: &Ground) {
    let row = ground.row(item! { "n" => 1, "s" => "1", "set" => Value::number_set([1]) }).await;
    row.refuses(Update::new().set("s", path("s") + 1)).await;
    row.refuses(Update::new().set("n", path("n") - path("s"))).await;
    row.refuses(Update::new().set("n", path("set") + path("n"))).await;
}

/// A constant operand of `+` or `-` is a number, whatever the item is.
pub(super) async fn a_constant_in_a_sum_is_a_number(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    row.update_breaks(Rule::ArithmeticOperand, Update::new().set("n", path("n") + "1")).await;
    row.update_breaks(Rule::ArithmeticOperand, Update::new().set("n", Source::from(Value::Null) - path("n")))
        .await;
}

/// `if_not_exists` takes what is there, and else its fallback.
pub(super) async fn if_not_exists_falls_back(ground: &Ground) {
    let row = ground.row(item! { "a" => 1, "null" => Value::Null }).await;
    let values = [
        (if_not_exists("a", 9), Value::from(1)),
        (if_not_exists("gone", 9), Value::from(9)),
        (if_not_exists("gone", path("a")), Value::from(1)),
        (if_not_exists("null", 9), Value::Null),
        (if_not_exists(path("gone").field("deeper").index(3), 9), Value::from(9)),
        (if_not_exists(path("a").field("x"), 9), Value::from(9)),
        (if_not_exists("gone", if_not_exists("lost", if_not_exists("a", 9))), Value::from(1)),
    ];
    for (source, value) in values {
        let after = row.after(Update::new().set("x", source)).await;
        assert_eq!(after, item! { "a" => 1, "null" => Value::Null, "x" => value });
    }
}

/// `if_not_exists` of the target itself sets it once.
pub(super) async fn if_not_exists_sets_once(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    let set = || Update::new().set("b", if_not_exists("b", 5));
    assert_eq!(row.after(set()).await, item! { "a" => 1, "b" => 5 });
    row.table.try_update(key("k"), Update::new().set("b", if_not_exists("b", 6))).await.unwrap();
    assert_eq!(row.table.get(key("k")).await.unwrap().get("b"), Some(&Value::from(1 + 4)));
}

/// `if_not_exists` without a path is refused.
pub(super) async fn if_not_exists_has_a_path(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    let source = Source::IfNotExists { paths: vec![], fallback: Fallback::Value(1.into()) };
    row.update_breaks(Rule::IfNotExistsPath, Update::new().set("b", source)).await;
}

/// `list_append` joins two lists in the order given: to append, and to prepend.
pub(super) async fn list_append_joins_lists(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([1, 2]) }).await;
    let three = || Value::list([3]);
    let joined = [
        (list_append(path("l"), three()), Value::list([1, 2, 3])),
        (list_append(three(), path("l")), Value::list([3, 1, 2])),
        (list_append(path("l"), path("l")), Value::list([1, 2, 1, 2])),
        (list_append(path("l"), List::new()), Value::list([1, 2])),
        (list_append(path("l"), Value::list([three()])), Value::list([1.into(), 2.into(), three()])),
    ];
    for (value, expected) in joined {
        assert_eq!(row.after(Update::new().set("l", value)).await, item! { "l" => expected });
    }
}

/// With `if_not_exists`, `list_append` starts a list that is missing.
pub(super) async fn list_append_starts_a_list(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    let append = list_append(if_not_exists("l", List::new()), Value::list(["x"]));
    assert_eq!(
        row.after(Update::new().set("l", append)).await,
        item! { "a" => 1, "l" => Value::list(["x"]) }
    );
}

/// `list_append` needs two lists that are there.
pub(super) async fn list_append_needs_lists(ground: &Ground) {
    let row =
        ground.row(item! { "s" => "x", "set" => Value::string_set(["x"]), "l" => Value::list([1]) }).await;
    for source in [path("gone"), path("s"), path("set")] {
        row.refuses(Update::new().set("l", list_append(source.clone(), Value::list([1])))).await;
        row.refuses(Update::new().set("l", list_append(path("l"), source))).await;
    }
}

/// A constant operand of `list_append` is a list, whatever the item is.
pub(super) async fn a_constant_in_list_append_is_a_list(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([1]) }).await;
    row.update_breaks(Rule::ListAppendOperand, Update::new().set("l", list_append(path("l"), 2))).await;
    let set = Value::string_set(["x"]);
    row.update_breaks(Rule::ListAppendOperand, Update::new().set("l", list_append(set, path("l")))).await;
}

/// `SET` reaches into maps and lists, and leaves their neighbours alone.
pub(super) async fn set_reaches_into_maps_and_lists(ground: &Ground) {
    let row =
        ground.row(item! { "m" => Value::map([("a", 1), ("b", 2)]), "l" => Value::list([1, 2, 3]) }).await;
    let update =
        Update::new().set(path("m").field("b"), 9).set(path("m").field("c"), 3).set(path("l").index(1), "x");
    let list: [Value; 3] = [1.into(), "x".into(), 3.into()];
    let expected = item! { "m" => Value::map([("a", 1), ("b", 9), ("c", 3)]), "l" => Value::list(list) };
    assert_eq!(row.after(update).await, expected);
}

/// An index past the end appends, without a gap; several append in the order of their indexes.
pub(super) async fn an_index_past_the_end_appends(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([0, 1]) }).await;
    let l = |index| path("l").index(index);
    assert_eq!(row.after(Update::new().set(l(2), 2)).await, item! { "l" => Value::list([0, 1, 2]) });
    assert_eq!(row.after(Update::new().set(l(99), 2)).await, item! { "l" => Value::list([0, 1, 2]) });
    let several = Update::new().set(l(90), 90).set(l(7), 7).set(l(0), 10).set(l(50), 50);
    assert_eq!(row.after(several).await, item! { "l" => Value::list([10, 1, 7, 50, 90]) });
}
