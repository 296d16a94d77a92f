//! `AND`, `OR` and `NOT`.

use super::Ground;
use twintable::{
    MAX_DEPTH, Rule,
    expr::{Filter, Term},
    item, path,
};

fn yes() -> Filter {
    path("n").eq(1)
}

fn no() -> Filter {
    path("n").eq(2)
}

/// `AND` is true where all its terms are.
pub(super) async fn and_needs_all_terms(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    row.is_true(yes() & yes()).await;
    row.is_false(yes() & no()).await;
    row.is_false(no() & no()).await;
    row.is_false(Filter::all([yes(), yes(), yes(), no()])).await;
}

/// `OR` is true where any of its terms is.
pub(super) async fn or_needs_one_term(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    row.is_true(yes() | no()).await;
    row.is_true(no() | yes()).await;
    row.is_false(no() | no()).await;
    row.is_true(Filter::any([no(), no(), no(), yes()])).await;
}

/// `NOT` negates all that it holds, and binds no further.
pub(super) async fn not_negates_its_term_alone(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    row.is_false(!yes()).await;
    row.is_true(!no()).await;
    row.is_false(!(yes() | no())).await;
    row.is_true(!(yes() & no())).await;
    row.is_false(!yes() & no()).await;
    row.is_true(!no() | no()).await;
}

/// A tree keeps its shape: it does not fall apart by the precedence of the operators.
pub(super) async fn a_tree_keeps_its_shape(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    row.is_false((yes() | no()) & no()).await;
    row.is_true(yes() | (no() & no())).await;
    row.is_true((no() & yes()) | (yes() & yes())).await;
    row.is_false((no() | yes()) & (no() | no())).await;
    row.is_true(!(no() & (yes() | no()))).await;
}

/// A negation may be negated.
pub(super) async fn a_negation_may_be_negated(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    row.is_true(Filter::Not(Term::new(!yes()))).await;
    row.is_false(Filter::Not(Term::new(!no()))).await;
}

/// `AND` and `OR` of one term are that term.
pub(super) async fn a_single_term_stands_for_itself(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    row.is_true(Filter::all([yes()])).await;
    row.is_false(Filter::any([no()])).await;
    row.is_true(Filter::all([Filter::any([yes()])])).await;
    row.is_true(!Filter::any([Filter::all([no(), yes()])])).await;
}

/// `AND` and `OR` without terms are refused: no condition disappears.
pub(super) async fn an_empty_tree_is_refused(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    row.breaks(Rule::EmptyAnd, Filter::all([])).await;
    row.breaks(Rule::EmptyOr, Filter::any([])).await;
    row.breaks(Rule::EmptyOr, yes() & !Filter::any([])).await;
}

/// A tree as deep as trees may be is evaluated; a deeper one is refused.
pub(super) async fn a_tree_has_a_limited_depth(ground: &Ground) {
    let row = ground.row(item! { "n" => 1 }).await;
    let deep = |levels: usize| {
        (0..levels).fold(yes(), |filter, level| match level % 4 {
            0 => Filter::all([yes(), filter]),
            2 => Filter::any([no(), filter]),
            _ => Filter::Not(Term::new(filter)),
        })
    };
    row.is_true(deep(MAX_DEPTH - 4)).await;
    row.is_true(deep(MAX_DEPTH)).await;
    row.breaks(Rule::FilterTooDeep, deep(MAX_DEPTH + 1)).await;
}
