//! Depth, nodes and sizes, while a filter is read and when it is built.

use super::*;
use serde::Deserialize;
use std::{cell::Cell, iter, rc::Rc, thread};

const DEEP: usize = 1_000_000;
const LEAF: &str = r#"{"attribute": "status", "operator": "exists"}"#;

fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(256 * 1024).spawn(test).unwrap().join().unwrap();
}

/// `levels` levels of `and`, `or` and `not` above a comparison.
fn deep(levels: usize) -> FilterInput {
    (0..levels).fold(exists("status"), |input, level| match level % 3 {
        0 => FilterInput::Not(Box::new(input)),
        1 => FilterInput::Or(vec![input]),
        _ => FilterInput::And(vec![input]),
    })
}

fn deep_json(levels: usize, inner: &str) -> String {
    let pairs = [(r#"{"and": ["#, "]}"), (r#"{"or": ["#, "]}"), (r#"{"not": "#, "}")];
    let levels = || iter::repeat(pairs).flatten().take(levels);
    let start: String = levels().map(|(start, _)| start).collect();
    let mut ends: Vec<_> = levels().map(|(_, end)| end).collect();
    ends.reverse();
    start + inner + &ends.concat()
}

/// A format that recurses as deep as it is told to.
fn read_without_limit(json: &str) -> serde_json::Result<FilterInput> {
    let mut reader = serde_json::Deserializer::from_str(json);
    reader.disable_recursion_limit();
    FilterInput::deserialize(&mut reader)
}

/// Reads and builds what is the same as text and by hand, and expects the same end.
fn both(json: &str, input: &FilterInput) -> Result<(), String> {
    let read = read_without_limit(json).map_err(|error| error.to_string());
    let built = rules().build(input).map_err(|error| error.to_string());
    match (read, built) {
        (Ok(read), Ok(_)) => {
            assert_eq!(read, *input);
            Ok(())
        }
        (Err(read), Err(built)) => {
            assert!(read.starts_with(&built), "{read}, {built}");
            Err(built)
        }
        (read, built) => panic!("{read:?}, {built:?}"),
    }
}

#[test]
fn a_filter_is_at_most_so_deep() {
    on_a_small_stack(|| {
        let most = FilterInput::MAX_DEPTH;
        let input = |levels| (0..levels).fold(exists("status"), |input, _| FilterInput::And(vec![input]));
        let json = |levels| (0..levels).fold(LEAF.to_owned(), |json, _| format!(r#"{{"and": [{json}]}}"#));
        assert_eq!(both(&json(most), &input(most)), Ok(()));
        let error = both(&json(most + 1), &input(most + 1)).unwrap_err();
        assert_eq!(error, "`and`, `or` and `not` nest at most 8 levels deep");
        for levels in [0, 1, 7, 8] {
            assert!(read_without_limit(&deep_json(levels, LEAF)).is_ok());
            assert!(rules().build(&deep(levels)).is_ok());
        }
        for levels in [9, 10, 11, 100, 10_000] {
            let error = read_without_limit(&deep_json(levels, LEAF)).unwrap_err().to_string();
            assert!(error.contains("8 levels deep"), "{error}");
            assert_eq!(rules().build(&deep(levels)), Err(FilterInputError::TooDeep));
        }
    });
}

#[test]
fn a_filter_has_at_most_so_many_nodes() {
    let most = FilterInput::MAX_NODES;
    for combined in ["and", "or"] {
        let json = |leaves: usize| format!(r#"{{"{combined}": [{}]}}"#, vec![LEAF; leaves].join(","));
        let input = |leaves: usize| {
            let terms = vec![exists("status"); leaves];
            if combined == "and" { FilterInput::And(terms) } else { FilterInput::Or(terms) }
        };
        assert_eq!(both(&json(most - 1), &input(most - 1)), Ok(()));
        for leaves in [most, 100_000] {
            let error = both(&json(leaves), &input(leaves)).unwrap_err();
            assert_eq!(error, "a filter has at most 50 comparisons, `and`s, `or`s and `not`s");
        }
    }
    // Counted over all branches, not along one.
    let branch = FilterInput::Or(vec![exists("status"); 9]);
    assert!(rules().build(&FilterInput::And(vec![branch.clone(); 4])).is_ok());
    assert_eq!(rules().build(&FilterInput::And(vec![branch; 5])), Err(FilterInputError::TooManyNodes));
}

#[test]
fn a_comparison_has_at_most_so_many_values() {
    let json = |count: usize| {
        let values = vec!["1"; count].join(",");
        format!(r#"{{"attribute": "credit", "operator": "in", "values": [{values}]}}"#)
    };
    let input = |count: usize| compare("credit", InputOperator::In, vec![1; count]);
    assert_eq!(both(&json(100), &input(100)), Ok(()));
    assert!(read_without_limit(&json(101)).unwrap_err().to_string().contains("at most 100 values"));
    assert_eq!(refusal(&input(101)), "`credit` with `in`: 1 to 100 values are expected, in `values`");
}

#[test]
fn texts_have_at_most_so_many_bytes() {
    let (most, above) = ("é".repeat(2048), "é".repeat(2048) + "x");
    let json = |attribute: &str, text: &str| {
        format!(r#"{{"attribute": "{attribute}", "operator": "eq", "value": "{text}"}}"#)
    };
    assert_eq!(both(&json("name", &most), &compare("name", InputOperator::Eq, [&*most])), Ok(()));
    let refused = |json: &str| read_without_limit(json).unwrap_err().to_string();
    assert!(refused(&json("name", &above)).contains("a text has at most 4,096 bytes"));
    assert!(refused(&json(&above, "x")).contains("a text has at most 4,096 bytes"));
    let input = compare("name", InputOperator::Eq, [&*above]);
    assert_eq!(refusal(&input), "`name` with `eq`: a text has at most 4,096 bytes");
}

#[test]
fn texts_together_have_at_most_so_many_bytes() {
    let text = "x".repeat(FilterInput::MAX_TEXT);
    let json = |count: usize, attribute: &str| {
        let values = vec![format!("\"{text}\""); count].join(",");
        format!(r#"{{"attribute": "{attribute}", "operator": "in", "values": [{values}]}}"#)
    };
    let input = |count: usize| compare("name", InputOperator::In, vec![&*text; count]);
    assert_eq!(both(&json(15, "name"), &input(15)), Ok(()));
    let error = both(&json(16, "name"), &input(16)).unwrap_err();
    assert_eq!(error, "the names and texts of a filter have at most 65,536 bytes together");
    let name = "n".repeat(70_000);
    assert_eq!(rules().build(&exists(&name)), Err(FilterInputError::TooMuchText));
}

#[test]
fn a_filter_is_no_longer_than_an_expression() {
    let long = compare("credit", InputOperator::In, vec![1; 100]);
    assert!(rules().build(&FilterInput::Or(vec![long.clone(); 9])).is_ok());
    assert_eq!(
        refusal(&FilterInput::Or(vec![long; 11])),
        "an expression has at most 4,096 bytes, each name and value counted as three"
    );
}

/// A list without end, each of whose elements is counted.
struct Endless(Rc<Cell<usize>>);

impl Iterator for Endless {
    type Item = bool;

    fn next(&mut self) -> Option<bool> {
        self.0.set(self.0.get() + 1);
        Some(true)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}

#[test]
fn a_list_is_read_no_further_than_its_limit() {
    use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
    let read = Rc::new(Cell::new(0));
    let values = SeqDeserializer::<_, Error>::new(Endless(Rc::clone(&read)));
    let input = FilterInput::deserialize(MapDeserializer::new([("values", values)].into_iter()));
    assert!(input.unwrap_err().to_string().contains("at most 100 values"));
    assert_eq!(read.get(), 101);
    // The first element is no filter: nothing else is read.
    let read = Rc::new(Cell::new(0));
    let terms = SeqDeserializer::<_, Error>::new(Endless(Rc::clone(&read)));
    assert!(FilterInput::deserialize(MapDeserializer::new([("and", terms)].into_iter())).is_err());
    assert_eq!(read.get(), 1);
}

#[test]
fn what_is_refused_is_not_read_however_deep_it_is() {
    on_a_small_stack(|| {
        let arrays = "[".repeat(100_000);
        let objects = r#"{"a":"#.repeat(100_000);
        for deep in [arrays, objects, deep_json(100_000, LEAF)] {
            for start in [
                "",
                r#"{"unknown": "#,
                r#"{"and": "#,
                r#"{"and": ["#,
                r#"{"not": "#,
                r#"{"attribute": "#,
                r#"{"operator": "#,
                r#"{"value": "#,
                r#"{"values": "#,
                r#"{"values": ["#,
                r#"{"value": {"$serde_json::private::Number": "#,
            ] {
                assert!(read_without_limit(&format!("{start}{deep}")).is_err());
            }
        }
    });
}

#[test]
fn deep_filters_are_dropped() {
    on_a_small_stack(|| {
        drop(deep(DEEP));
        drop((0..DEEP).fold(exists("a"), |input, _| FilterInput::Not(Box::new(input))));
        drop(
            (0..DEEP / 10).fold(exists("a"), |input, _| FilterInput::And(vec![exists("b"), input, deep(4)])),
        );
        assert_eq!(rules().build(&deep(DEEP)), Err(FilterInputError::TooDeep));
    });
}

#[test]
fn errors_say_what_the_limits_are() {
    let says = |error: String, limit: usize| error.replace(',', "").contains(&format!(" {limit} "));
    assert!(says(crate::filter_input::limits::TEXT_TOO_LONG.to_owned(), FilterInput::MAX_TEXT));
    assert!(says(FilterInputError::TooMuchText.to_string(), FilterInput::MAX_TEXTS));
    assert!(says(FilterInputError::TooManyNodes.to_string(), FilterInput::MAX_NODES));
    assert!(says(FilterInputError::TooDeep.to_string(), FilterInput::MAX_DEPTH));
}
