//! Comparisons, bounds, lists and logic.

use super::{
    Entry,
    setting::{one, row},
};
use crate::Outcome;
use twintable::{
    Item, Value,
    expr::Filter,
    item, path,
    store::{PageOutcome, Scan},
};

/// A filter that is true for an item with these attributes.
pub(super) fn holds(name: &'static str, attributes: Item, filter: Filter) -> Entry {
    entry(name, attributes, filter, true)
}

/// A filter that is false for an item with these attributes.
pub(super) fn fails(name: &'static str, attributes: Item, filter: Filter) -> Entry {
    entry(name, attributes, filter, false)
}

fn entry(name: &'static str, attributes: Item, filter: Filter, is_true: bool) -> Entry {
    let items: Vec<_> = is_true.then(|| row(attributes.clone())).into_iter().collect();
    let page = PageOutcome { count: items.len(), items, scanned_count: 1, ..PageOutcome::default() };
    Entry::gives(name, one(attributes), Scan::new("main").filter(filter), Outcome::Page(page))
}

pub(super) fn entries() -> Vec<Entry> {
    let n = || item! { "n" => 2 };
    vec![
        holds("= is true for equal values", n(), path("n").eq(2)),
        fails("= is false for a value of another type", n(), path("n").eq("2")),
        fails("= is false for a missing attribute", n(), path("x").eq(2)),
        fails("= is false for two missing attributes", n(), path("x").eq(path("y"))),
        holds(
            "= takes lists in their order",
            item! { "l" => Value::list([1, 2]) },
            path("l").eq(Value::list([1, 2])),
        ),
        fails(
            "= tells lists in another order apart",
            item! { "l" => Value::list([1, 2]) },
            path("l").eq(Value::list([2, 1])),
        ),
        holds("<> is true for another value", n(), path("n").ne(3)),
        holds("<> is true for a value of another type", n(), path("n").ne("2")),
        holds("<> is true for a missing attribute", n(), path("x").ne(2)),
        holds("<> is true for two missing attributes", n(), path("x").ne(path("y"))),
        fails("<> is false for equal values", n(), path("n").ne(2)),
        holds("< is true below", n(), path("n").lt(3)),
        fails("< is false for the bound", n(), path("n").lt(2)),
        fails("< is false for a missing attribute", n(), path("x").lt(3)),
        fails("< is false for a value of another type", item! { "s" => "a" }, path("s").lt(3)),
        holds("<= is true for the bound", n(), path("n").le(2)),
        fails("<= is false above", n(), path("n").le(1)),
        holds("> is true above", n(), path("n").gt(1)),
        fails("> is false for the bound", n(), path("n").gt(2)),
        holds(">= is true for the bound", n(), path("n").ge(2)),
        fails(">= is false below", n(), path("n").ge(3)),
        fails("a stored value without an order has none", item! { "b" => true }, path("b").gt(path("n"))),
        holds("numbers are ordered by their value", item! { "n" => 10 }, path("n").gt(9)),
        fails("texts are ordered by their bytes", item! { "s" => "10" }, path("s").gt("9")),
        holds("texts are ordered by UTF-8", item! { "s" => "\u{1f600}" }, path("s").gt("\u{ffee}")),
        holds(
            "bytes are ordered as unsigned",
            item! { "b" => Value::binary([255]) },
            path("b").gt(Value::binary([1])),
        ),
        holds("BETWEEN includes the lower bound", n(), path("n").between(2, 3)),
        holds("BETWEEN includes the upper bound", n(), path("n").between(1, 2)),
        fails("BETWEEN is false outside", n(), path("n").between(3, 4)),
        fails("BETWEEN is false for a missing attribute", n(), path("x").between(1, 3)),
        fails(
            "stored bounds may be in the wrong order",
            item! { "n" => 2, "low" => 3, "high" => 1 },
            path("n").between(path("low"), path("high")),
        ),
        holds("IN of one value is =", n(), path("n").is_in([2])),
        holds("IN finds one of several", n(), path("n").is_in([1, 2, 3])),
        holds("IN takes 100 values", n(), path("n").is_in((1..=100).map(Value::from))),
        fails("IN is false where no value is equal", n(), path("n").is_in([1, 3])),
        fails("IN is false for a missing attribute", n(), path("x").is_in([1, 2])),
        holds("AND is true where all terms are", n(), path("n").gt(1).and(path("n").lt(3))),
        fails("AND is false where one term is", n(), path("n").gt(1).and(path("n").lt(2))),
        holds("AND of one term is the term", n(), Filter::all([path("n").eq(2)])),
        holds("OR is true where one term is", n(), path("n").eq(1).or(path("n").eq(2))),
        fails("OR is false where no term is true", n(), path("n").eq(1).or(path("n").eq(3))),
        holds("OR of one term is the term", n(), Filter::any([path("n").eq(2)])),
        holds("NOT is true where its term is false", n(), !path("n").eq(1)),
        holds("NOT only negates: it is true for a missing attribute", n(), !path("x").eq(1)),
        fails("NOT binds its term alone", n(), (!path("n").eq(2)).and(path("n").eq(2))),
        holds(
            "OR in AND keeps its parentheses",
            n(),
            path("n").eq(2).or(path("x").eq(1)).and(path("n").gt(0)),
        ),
        fails(
            "AND in OR, negated, is false where one is true",
            n(),
            !path("n").eq(2).and(path("n").gt(0)).or(path("x").eq(1)),
        ),
        holds(
            "an attribute's name is literal",
            item! { "a.b[0]" => 1, "size" => 2 },
            path("a.b[0]").eq(1).and(path("size").eq(2)),
        ),
    ]
}
