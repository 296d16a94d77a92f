//! How large an expression may be.

use super::{Ground, key};
use twintable::{
    List, Path, Rule, Value,
    expr::{Filter, KeyCondition, Projection, Term, Update, if_not_exists, list_append},
    item, path,
    store::{GetItem, Query, UpdateItem},
    validate::filter_length,
};

/// `OR` of 28 functions, 4,092 bytes of text beside the index of a list.
fn exists_at(index: u32) -> Filter {
    let deep = |path: Path, fields: u32| (0..fields).fold(path, |path, _| path.field("x"));
    let first = deep(path("a0").index(index), 12).exists();
    Filter::any((1..28).map(|n| deep(path(format!("a{n}")), 31).exists()).chain([first]))
}

/// A condition of 4,096 bytes is evaluated, and a longer one is refused.
pub(super) async fn a_condition_has_at_most_4096_bytes(ground: &Ground) {
    let row = ground.row(item! { "a0" => 1 }).await;
    assert_eq!(filter_length(&exists_at(10)), 4096);
    row.is_false(exists_at(10)).await;
    row.breaks(Rule::ExpressionTooLong, exists_at(100)).await;
}

/// The length of an expression counts aliases, not what they stand for.
pub(super) async fn names_and_values_do_not_make_an_expression_long(ground: &Ground) {
    let (name, value) = ("n".repeat(5000), "v".repeat(5000));
    let row = ground.row(item! { &name => &value }).await;
    row.is_true(path(name.clone()).eq(&value)).await;
    assert_eq!(row.after(Update::new().set(name.clone(), 1)).await, item! { &name => 1 });
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

/// An update has at most 300 operators and functions, and fewer if they make it too long.
pub(super) async fn an_update_has_a_limited_number_of_operators(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    let sums =
        |count: i32| (0..count).fold(Update::new(), |update, n| update.set(format!("s{n}"), path("n") + n));
    row.update_breaks(Rule::TooManyOperators, sums(301)).await;
    row.update_breaks(Rule::ExpressionTooLong, sums(300)).await;
    assert_eq!(row.after(sums(240)).await.len(), 241);
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

/// A value that comes again is sent once, and counts once.
pub(super) async fn a_repeated_value_counts_once(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    let large = "x".repeat(300_000);
    row.is_false(Filter::any((0..10).map(|n| path(format!("a{n}")).eq(large.as_str())))).await;
}

/// The condition and the update of one request share the 2 MB.
pub(super) async fn a_request_shares_its_2_mb(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    let large = |n: i32| Value::list([format!("{n}{}", "x".repeat(300_000))]);
    let condition = Filter::any((0..4).map(|n| path("n").ne(large(n))));
    let append = |n| list_append(if_not_exists("l", List::new()), large(n));
    let update = (4..7).fold(Update::new(), |update, n| update.set(format!("l{n}"), append(n)));
    let request = UpdateItem::new(row.table.name(), key("k"), update).when(condition);
    row.table.breaks(Rule::SubstitutionsTooLarge, row.table.store().update_item(request)).await;
}
