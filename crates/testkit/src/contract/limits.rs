//! How large an expression may be.

use super::{Ground, key};
use twintable::{
    List, Rule, Value,
    expr::{Filter, KeyCondition, Projection, Term, Update, if_not_exists, list_append},
    item, path,
    store::{GetItem, Query, UpdateItem},
};

/// `attribute_exists` of an alias, this many times, joined by `OR`: 25 bytes each, without the last four.
fn exists_of_length(bytes: usize) -> Filter {
    assert_eq!((bytes + 4) % 25, 0, "a length that such a filter can have");
    Filter::any((0..(bytes + 4) / 25).map(|n| path(format!("a{n}")).exists()))
}

/// A condition of 4,096 bytes is evaluated, and a longer one is refused. Names do not count, aliases do.
pub(super) async fn a_condition_has_at_most_4096_bytes(ground: &Ground) {
    let row = ground.row(item! { "a0" => 1 }).await;
    row.is_true(exists_of_length(4096)).await;
    row.breaks(Rule::ExpressionTooLong, exists_of_length(4121)).await;
    row.is_false(path("n".repeat(5000)).exists()).await;
}

/// A projection has at most 4,096 bytes.
pub(super) async fn a_projection_has_at_most_4096_bytes(ground: &Ground) {
    let row = ground.row(item! { "a0" => 1, "a1023" => 2 }).await;
    let get = |count: u32| {
        let projection = Some(Projection::of((0..count).map(|n| format!("a{n}"))));
        GetItem { projection, consistent: true, ..GetItem::new(row.table.name(), key("k")) }
    };
    let found = row.table.store().get_item(get(1024)).await.unwrap().item;
    assert_eq!(found, Some(item! { "a0" => 1, "a1023" => 2 }));
    row.table.breaks(Rule::ExpressionTooLong, row.table.store().get_item(get(1025))).await;
}

/// An update has at most 4,096 bytes.
pub(super) async fn an_update_has_at_most_4096_bytes(ground: &Ground) {
    let row = ground.row(item! { "a0" => 1 }).await;
    let remove = |count: u32| (0..count).fold(Update::new(), |update, n| update.remove(format!("a{n}")));
    assert_eq!(row.after(remove(818)).await, item! {});
    row.update_breaks(Rule::ExpressionTooLong, remove(819)).await;
}

/// A condition has at most 300 operators: comparisons, `AND`, `OR` and `NOT`.
pub(super) async fn a_condition_has_at_most_300_operators(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    let ands = |count: i32| Filter::all((0..count).map(|bound| path("n").ne(-bound)));
    row.is_false(Filter::Not(Term::new(ands(150)))).await;
    row.breaks(Rule::TooManyOperators, ands(151)).await;
    let negated = Filter::Not(Term::new(Filter::Not(Term::new(ands(150)))));
    row.breaks(Rule::TooManyOperators, negated).await;
}

/// Functions are no operators.
pub(super) async fn functions_are_no_operators(ground: &Ground) {
    let row = ground.row(item! { "a0" => 1 }).await;
    row.is_false(Filter::all((0..160).map(|n| path(format!("a{n}")).exists()))).await;
}

/// An update has at most 300 operators and functions.
pub(super) async fn an_update_has_at_most_300_operators(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    let nested =
        |count: usize| (0..count).fold(path("n").into(), |source, n| if_not_exists(format!("a{n}"), source));
    row.update_breaks(Rule::ExpressionTooLong, Update::new().set("x", nested(230))).await;
    let sums =
        |count: i32| (0..count).fold(Update::new(), |update, n| update.set(format!("s{n}"), path("n") + n));
    row.update_breaks(Rule::TooManyOperators, sums(301)).await;
    assert_eq!(row.after(sums(250)).await.len(), 251);
}

/// The names and values of a request's expressions have at most 2 MB.
pub(super) async fn substitutions_have_at_most_2_mb(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    let large = |n: i32| Value::from(format!("{n}{}", "x".repeat(300_000)));
    let filter = |count: i32| Filter::any((0..count).map(|n| path("n").eq(large(n))));
    row.breaks(Rule::SubstitutionsTooLarge, filter(7)).await;
    row.is_false(filter(6)).await;
    let query = Query { filter: Some(filter(7)), ..row.table.query(KeyCondition::partition("pk", "k")) };
    row.table.breaks(Rule::SubstitutionsTooLarge, row.table.store().query(query)).await;
}

/// The condition and the update of one request share the 2 MB.
pub(super) async fn a_request_shares_its_2_mb(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    let large = |n: i32| Value::list([format!("{n}{}", "x".repeat(300_000))]);
    let condition = Filter::any((0..4).map(|n| path("n").ne(large(n))));
    let append = |n| list_append(if_not_exists("l", List::new()), large(n));
    let update = (0..3).fold(Update::new(), |update, n| update.set(format!("l{n}"), append(n)));
    let request = UpdateItem::new(row.table.name(), key("k"), update).when(condition);
    row.table.breaks(Rule::SubstitutionsTooLarge, row.table.store().update_item(request)).await;
}
