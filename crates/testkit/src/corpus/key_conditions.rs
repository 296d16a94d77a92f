//! Which part of a table or an index a query reads.

use super::{
    Entry, Setting,
    setting::{abc, in_p, many, sorted},
};
use crate::Outcome;
use twintable::{
    Item, KeyAttribute, Value,
    expr::{KeyCondition, SortOn},
    item,
    store::{PageOutcome, Query},
};

/// A page that has these items, and is the last.
pub(super) fn page(items: impl IntoIterator<Item = Item>) -> Outcome {
    let items: Vec<_> = items.into_iter().collect();
    let (count, scanned_count) = (items.len(), items.len());
    Outcome::Page(PageOutcome { items, count, scanned_count, ..PageOutcome::default() })
}

/// The partition `p` of a table.
pub(super) fn p() -> KeyCondition {
    KeyCondition::partition("pk", "p")
}

fn sk() -> SortOn {
    p().sort("sk")
}

fn finds(
    name: &'static str,
    setting: Setting,
    condition: KeyCondition,
    items: impl IntoIterator<Item = Item>,
) -> Entry {
    Entry::gives(name, setting, Query::new("main", condition), page(items))
}

fn by_text(name: &'static str, condition: KeyCondition, found: &[(&'static str, i32)]) -> Entry {
    finds(name, abc(), condition, found.iter().map(|(sk, n)| in_p(sk, *n)))
}

fn with(sk: impl Into<Value>) -> Item {
    item! { "pk" => "p", "sk" => sk }
}

fn by_number(name: &'static str, condition: KeyCondition, found: &[i32]) -> Entry {
    let setting = sorted(KeyAttribute::number("sk")).holding([-2, 3, 10].map(with));
    finds(name, setting, condition, found.iter().map(|n| with(*n)))
}

fn by_bytes(name: &'static str, condition: KeyCondition, found: &[&[u8]]) -> Entry {
    let bytes = |bytes: &[u8]| with(Value::binary(bytes));
    let setting = sorted(KeyAttribute::binary("sk")).holding([&[1][..], &[1, 255], &[128]].map(bytes));
    finds(name, setting, condition, found.iter().map(|found| bytes(found)))
}

fn by_eight(
    name: &'static str,
    sorted_by: impl FnOnce(KeyCondition) -> KeyCondition,
    found: &[i32],
) -> Entry {
    let entry = |pk: &str, s4: i32| {
        let item = item! { "pk" => pk, "p1" => "a", "p2" => "b", "p3" => 3, "p4" => Value::binary([4]) };
        item.with("s1", 1).with("s2", "two").with("s3", Value::binary([3])).with("s4", s4)
    };
    let setting = many().holding([entry("x", 1), entry("y", 2), item! { "pk" => "z", "p1" => "a" }]);
    let partition = KeyCondition::partition("p1", "a").and_partition("p2", "b").and_partition("p3", 3);
    let condition = sorted_by(partition.and_partition("p4", Value::binary([4])));
    let found = found.iter().map(|s4| entry(if *s4 == 1 { "x" } else { "y" }, *s4));
    Entry::gives(name, setting, Query::new("main", condition).index("by.eight"), page(found))
}

pub(super) fn entries() -> Vec<Entry> {
    let (a, b, c) = (("a", 1), ("b", 2), ("c", 3));
    vec![
        by_text("a partition is read in the order of its sort key", p(), &[a, b, c]),
        by_text("another partition is empty", KeyCondition::partition("pk", "q").sort("sk").gt("a"), &[]),
        by_text("= reads one item", sk().eq("b"), &[b]),
        by_text("< reads what is before", sk().lt("b"), &[a]),
        by_text("<= reads what is before, and the bound", sk().le("b"), &[a, b]),
        by_text("> reads what is after", sk().gt("b"), &[c]),
        by_text(">= reads the bound, and what is after", sk().ge("b"), &[b, c]),
        by_text("BETWEEN reads both bounds", sk().between("a", "b"), &[a, b]),
        by_text("a bound need not be there", sk().between("aa", "bb"), &[b]),
        by_text("begins_with reads what has the prefix", sk().begins_with("b"), &[b]),
        by_number("number keys are ordered by value", p(), &[-2, 3, 10]),
        by_number("= finds a number", sk().eq(3), &[3]),
        by_number("> compares numbers by value", sk().gt(3), &[10]),
        by_number("BETWEEN compares numbers by value", sk().between(-10, 9), &[-2, 3]),
        by_bytes("byte keys are ordered as unsigned", p(), &[&[1], &[1, 255], &[128]]),
        by_bytes("< compares bytes as unsigned", sk().lt(Value::binary([128])), &[&[1], &[1, 255]]),
        by_bytes("begins_with finds bytes", sk().begins_with(Value::binary([1])), &[&[1], &[1, 255]]),
        by_eight("several partition attributes are given together", |all| all, &[1, 2]),
        by_eight("the first sort attribute may be a range", |all| all.sort("s1").le(1), &[1, 2]),
        by_eight(
            "two sort attributes are given from the left",
            |all| all.sort("s1").eq(1).sort("s2").begins_with("t"),
            &[1, 2],
        ),
        by_eight(
            "three sort attributes are given from the left",
            |all| all.sort("s1").eq(1).sort("s2").eq("two").sort("s3").ge(Value::binary([3])),
            &[1, 2],
        ),
        by_eight(
            "four sort attributes are given, the last one as a range",
            |all| {
                all.sort("s1").eq(1).sort("s2").eq("two").sort("s3").eq(Value::binary([3])).sort("s4").gt(1)
            },
            &[2],
        ),
        by_pairs("two partition attributes are given together", 2),
        by_pairs("three partition attributes are given together", 3),
    ]
}

/// An index with some partition attributes, all texts.
fn by_pairs(name: &'static str, count: usize) -> Entry {
    const NAMES: [&str; 3] = ["p1", "p2", "p3"];
    let mut setting = sorted(KeyAttribute::string("sk"));
    let first = twintable::GlobalIndex::new("by.some", KeyAttribute::string("p1"));
    let others = || NAMES.into_iter().take(count).skip(1);
    let index = others().fold(first, |index, name| index.partition_key(KeyAttribute::string(name)));
    setting.tables.main.global_indexes.push(index);
    let found = NAMES.into_iter().fold(in_p("a", 1), |item, name| item.with(name, "v"));
    let setting = setting.holding([found.clone(), in_p("b", 2).with("p1", "v")]);
    let condition =
        others().fold(KeyCondition::partition("p1", "v"), |all, name| all.and_partition(name, "v"));
    Entry::gives(name, setting, Query::new("main", condition).index("by.some"), page([found]))
}
