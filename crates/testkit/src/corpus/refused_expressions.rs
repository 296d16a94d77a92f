//! Expressions that break a rule, whatever is stored.

use super::{
    Entry,
    key_conditions::p,
    setting::{abc, indexed, k, one, plain},
};
use twintable::{
    Path, Rule, Value,
    expr::{Action, Fallback, Filter, KeyCondition, Projection, SetValue, Source, Update, list_append},
    item, path,
    store::{GetItem, PutItem, Query, Scan, TransactUpdate, TransactWriteItems, UpdateItem},
};

fn filter(name: &'static str, filter: Filter, rule: Rule) -> Entry {
    Entry::breaks(name, one(item! { "n" => 1 }), Scan::new("main").filter(filter), rule)
}

fn update(name: &'static str, update: Update, rule: Rule) -> Entry {
    Entry::breaks(name, one(item! { "n" => 1 }), UpdateItem::new("main", k(), update), rule)
}

fn condition(name: &'static str, condition: KeyCondition, rule: Rule) -> Entry {
    Entry::breaks(name, abc(), Query::new("main", condition), rule)
}

fn projection(name: &'static str, paths: impl IntoIterator<Item = Path>, rule: Rule) -> Entry {
    Entry::breaks(name, plain(), GetItem::new("main", k()).project(Projection::of(paths)), rule)
}

fn deep(steps: u32) -> Path {
    (0..steps).fold(path("a"), |path, _| path.field("b"))
}

pub(super) fn entries() -> Vec<Entry> {
    filters().into_iter().chain(key_conditions()).chain(updates()).chain(projections()).collect()
}

fn filters() -> Vec<Entry> {
    let nested = (0..40).fold(path("a").exists(), |inner, level| {
        if level % 2 == 0 { Filter::all([inner]) } else { Filter::any([inner]) }
    });
    let none: [Value; 0] = [];
    let texts = |count: usize, bytes: usize| (0..count).map(move |n| format!("{n}{}", "x".repeat(bytes)));
    let many = Filter::any((0..12).map(|n| path(format!("a{n}")).is_in(texts(100, 1))));
    let huge = Filter::any(texts(3, 800_000).map(|text| path("a").eq(text)));
    vec![
        filter("AND has a term", Filter::all([]), Rule::EmptyAnd),
        filter("OR has a term", Filter::any([]), Rule::EmptyOr),
        filter("IN has a value", path("n").is_in(none), Rule::EmptyIn),
        filter("IN has at most 100 values", path("n").is_in(0..101), Rule::InTooLong),
        filter("a truth value has no order", path("n").lt(true), Rule::OrderOfUnordered),
        filter("the bounds of BETWEEN have one type", path("n").between(1, "2"), Rule::BetweenTypes),
        filter("the bounds of BETWEEN are in order", path("n").between(2, 1), Rule::BetweenOrder),
        filter("an operand is not compared with itself", path("n").eq(path("n")), Rule::SameOperand),
        filter("a prefix is a text or bytes", path("n").begins_with(1), Rule::PrefixType),
        filter("a size contains nothing", path("n").contains(path("n").size()), Rule::ContainsOperand),
        filter("a tree has a limited depth", nested, Rule::FilterTooDeep),
        filter("a path has a limited depth", deep(32).exists(), Rule::PathTooDeep),
        filter(
            "an expression has at most 300 operators",
            Filter::any((0..302).map(|n| path(format!("a{n}")).exists())),
            Rule::TooManyOperators,
        ),
        filter("an expression has at most 4,096 bytes", many, Rule::ExpressionTooLong),
        filter("names and values have at most 2 MB", huge, Rule::SubstitutionsTooLarge),
        filter("a name on a path is not empty", path("").exists(), Rule::EmptyName),
        filter(
            "a set in a condition is not empty",
            path("s").eq(Value::string_set::<&str>([])),
            Rule::EmptySet,
        ),
        Entry::breaks(
            "the condition of a write keeps the rules too",
            plain(),
            PutItem::new("main", item! { "pk" => "k" }).when(Filter::all([])),
            Rule::EmptyAnd,
        ),
        Entry::breaks(
            "a query's filter names no key attribute",
            abc(),
            Query::new("main", p()).filter(path("sk").eq("a")),
            Rule::FilterOnKey,
        ),
    ]
}

fn key_conditions() -> Vec<Entry> {
    let none = KeyCondition { partition: Vec::new(), sort: Vec::new() };
    let by_range = KeyCondition::partition("g", "g").sort("h").lt("a").sort("x").eq("b");
    vec![
        condition("a key condition gives the partition", none, Rule::PartitionMissing),
        condition(
            "a key condition gives the table's own partition",
            KeyCondition::partition("sk", "a"),
            Rule::PartitionMissing,
        ),
        condition("a key condition names key attributes", p().sort("n").eq(1), Rule::SortUnknown),
        condition("a key condition has the declared type", p().sort("sk").eq(1), Rule::KeyConditionType),
        condition("a number has no prefix", p().sort("sk").begins_with(1), Rule::PrefixType),
        condition("a key in a condition is not empty", p().sort("sk").eq(""), Rule::KeyEmpty),
        condition("a truth value is no key", p().sort("sk").eq(true), Rule::KeyType),
        Entry::breaks(
            "only the last sort condition is a range",
            indexed(),
            Query::new("main", by_range).index("global.all"),
            Rule::SortOrder,
        ),
    ]
}

fn updates() -> Vec<Entry> {
    let new = Update::new;
    let none = Source::IfNotExists { paths: Vec::new(), fallback: Fallback::Value(1.into()) };
    let of_none = Update { actions: vec![Action::Set("a".into(), SetValue::Source(none))] };
    let empty = TransactUpdate::new("main", k(), new());
    let too_deep = (0..32).fold(Value::Null, |value, _| Value::list([value]));
    vec![
        update(
            "no two targets overlap",
            new().set("a", 1).remove(path("a").field("b")),
            Rule::OverlappingPaths,
        ),
        update(
            "no two targets conflict",
            new().set(path("a").field("b"), 1).set(path("a").index(0), 1),
            Rule::ConflictingPaths,
        ),
        update("a key attribute is not changed", new().set("pk", "k"), Rule::UpdateOfKey),
        update("ADD takes a number or a set", new().add("a", "text"), Rule::AddOperand),
        update("DELETE takes a set", new().delete("a", 1), Rule::DeleteOperand),
        update("+ takes numbers", new().set("a", path("n") + "text"), Rule::ArithmeticOperand),
        update(
            "list_append takes constants that are lists",
            new().set("a", list_append(path("l"), 1)),
            Rule::ListAppendOperand,
        ),
        update("if_not_exists has a path", of_none, Rule::IfNotExistsPath),
        update("a value has a limited depth", new().set("a", too_deep), Rule::ValueTooDeep),
        Entry::breaks(
            "an update in a transaction has an action",
            plain(),
            TransactWriteItems::of([empty.into()]),
            Rule::EmptyUpdate,
        ),
    ]
}

fn projections() -> Vec<Entry> {
    vec![
        projection("a projection has a path", [], Rule::EmptyProjection),
        projection(
            "no two projected paths overlap",
            [path("a"), path("a").field("b")],
            Rule::OverlappingPaths,
        ),
        projection(
            "no two projected paths conflict",
            [path("a").field("b"), path("a").index(0)],
            Rule::ConflictingPaths,
        ),
    ]
}
