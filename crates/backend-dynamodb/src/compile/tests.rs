//! Properties of the texts, over generated trees. The exact texts are in `tests/expressions.rs`.

mod strategy;

use super::{Placeholders, Substitutions, filter, key_condition, projection, update};
use proptest::prelude::*;
use std::collections::HashMap;
use strategy::{filters, key_conditions, projections, updates};
use twintable::{
    Error, Number, Rule, Value,
    expr::{Fallback, Filter, KeyCondition, Projection, Source, Update},
    path, validate,
};

fn text(write: impl FnOnce(&mut super::Sink<'_>)) -> Result<String, Error> {
    Placeholders::default().expression(write)
}

const KEYWORDS: [&str; 17] = [
    "AND",
    "OR",
    "NOT",
    "BETWEEN",
    "IN",
    "SET",
    "REMOVE",
    "ADD",
    "DELETE",
    "attribute_exists",
    "attribute_not_exists",
    "attribute_type",
    "begins_with",
    "contains",
    "size",
    "if_not_exists",
    "list_append",
];

/// What is left of a text without aliases, keywords, punctuation and list indexes: nothing.
fn rest(text: &str) -> String {
    let mut rest = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if matches!(character, '#' | ':') {
            assert!(characters.by_ref().take(2).filter(char::is_ascii_alphanumeric).count() == 2, "{text}");
            rest.push(' ');
        } else {
            rest.push(character);
        }
    }
    let words = rest.split(|c: char| !(c.is_ascii_alphabetic() || c == '_')).filter(|word| !word.is_empty());
    words.filter(|word| !KEYWORDS.contains(word)).collect()
}

proptest! {
    #[test]
    fn a_filter_is_as_long_as_core_says(tree in filters()) {
        let length = validate::filter_length(&tree);
        prop_assert_eq!(text(|sink| filter(sink, tree)).unwrap().len(), length);
    }

    #[test]
    fn a_key_condition_is_as_long_as_core_says(condition in key_conditions()) {
        let length = validate::key_condition_length(&condition);
        prop_assert_eq!(text(|sink| key_condition(sink, condition)).unwrap().len(), length);
    }

    #[test]
    fn an_update_is_as_long_as_core_says(tree in updates()) {
        let length = validate::update_length(&tree);
        prop_assert_eq!(text(|sink| update(sink, tree)).unwrap().len(), length);
    }

    #[test]
    fn a_projection_is_as_long_as_core_says(paths in projections()) {
        let length = validate::projection_length(&paths);
        prop_assert_eq!(text(|sink| projection(sink, &paths)).unwrap().len(), length);
    }

    #[test]
    fn no_name_or_value_reaches_the_text(tree in filters(), change in updates(), paths in projections()) {
        prop_assert_eq!(rest(&text(|sink| filter(sink, tree)).unwrap()), "");
        prop_assert_eq!(rest(&text(|sink| update(sink, change)).unwrap()), "");
        prop_assert_eq!(rest(&text(|sink| projection(sink, &paths)).unwrap()), "");
    }

    #[test]
    fn the_same_request_has_the_same_text(tree in filters()) {
        prop_assert_eq!(text(|sink| filter(sink, tree.clone())).unwrap(), text(|sink| filter(sink, tree)).unwrap());
    }

    #[test]
    fn parentheses_are_never_doubled(tree in filters()) {
        let text = text(|sink| filter(sink, tree)).unwrap();
        prop_assert!(!text.contains("((") && !text.contains("))") || !has_redundant_pair(&text), "{}", text);
    }

    #[test]
    fn expressions_of_one_request_share_aliases_without_collisions(
        condition in key_conditions(),
        tree in filters(),
        paths in projections(),
    ) {
        let mut placeholders = Placeholders::default();
        placeholders.expression(|sink| key_condition(sink, condition.clone())).unwrap();
        placeholders.expression(|sink| filter(sink, tree)).unwrap();
        placeholders.expression(|sink| projection(sink, &paths)).unwrap();
        let Substitutions { names, values } = placeholders.into_substitutions().unwrap();
        let (names, values) = (names.unwrap(), values.unwrap());
        let mut distinct: Vec<_> = names.values().collect();
        distinct.sort_unstable();
        distinct.dedup();
        prop_assert_eq!(distinct.len(), names.len());
        prop_assert_eq!(&names["#00"], condition.partition[0].0.as_ref());
        let first = super::super::convert::value_from_sdk(values[":00"].clone()).unwrap();
        prop_assert_eq!(&first, &condition.partition[0].1);
    }
}

/// Whether one pair of parentheses stands directly inside another: `((…))`.
fn has_redundant_pair(text: &str) -> bool {
    let mut open = Vec::new();
    let mut pairs = HashMap::new();
    for (at, character) in text.char_indices() {
        match character {
            '(' => open.push(at),
            ')' => {
                pairs.insert(open.pop().unwrap(), at);
            }
            _ => {}
        }
    }
    pairs.iter().any(|(start, end)| pairs.get(&(start + 1)).is_some_and(|inner| inner + 1 == *end))
}

#[test]
fn an_empty_node_is_an_error_wherever_it_stands() {
    let empty_and = || Filter::all([]);
    let empty_or = || Filter::any([]);
    let in_nothing = path("a").is_in(Vec::<Value>::new());
    let deep = path("a").eq(1).and(Filter::any([Filter::all([empty_or()])]));
    for (tree, rule) in [
        (empty_and(), Rule::EmptyAnd),
        (empty_or(), Rule::EmptyOr),
        (!empty_and(), Rule::EmptyAnd),
        (Filter::all([empty_or()]), Rule::EmptyOr),
        (in_nothing, Rule::EmptyIn),
        (deep, Rule::EmptyOr),
    ] {
        assert_eq!(text(|sink| filter(sink, tree)).unwrap_err().rule(), Some(rule));
    }
    let no_paths = Source::IfNotExists { paths: Vec::new(), fallback: Fallback::Value(Value::Null) };
    let update_of_nothing = text(|sink| update(sink, Update::new().set("a", no_paths)));
    assert_eq!(update_of_nothing.unwrap_err().rule(), Some(Rule::IfNotExistsPath));
    let nowhere = text(|sink| projection(sink, &Projection::default()));
    assert_eq!(nowhere.unwrap_err().rule(), Some(Rule::EmptyProjection));
    let everywhere =
        text(|sink| key_condition(sink, KeyCondition { partition: Vec::new(), sort: Vec::new() }));
    assert_eq!(everywhere.unwrap_err().rule(), Some(Rule::PartitionMissing));
}

#[test]
fn aliases_run_out_with_an_error_and_never_repeat() {
    let names = |count: usize| Projection::of((0..count).map(|index| format!("attribute {index}")));
    let written = text(|sink| projection(sink, &names(62 * 62))).unwrap();
    let mut aliases: Vec<_> = written.split(',').collect();
    assert!(aliases.is_sorted(), "aliases sort in order of appearance");
    aliases.dedup();
    assert_eq!(aliases.len(), 62 * 62);
    assert_eq!((aliases[0], aliases[61], aliases[62], aliases[3843]), ("#00", "#0z", "#10", "#zz"));
    let too_many = text(|sink| projection(sink, &names(62 * 62 + 1)));
    assert_eq!(too_many.unwrap_err().rule(), Some(Rule::ExpressionTooLong));
}

#[test]
fn equal_names_and_equal_values_share_an_alias() {
    let number = |text: &str| text.parse::<Number>().unwrap();
    let tree = path("a").eq(number("1")).and(path("a").field("a").lt(number("1.0"))).and(path("b").ne("1"));
    assert_eq!(text(|sink| filter(sink, tree)).unwrap(), "#00 = :00 AND #00.#00 < :00 AND #01 <> :01");
}

#[test]
fn the_widest_valid_request_has_enough_aliases() {
    let wide =
        |letter: &str, count: usize| Projection::of((0..count).map(|index| format!("{letter}{index}")));
    let mut placeholders = Placeholders::default();
    for letter in ["key", "filter", "projection"] {
        let paths = wide(letter, 1024);
        assert!(validate::projection_length(&paths) <= 4096);
        placeholders.expression(|sink| projection(sink, &paths)).unwrap();
    }
    assert_eq!(placeholders.into_substitutions().unwrap().names.unwrap().len(), 3 * 1024);
}
