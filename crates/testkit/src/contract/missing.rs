//! Attributes that are not there.

use super::Ground;
use twintable::{
    Value, ValueType,
    expr::{Filter, Operand},
    item, path,
};

/// Nothing equals a missing attribute.
pub(super) async fn a_missing_attribute_is_not_equal_to_anything(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    row.is_false(path("gone").eq(1)).await;
    row.is_false(path("gone").eq(Value::Null)).await;
    row.is_false(path("gone").eq("")).await;
    row.is_false(path("gone").eq(path("a"))).await;
    row.is_false(Operand::from(1).eq(path("gone"))).await;
}

/// Everything differs from a missing attribute.
pub(super) async fn a_missing_attribute_differs_from_everything(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    row.is_true(path("gone").ne(1)).await;
    row.is_true(path("gone").ne(path("a"))).await;
    row.is_true(Operand::from(1).ne(path("gone"))).await;
}

/// Two missing attributes are not equal: they differ.
pub(super) async fn two_missing_attributes_differ(ground: &Ground) {
    let row = ground.row(item! {}).await;
    row.is_false(path("gone").eq(path("lost"))).await;
    row.is_true(path("gone").ne(path("lost"))).await;
}

/// A missing attribute has no order: every other comparison with it is false.
pub(super) async fn a_missing_attribute_has_no_order(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    let gone = || path("gone");
    let comparisons = [gone().lt(1), gone().le(1), gone().gt(1), gone().ge(1), gone().le(path("a"))];
    let others = [
        gone().between(0, 9),
        path("a").between(gone(), 9),
        path("a").between(0, gone()),
        gone().is_in([1, 2]),
        gone().lt(path("lost")),
    ];
    for filter in comparisons.into_iter().chain(others) {
        row.is_false(filter).await;
    }
}

/// Every function of a missing attribute is false, but for the one that asks for its absence.
pub(super) async fn a_function_of_a_missing_attribute_is_false(ground: &Ground) {
    let row = ground.row(item! { "a" => "text" }).await;
    let gone = || path("gone");
    row.is_false(gone().exists()).await;
    row.is_true(gone().not_exists()).await;
    row.is_false(gone().begins_with("")).await;
    row.is_false(gone().contains("t")).await;
    row.is_false(path("a").begins_with(gone())).await;
    row.is_false(path("a").contains(gone())).await;
    for value_type in ValueType::ALL {
        row.is_false(gone().type_is(value_type)).await;
    }
}

/// `NOT` turns a false comparison with a missing attribute into a true one.
pub(super) async fn not_simply_negates(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    row.is_true(!path("gone").eq(1)).await;
    row.is_true(!path("gone").lt(1)).await;
    row.is_true(!path("gone").between(0, 9)).await;
    row.is_false(!path("gone").ne(1)).await;
    row.is_true(!path("gone").exists()).await;
    row.is_true(!path("gone").begins_with("a")).await;
}

/// What lies below a missing attribute, below a value without parts or past a list's end is missing.
pub(super) async fn what_no_path_leads_to_is_missing(ground: &Ground) {
    let row =
        ground.row(item! { "s" => "text", "l" => Value::list([1]), "m" => Value::map([("a", 1)]) }).await;
    let nowhere = [
        path("gone").field("a"),
        path("gone").index(0),
        path("s").field("a"),
        path("s").index(0),
        path("l").index(1),
        path("l").field("a"),
        path("m").field("b"),
        path("m").index(0),
        path("m").field("a").field("a"),
    ];
    for path in nowhere {
        row.is_true(path.clone().not_exists()).await;
        row.is_false(path.clone().exists()).await;
        row.is_true(path.ne(1)).await;
    }
}

/// `NULL` is a value: an attribute that holds it is there.
pub(super) async fn a_null_is_not_missing(ground: &Ground) {
    let row = ground.row(item! { "null" => Value::Null }).await;
    row.is_true(path("null").exists()).await;
    row.is_false(path("null").not_exists()).await;
    row.is_true(path("null").eq(Value::Null)).await;
    row.is_false(path("null").ne(Value::Null)).await;
}

/// A missing term decides nothing for its neighbours.
pub(super) async fn a_missing_attribute_is_false_among_other_terms(ground: &Ground) {
    let row = ground.row(item! { "a" => 1 }).await;
    row.is_true(path("gone").eq(1) | path("a").eq(1)).await;
    row.is_false(path("gone").eq(1) & path("a").eq(1)).await;
    row.is_true(Filter::all([path("gone").ne(1), path("a").eq(1), path("gone").not_exists()])).await;
}
