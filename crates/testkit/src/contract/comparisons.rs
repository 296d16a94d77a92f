//! `=`, `<>` and `IN`.

use super::{Ground, number, one_of_each_type};
use twintable::{Rule, Value, expr::Operand, item, path};

/// Every type of value equals itself: against a constant, and against another attribute.
pub(super) async fn a_value_of_every_type_equals_itself(ground: &Ground) {
    for value in one_of_each_type() {
        let row = ground.row(item! { "a" => value.clone(), "b" => value.clone() }).await;
        row.is_true(path("a").eq(value.clone())).await;
        row.is_false(path("a").ne(value)).await;
        row.is_true(path("a").eq(path("b"))).await;
    }
}

/// Values of different types are not equal.
pub(super) async fn values_of_different_types_are_not_equal(ground: &Ground) {
    let row =
        ground.row(one_of_each_type().into_iter().map(|v| (v.value_type().descriptor(), v)).collect()).await;
    let text = path("S");
    for value in one_of_each_type().into_iter().skip(1) {
        row.is_false(text.clone().eq(value.clone())).await;
        row.is_true(text.clone().ne(value.clone())).await;
        row.is_false(text.clone().eq(path(value.value_type().descriptor()))).await;
    }
    row.is_false(path("SS").eq(path("NS"))).await;
    row.is_false(path("L").eq(path("M"))).await;
}

/// The text of a number is not the number, and the bytes of a text are not the text.
pub(super) async fn a_text_is_not_what_it_spells(ground: &Ground) {
    let row = ground.row(item! { "n" => 1, "b" => Value::binary("1"), "null" => Value::Null }).await;
    row.is_false(path("n").eq("1")).await;
    row.is_false(path("b").eq("1")).await;
    row.is_false(path("null").eq("")).await;
    row.is_false(path("null").eq(false)).await;
}

/// Sets are equal whatever the order of their elements, and differ by any element.
pub(super) async fn sets_are_equal_without_order(ground: &Ground) {
    let row =
        ground.row(item! { "s" => Value::string_set(["b", "a"]), "n" => Value::number_set([2, 10]) }).await;
    row.is_true(path("s").eq(Value::string_set(["a", "b"]))).await;
    row.is_false(path("s").eq(Value::string_set(["a"]))).await;
    row.is_true(path("s").ne(Value::string_set(["a", "b", "c"]))).await;
    row.is_true(path("n").eq(Value::number_set([10, 2]))).await;
}

/// Lists are equal in order alone.
pub(super) async fn lists_are_equal_in_order(ground: &Ground) {
    let row = ground.row(item! { "l" => Value::list([1, 2]) }).await;
    row.is_true(path("l").eq(Value::list([1, 2]))).await;
    row.is_false(path("l").eq(Value::list([2, 1]))).await;
    row.is_false(path("l").eq(Value::list([1]))).await;
    row.is_true(path("l").ne(Value::list([1, 2, 3]))).await;
}

/// Maps are equal if they have the same names with equal values.
pub(super) async fn maps_are_equal_by_name(ground: &Ground) {
    let row = ground.row(item! { "m" => Value::map([("a", 1), ("b", 2)]) }).await;
    row.is_true(path("m").eq(Value::map([("b", 2), ("a", 1)]))).await;
    row.is_false(path("m").eq(Value::map([("a", 2), ("b", 1)]))).await;
    row.is_false(path("m").eq(Value::map([("a", 1)]))).await;
}

/// Containers are compared all the way down.
pub(super) async fn nested_values_are_compared_deeply(ground: &Ground) {
    let deep = |last: i32| {
        let set = Value::number_set([last, 5]);
        Value::list([Value::map([("s", set)]), Value::Null])
    };
    let row = ground.row(item! { "l" => deep(1) }).await;
    row.is_true(path("l").eq(deep(1))).await;
    row.is_false(path("l").eq(deep(2))).await;
}

/// Texts are equal byte by byte: neither case nor composition is folded.
pub(super) async fn texts_are_equal_byte_by_byte(ground: &Ground) {
    let row = ground.row(item! { "s" => "caf\u{e9}" }).await;
    row.is_true(path("s").eq("caf\u{e9}")).await;
    row.is_false(path("s").eq("CAF\u{c9}")).await;
    row.is_false(path("s").eq("cafe\u{301}")).await;
    row.is_false(path("s").eq("caf\u{e9} ")).await;
}

/// A constant may stand on the left side, and on both.
pub(super) async fn a_constant_may_stand_on_either_side(ground: &Ground) {
    let row = ground.row(item! { "n" => 5 }).await;
    row.is_true(Operand::from(5).eq(path("n"))).await;
    row.is_true(Operand::from(4).lt(path("n"))).await;
    row.is_true(Operand::from(4).lt(5)).await;
    row.is_false(Operand::from("a").eq("b")).await;
}

/// `IN` finds an equal value of any type, among values of different types.
pub(super) async fn in_finds_an_equal_value(ground: &Ground) {
    let row = ground.row(item! { "n" => 5, "l" => Value::list([1]) }).await;
    row.is_true(path("n").is_in([Value::from("5"), Value::Null, Value::from(number("5.0"))])).await;
    row.is_false(path("n").is_in([Value::from("5"), Value::from(true)])).await;
    row.is_true(path("l").is_in([Value::list([2]), Value::list([1])])).await;
}

/// `IN` compares with other attributes too; one that is missing equals nothing.
pub(super) async fn in_takes_paths(ground: &Ground) {
    let row = ground.row(item! { "a" => 1, "b" => 2, "c" => 1 }).await;
    row.is_true(path("a").is_in([path("missing"), path("b"), path("c")])).await;
    row.is_false(path("a").is_in([path("missing"), path("b")])).await;
    row.is_true(Operand::from(2).is_in([path("a"), path("b")])).await;
}

/// `IN` takes a hundred operands, the left side counted.
pub(super) async fn in_takes_many_values(ground: &Ground) {
    let row = ground.row(item! { "n" => 99 }).await;
    row.is_true(path("n").is_in(1..=99)).await;
    row.is_false(path("n").is_in(101..200)).await;
}

/// `IN` without values is refused, and so is one with more than a hundred.
pub(super) async fn in_takes_one_to_a_hundred_values(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    row.breaks(Rule::EmptyIn, path("n").is_in::<Value>([])).await;
    row.breaks(Rule::InTooLong, path("n").is_in(1..=101)).await;
}

/// An operand is not compared with itself.
pub(super) async fn an_operand_is_not_compared_with_itself(ground: &Ground) {
    let row = ground.row(item! { "a" => "x" }).await;
    let a = || path("a");
    let filters = [
        a().eq(a()),
        a().ne(a()),
        a().le(a()),
        a().size().eq(a().size()),
        a().between(a(), "z"),
        a().between("a", a()),
        a().is_in([Operand::from("y"), Operand::from(a())]),
        a().begins_with(a()),
        a().contains(a()),
    ];
    for filter in filters {
        row.breaks(Rule::SameOperand, filter).await;
    }
}
