//! Filters from clients: nothing that is sent panics, goes beyond the limits, or gets at what is not allowed; and what
//! is allowed is the same filter as one that is written by hand.

mod entity;
mod strategy;
mod valid;

use self::{
    entity::{Customer, paths, rules},
    strategy::{MARK, input, json, marked},
    valid::valid,
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
    test_runner::TestCaseResult,
};
use serde::Deserialize as _;
use serde_json::Value as Json;
use twintable::{
    Filter, FilterInput, FilterInputError,
    expr::{self, Operand},
};

/// Reads in a way that takes any depth.
fn read(json: &[u8]) -> serde_json::Result<FilterInput> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    reader.disable_recursion_limit();
    FilterInput::deserialize(&mut reader)
}

/// Reads, and builds what can be read. What is built is within the rules.
fn whatever(json: &[u8]) -> TestCaseResult {
    let _ = serde_json::from_slice::<FilterInput>(json);
    read(json).map_or(Ok(()), |input| build(&input))
}

fn build(input: &FilterInput) -> TestCaseResult {
    match rules().build(input) {
        Ok(filter) => within_rules(filter),
        Err(error) => {
            // What a client made up is 64 characters, each at most ten when it is escaped.
            prop_assert!(error.to_string().len() < 1000 && !error.to_string().contains(char::is_control));
            Ok(())
        }
    }
}

fn within_rules(filter: Filter<Customer>) -> TestCaseResult {
    let filter = filter.into_expr().map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert!(filter.validate().is_ok());
    let (mut nodes, mut pending) = (0, vec![(&filter, 0)]);
    while let Some((node, depth)) = pending.pop() {
        nodes += 1;
        prop_assert!(depth <= FilterInput::MAX_DEPTH);
        pending.extend(node.terms().iter().map(|term| (term, depth + 1)));
        let named = match node {
            expr::Filter::Exists(path) | expr::Filter::NotExists(path) => vec![path],
            expr::Filter::TypeIs(..) => return Err(TestCaseError::fail("a type is looked at")),
            expr::Filter::And(_) | expr::Filter::Or(_) | expr::Filter::Not(_) => Vec::new(),
            expr::Filter::Compare { .. }
            | expr::Filter::Between { .. }
            | expr::Filter::In { .. }
            | expr::Filter::BeginsWith { .. }
            | expr::Filter::Contains { .. } => {
                let operands = node.operands().collect::<Vec<_>>();
                let (first, others) = operands.split_first().unzip();
                let Some(Operand::Path(path)) = first else {
                    return Err(TestCaseError::fail(format!("not of an attribute: {node:?}")));
                };
                let mut others = others.into_iter().flatten();
                prop_assert!(others.all(|other| matches!(other, Operand::Value(_))), "{:?}", node);
                vec![path]
            }
        };
        prop_assert!(named.into_iter().all(|path| paths().contains(path)), "{:?}", node);
    }
    prop_assert!(nodes <= FilterInput::MAX_NODES);
    Ok(())
}

/// Whether an outcome is one of the marked texts coming back.
fn shows(outcome: &impl std::fmt::Display) -> bool {
    outcome.to_string().contains(MARK)
}

proptest! {
    #[test]
    fn any_text_is_refused_or_within_the_rules(text in any::<String>(), bytes in any::<Vec<u8>>()) {
        whatever(text.as_bytes())?;
        whatever(&bytes)?;
    }

    #[test]
    fn any_tree_is_refused_or_within_the_rules(tree in json()) {
        whatever(&serde_json::to_vec(&tree).unwrap_or_default())?;
        serde_json::from_value(tree).map_or(Ok(()), |input| build(&input))?;
    }

    #[test]
    fn any_damage_is_refused_or_within_the_rules(
        (tree, _, _) in valid(),
        changes in vec((any::<Index>(), any::<Index>(), select(vec!["", "{", "[", "\"", ",", "null", "\"and\":"])), 1..4),
    ) {
        let mut text = serde_json::to_vec(&tree).unwrap_or_default();
        for (from, length, put) in changes {
            let from = from.index(text.len() + 1);
            let to = (from + length.index(12)).min(text.len());
            text.splice(from..to, put.bytes());
        }
        whatever(&text)?;
    }

    #[test]
    fn any_depth_is_refused_or_within_the_rules(
        wraps in vec(select(vec![("{\"and\":[", "]}"), ("{\"or\":[", "]}"), ("{\"not\":", "}"), ("[", "]"), ("{\"values\":[", "]}")]), 1..4),
        levels in prop_oneof![0..12_usize, 0..6000_usize],
        (tree, _, _) in valid(),
    ) {
        let levels = || wraps.iter().cycle().take(levels);
        let mut text: Vec<u8> = levels().flat_map(|(start, _)| start.bytes()).collect();
        let inner = text.len();
        text.extend(serde_json::to_vec(&tree).unwrap_or_default());
        whatever(&text[..inner])?;
        whatever(&text)?;
        let mut ends: Vec<_> = levels().map(|(_, end)| *end).collect();
        ends.reverse();
        text.extend(ends.concat().bytes());
        whatever(&text)?;
    }

    #[test]
    fn any_length_is_refused_or_within_the_rules(
        shape in select(vec![
            ("{\"and\":[", "]}"),
            ("{\"or\":[", "]}"),
            ("{\"attribute\":\"credit\",\"operator\":\"in\",\"values\":[", "]}"),
            ("{\"values\":[", "],\"operator\":\"in\",\"attribute\":\"name\"}"),
        ]),
        element in select(vec!["{\"attribute\":\"status\",\"operator\":\"exists\"}", "1", "\"1\"", "{}"]),
        length in prop_oneof![0..120_usize, 0..20_000_usize],
        text in "[a-z]{0,8}",
        repeated in 0..2000_usize,
    ) {
        whatever(format!("{}{}{}", shape.0, vec![element; length].join(","), shape.1).as_bytes())?;
        let long = format!("\"{}\"", text.repeat(repeated));
        whatever(format!("{}{}{}", shape.0, vec![&*long; length.min(40)].join(","), shape.1).as_bytes())?;
        let field = format!("{{\"attribute\":{long},\"operator\":\"eq\",\"value\":{long},{long}:{long}}}");
        whatever(field.as_bytes())?;
    }

    #[test]
    fn anything_made_by_hand_is_refused_or_within_the_rules(input in input(), levels in prop_oneof![0..12_usize, 0..20_000_usize]) {
        build(&input)?;
        let deep = (0..levels).fold(input, |input, level| match level % 3 {
            0 => FilterInput::Not(Box::new(input)),
            1 => FilterInput::Or(vec![input]),
            _ => FilterInput::And(vec![input]),
        });
        build(&deep)?;
    }

    #[test]
    fn what_is_valid_is_the_filter_that_is_written_by_hand((tree, filter, nodes) in valid()) {
        let text = serde_json::to_vec(&tree).unwrap_or_default();
        if nodes > FilterInput::MAX_NODES {
            prop_assert!(read(&text).is_err());
            return Ok(());
        }
        let input = read(&text).map_err(|error| TestCaseError::fail(format!("{error}: {tree}")))?;
        prop_assert_eq!(serde_json::from_value::<FilterInput>(tree).ok(), Some(input.clone()));
        let valid = filter.clone().into_expr().is_ok_and(|filter| filter.validate().is_ok());
        match rules().build(&input) {
            Ok(built) => {
                prop_assert_eq!(&built, &filter);
                prop_assert!(valid);
                within_rules(built)?;
            }
            Err(FilterInputError::InvalidFilter { rule }) if !valid => {
                prop_assert_eq!(filter.into_expr().and_then(|filter| filter.validate()).err().and_then(|e| e.rule()), Some(rule));
            }
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        }
    }

    #[test]
    fn no_value_comes_back_in_an_error(tree in marked()) {
        match serde_json::from_value::<FilterInput>(tree.clone()) {
            Err(error) => prop_assert!(!shows(&error), "{}", error),
            Ok(input) => if let Err(error) = rules().build(&input) {
                prop_assert!(!shows(&error) && !shows(&format!("{error:?}")), "{}", error);
            },
        }
        if let Err(error) = read(&serde_json::to_vec::<Json>(&tree).unwrap_or_default()) {
            prop_assert!(!shows(&error), "{}", error);
        }
    }
}
