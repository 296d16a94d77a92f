//! `<`, `<=`, `>`, `>=` and `BETWEEN`.

use super::{Ground, key, one_of_each_type};
use twintable::{Rule, Value, expr::Operand, item, path};

/// The four orders agree with each other, at equality too.
pub(super) async fn the_four_orders_agree(ground: &Ground) {
    let row = ground.row(item! { "n" => 5 }).await;
    for (bound, less, less_or_equal) in [(4, false, false), (5, false, true), (6, true, true)] {
        let cases = [
            (path("n").lt(bound), less),
            (path("n").le(bound), less_or_equal),
            (path("n").gt(bound), !less_or_equal),
            (path("n").ge(bound), !less),
        ];
        for (filter, expected) in cases {
            if expected { row.is_true(filter).await } else { row.is_false(filter).await }
        }
    }
}

/// Texts are ordered by their UTF-8 bytes: no locale, no case, and no UTF-16.
pub(super) async fn texts_are_ordered_by_their_bytes(ground: &Ground) {
    let table = ground.table().await;
    for pair in ["", "A", "B", "a", "aa", "b", "~", "\u{e9}", "\u{ffee}", "\u{1f600}"].windows(2) {
        table.put(item! { "pk" => "k", "a" => pair[0], "b" => pair[1] }).await;
        let filter = path("a").lt(path("b")) & path("a").lt(pair[1]) & path("b").gt(pair[0]);
        assert_eq!(table.scan_page(table.scan().filter(filter)).await.count, 1, "{pair:?}");
    }
    assert!(table.get(key("k")).await.is_some());
}

/// Bytes are ordered as unsigned numbers, and a prefix comes first.
pub(super) async fn bytes_are_ordered_unsigned(ground: &Ground) {
    let table = ground.table().await;
    let bytes: [&[u8]; 6] = [b"", b"\x00", b"\x00\x00", b"\x7f", b"\x80", b"\xff"];
    for pair in bytes.windows(2) {
        table.put(item! { "pk" => "k", "a" => pair[0], "b" => pair[1] }).await;
        let filter = path("a").lt(path("b")) & path("a").lt(pair[1]) & path("b").gt(pair[0]);
        assert_eq!(table.scan_page(table.scan().filter(filter)).await.count, 1, "{pair:?}");
    }
}

/// Values of two types have no order: every comparison is false.
pub(super) async fn values_of_different_types_have_no_order(ground: &Ground) {
    let row = ground.row(item! { "s" => "5", "n" => 5, "b" => Value::binary("5") }).await;
    for (left, right) in [("s", Value::from(5)), ("n", Value::from("5")), ("b", Value::from("5"))] {
        row.is_false(path(left).lt(right.clone())).await;
        row.is_false(path(left).ge(right.clone())).await;
        row.is_false(path(left).between(right, path("gone"))).await;
    }
    row.is_false(path("s").le(path("n"))).await;
    row.is_false(path("s").ge(path("n"))).await;
    row.is_false(path("s").between(4, 6)).await;
}

/// A stored value of a type without order compares as false.
pub(super) async fn a_stored_value_without_order_compares_as_false(ground: &Ground) {
    for value in one_of_each_type().into_iter().filter(|value| !value.value_type().is_ordered()) {
        let row = ground.row(item! { "a" => value.clone(), "b" => value }).await;
        for filter in [path("a").lt(1), path("a").ge("a"), path("a").le(path("b")), path("a").between(0, 9)] {
            row.is_false(filter).await;
        }
    }
}

/// A constant of a type without order is refused where an order is asked for, whatever the item.
pub(super) async fn a_constant_without_order_is_refused(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    for value in one_of_each_type().into_iter().filter(|value| !value.value_type().is_ordered()) {
        row.breaks(Rule::OrderOfUnordered, path("a").lt(value.clone())).await;
        row.breaks(Rule::OrderOfUnordered, path("gone").ge(value.clone())).await;
        row.breaks(Rule::OrderOfUnordered, Operand::from(value.clone()).le(path("a"))).await;
        row.breaks(Rule::OrderOfUnordered, path("a").between(value.clone(), value)).await;
    }
}

/// `BETWEEN` includes both bounds.
pub(super) async fn between_includes_its_bounds(ground: &Ground) {
    let row = ground.row(item! { "n" => 5, "s" => "m", "b" => Value::binary([5]) }).await;
    row.is_true(path("n").between(5, 6)).await;
    row.is_true(path("n").between(4, 5)).await;
    row.is_true(path("n").between(5, 5)).await;
    row.is_false(path("n").between(6, 9)).await;
    row.is_true(path("s").between("a", "m")).await;
    row.is_false(path("s").between("n", "z")).await;
    row.is_true(path("b").between(Value::binary([5]), Value::binary([5, 0]))).await;
}

/// All three operands of `BETWEEN` may be attributes.
pub(super) async fn between_takes_three_paths(ground: &Ground) {
    let row = ground.row(item! { "low" => 1, "n" => 5, "high" => 9 }).await;
    row.is_true(path("n").between(path("low"), path("high"))).await;
    row.is_false(path("low").between(path("n"), path("high"))).await;
    row.is_true(Operand::from(5).between(path("low"), path("high"))).await;
    row.is_true(path("n").between(path("low"), 5)).await;
}

/// Constant bounds of two types are refused.
pub(super) async fn constant_bounds_have_one_type(ground: &Ground) {
    let row = ground.row(item! { "n" => 5 }).await;
    row.breaks(Rule::BetweenTypes, path("n").between(1, "z")).await;
    row.breaks(Rule::BetweenTypes, path("gone").between("a", Value::binary("z"))).await;
}

/// A constant lower bound above the upper one is refused.
pub(super) async fn constant_bounds_are_in_order(ground: &Ground) {
    let row = ground.row(item! { "n" => 5 }).await;
    row.breaks(Rule::BetweenOrder, path("n").between(9, 1)).await;
    row.breaks(Rule::BetweenOrder, path("gone").between("b", "a")).await;
}

/// Bounds that are attributes are merely false where they do not fit.
pub(super) async fn stored_bounds_may_be_wrong(ground: &Ground) {
    let row = ground.row(item! { "low" => 9, "high" => 1, "n" => 5, "s" => "z" }).await;
    row.is_false(path("n").between(path("low"), path("high"))).await;
    row.is_false(path("n").between(path("high"), path("s"))).await;
    row.is_false(path("n").between(9, path("low"))).await;
}
