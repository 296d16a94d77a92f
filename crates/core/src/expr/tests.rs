mod deep;

use super::{
    Action, Comparator, Fallback, Filter, KeyCondition, Operand, Projection, SetValue, SortCondition, Source,
    Term, Terms, Update, if_not_exists, list_append,
};
use crate::{Value, ValueType, path};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;

fn exists(name: &'static str) -> Filter {
    path(name).exists()
}

fn terms<const N: usize>(filters: [Filter; N]) -> Terms {
    filters.into_iter().collect()
}

fn reads_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(tree: &T) {
    let json = serde_json::to_string(tree).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), tree, "{json}");
    let json = serde_json::to_value(tree).unwrap();
    assert_eq!(&serde_json::from_value::<T>(json).unwrap(), tree);
}

#[test]
fn and_takes_terms_of_and_in_flat() {
    let [a, b, c, d] = ["a", "b", "c", "d"].map(exists);
    let expected = Filter::And(terms([a.clone(), b.clone(), c.clone(), d.clone()]));
    assert_eq!(a.clone().and(b.clone()).and(c.clone()).and(d.clone()), expected);
    assert_eq!(a.clone().and(b.clone().and(c.clone().and(d.clone()))), expected);
    assert_eq!(a.clone().and(b.clone()).and(c.clone().and(d.clone())), expected);
    assert_eq!(a & b & c & d, expected);
}

#[test]
fn or_takes_terms_of_or_in_flat() {
    let [a, b, c, d] = ["a", "b", "c", "d"].map(exists);
    let expected = Filter::Or(terms([a.clone(), b.clone(), c.clone(), d.clone()]));
    assert_eq!(a.clone().or(b.clone()).or(c.clone()).or(d.clone()), expected);
    assert_eq!(a.clone().or(b.clone().or(c.clone().or(d.clone()))), expected);
    assert_eq!((a | b) | (c | d), expected);
}

#[test]
fn and_and_or_keep_each_other_apart() {
    let [a, b, c] = ["a", "b", "c"].map(exists);
    let both = Filter::And(terms([a.clone(), b.clone()]));
    assert_eq!(a.clone() & b.clone() | c.clone(), Filter::Or(terms([both, c.clone()])));
    let either = Filter::Or(terms([b.clone(), c.clone()]));
    assert_eq!(a.clone() & (b | c), Filter::And(terms([a, either])));
}

#[test]
fn two_negations_cancel() {
    let a = exists("a");
    assert_eq!(!a.clone(), Filter::Not(Term::new(a.clone())));
    assert_eq!(!!a.clone(), a);
    assert_eq!(!!!a.clone(), !a.clone());
    assert_eq!(!(a.clone() & exists("b")), Filter::Not(Term::new(Filter::And(terms([a, exists("b")])))));
}

#[test]
fn all_and_any_keep_what_they_are_given() {
    assert_eq!(Filter::all([exists("a")]), Filter::And(terms([exists("a")])));
    assert_eq!(Filter::any([exists("a") | exists("b")]), Filter::Or(terms([exists("a") | exists("b")])));
    assert_eq!(Filter::all([]), Filter::And(Terms::default()));
    assert_eq!(Filter::all([]).terms(), []);
}

#[test]
fn comparisons_are_the_same_on_paths_and_operands() {
    let compare =
        |comparator| Filter::Compare { left: path("a").into(), comparator, right: Operand::from(1) };
    let a = || path("a");
    let operand = || Operand::Path(path("a"));
    assert_eq!((a().eq(1), operand().eq(1)), (compare(Comparator::Equal), compare(Comparator::Equal)));
    assert_eq!((a().ne(1), operand().ne(1)), (compare(Comparator::NotEqual), compare(Comparator::NotEqual)));
    assert_eq!((a().lt(1), operand().lt(1)), (compare(Comparator::Less), compare(Comparator::Less)));
    assert_eq!(
        (a().le(1), operand().le(1)),
        (compare(Comparator::LessOrEqual), compare(Comparator::LessOrEqual))
    );
    assert_eq!((a().gt(1), operand().gt(1)), (compare(Comparator::Greater), compare(Comparator::Greater)));
    assert_eq!(
        (a().ge(1), operand().ge(1)),
        (compare(Comparator::GreaterOrEqual), compare(Comparator::GreaterOrEqual))
    );
    assert_eq!(a().between(1, path("b")), operand().between(1, path("b")));
    assert_eq!(a().is_in([1, 2]), operand().is_in([1, 2]));
    assert_eq!(a().begins_with("x"), operand().begins_with("x"));
    assert_eq!(a().contains("x"), operand().contains("x"));
    assert_eq!(Comparator::ALL.map(Comparator::symbol), ["=", "<>", "<", "<=", ">", ">="]);
    assert_eq!(Comparator::ALL.map(Comparator::needs_order), [false, false, true, true, true, true]);
}

#[test]
fn a_text_is_a_constant_and_a_path_is_asked_for() {
    assert_eq!(Operand::from("a"), Operand::Value(Value::from("a")));
    assert_eq!(Operand::from(path("a")), Operand::Path(path("a")));
    assert_eq!(path("a").size(), Operand::Size(path("a")));
    assert_eq!(Source::from("a"), Source::Value(Value::from("a")));
    assert_eq!(Source::from(path("a")), Source::Path(path("a")));
}

/// One filter for each node, and then some.
fn every_filter() -> Vec<Filter> {
    let a = || path("a");
    let mut filters: Vec<Filter> = Comparator::ALL
        .into_iter()
        .map(|comparator| Filter::Compare { left: a().into(), comparator, right: path("b").size() })
        .collect();
    filters.extend(ValueType::ALL.map(|value_type| a().type_is(value_type)));
    filters.extend([
        a().between(1, path("b")),
        a().is_in([Operand::from("x"), Operand::from(path("b").index(1)), path("c").size()]),
        Filter::In { operand: Operand::from(1), list: Vec::new() },
        a().exists(),
        path("a.b").field("c").not_exists(),
        a().begins_with(Value::binary([1, 2])),
        a().contains(Value::list([1, 2])),
        Operand::from("haystack").contains(a()),
        !a().exists(),
        a().exists() & !path("b").exists(),
        a().exists() | path("b").exists() & path("c").exists(),
        Filter::all([]),
        Filter::any([Filter::all([a().exists()])]),
    ]);
    filters
}

#[test]
fn every_filter_reads_back() {
    every_filter().iter().for_each(reads_back);
    reads_back(&Filter::all(every_filter()));
}

#[test]
fn terms_and_operands_are_those_of_the_node_itself() {
    for filter in every_filter() {
        let leaf = !matches!(filter, Filter::And(_) | Filter::Or(_) | Filter::Not(_));
        assert!(!leaf || filter.terms().is_empty(), "{filter:?}");
        assert!(leaf || filter.operands().next().is_none(), "{filter:?}");
    }
    assert_eq!((!exists("a")).terms(), [exists("a")]);
    assert_eq!(
        path("a").between(1, 2).operands().collect::<Vec<_>>(),
        [&Operand::from(path("a")), &Operand::from(1), &Operand::from(2)]
    );
    assert_eq!(
        path("a").is_in([1]).operands().collect::<Vec<_>>(),
        [&Operand::from(path("a")), &Operand::from(1)]
    );
}

#[test]
fn update_constructors_build_their_actions() {
    let update = Update::new()
        .set("a", 1)
        .set("b", path("c"))
        .set(path("d").field("e"), path("n") + 1)
        .set("f", if_not_exists("n", 0) - path("m"))
        .set("g", list_append(path("g"), Value::list(["x"])))
        .remove(path("h").index(2))
        .add("i", 1)
        .delete("j", Value::string_set(["x"]));
    let n_or_0 = Source::IfNotExists { paths: vec![path("n")], fallback: Fallback::Value(Value::from(0)) };
    let expected = [
        Action::Set(path("a"), SetValue::Source(Source::Value(Value::from(1)))),
        Action::Set(path("b"), SetValue::Source(Source::Path(path("c")))),
        Action::Set(path("d").field("e"), SetValue::Plus(path("n").into(), Source::from(1))),
        Action::Set(path("f"), SetValue::Minus(n_or_0, path("m").into())),
        Action::Set(path("g"), SetValue::ListAppend(path("g").into(), Value::list(["x"]).into())),
        Action::Remove(path("h").index(2)),
        Action::Add(path("i"), Value::from(1)),
        Action::Delete(path("j"), Value::string_set(["x"])),
    ];
    assert_eq!(update.actions, expected);
    assert_eq!(update.actions.iter().map(Action::target).count(), 8);
    assert_eq!(expected[2].target(), &path("d").field("e"));
    reads_back(&update);
    assert!(Update::new().is_empty() && !update.is_empty());
}

#[test]
fn nested_if_not_exists_becomes_a_list_of_paths() {
    let nested = if_not_exists("a", if_not_exists("b", if_not_exists("c", path("d"))));
    let paths = vec![path("a"), path("b"), path("c")];
    assert_eq!(nested, Source::IfNotExists { paths, fallback: Fallback::Path(path("d")) });
    reads_back(&nested);
}

#[test]
fn a_set_value_names_its_sources() {
    assert_eq!(SetValue::from(1).sources().count(), 1);
    for both in [path("a") + 1, path("a") - 1, list_append(path("a"), 1)] {
        assert_eq!(both.sources().collect::<Vec<_>>(), [&Source::from(path("a")), &Source::from(1)]);
    }
}

#[test]
fn key_condition_constructors_build_their_parts() {
    let base = || KeyCondition::partition("PK", "a");
    let conditions = [
        (base().sort("SK").eq(1), SortCondition::Equal(Value::from(1))),
        (base().sort("SK").lt(1), SortCondition::Less(Value::from(1))),
        (base().sort("SK").le(1), SortCondition::LessOrEqual(Value::from(1))),
        (base().sort("SK").gt(1), SortCondition::Greater(Value::from(1))),
        (base().sort("SK").ge(1), SortCondition::GreaterOrEqual(Value::from(1))),
        (base().sort("SK").between(1, 2), SortCondition::Between(Value::from(1), Value::from(2))),
        (base().sort("SK").begins_with("x"), SortCondition::BeginsWith(Value::from("x"))),
    ];
    for (built, expected) in conditions {
        assert_eq!(built.partition, [("PK".into(), Value::from("a"))]);
        assert_eq!(built.sort, [("SK".into(), expected)]);
        reads_back(&built);
    }
    let several = base().and_partition("PK2", 2).sort("S1").eq(1).sort("S2").gt(2);
    assert_eq!((several.partition.len(), several.sort.len()), (2, 2));
    reads_back(&several);
}

#[test]
fn a_sort_condition_is_true_for_what_it_says() {
    let true_for = |condition: &SortCondition, values: &[i32]| -> Vec<i32> {
        values.iter().copied().filter(|value| condition.is_true_for(&Value::from(*value))).collect()
    };
    let two = || Value::from(2);
    for (condition, expected) in [
        (SortCondition::Equal(two()), &[2][..]),
        (SortCondition::Less(two()), &[1]),
        (SortCondition::LessOrEqual(two()), &[1, 2]),
        (SortCondition::Greater(two()), &[3, 10]),
        (SortCondition::GreaterOrEqual(two()), &[2, 3, 10]),
        (SortCondition::Between(two(), Value::from(3)), &[2, 3]),
        (SortCondition::BeginsWith(Value::from("1")), &[]),
    ] {
        assert_eq!(true_for(&condition, &[1, 2, 3, 10]), expected, "{condition:?}");
        assert!(!condition.is_true_for(&Value::from("zzz")), "{condition:?}");
    }
    assert!(SortCondition::BeginsWith(Value::from("ab")).is_true_for(&Value::from("abc")));
    assert!(SortCondition::BeginsWith(Value::binary([1])).is_true_for(&Value::binary([1, 2])));
    assert!(!SortCondition::BeginsWith(Value::binary(*b"a")).is_true_for(&Value::from("abc")));
}

#[test]
fn projections_take_names_and_paths() {
    let projection = Projection::of(["a.b", "c"]);
    assert_eq!(projection.paths, [path("a.b"), path("c")]);
    reads_back(&projection);
}
