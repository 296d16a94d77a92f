//! Filters that are deeper than the stack.

use crate::{
    MAX_DEPTH, PrimaryKey, Rule, Value,
    expr::{Filter, Term, Terms},
    item, path,
    store::{DeleteItem, PutItem, Scan, TransactCheck, TransactWrite, TransactWriteItems},
};
use std::thread;

const DEEP: usize = 1_000_000;

/// The most levels of `and`, `or` and `not` that are read.
const READABLE: usize = 64;

fn one(filter: Filter) -> Terms {
    [filter].into_iter().collect()
}

/// `levels` levels of `and(or(not(..)))` above a leaf.
fn deep(levels: usize) -> Filter {
    (0..levels).fold(path("a").exists(), |filter, level| match level % 3 {
        0 => Filter::Not(Term::new(filter)),
        1 => Filter::Or(one(filter)),
        _ => Filter::And(one(filter)),
    })
}

fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(512 * 1024).spawn(test).unwrap().join().unwrap();
}

#[test]
fn a_deep_filter_is_dropped() {
    on_a_small_stack(|| drop(deep(DEEP)));
}

#[test]
fn a_deep_filter_with_neighbours_is_dropped() {
    on_a_small_stack(|| {
        let neighbour = || path("b").exists() & path("c").eq(1);
        drop((0..DEEP / 10).fold(path("a").exists(), |filter, level| {
            let terms = [neighbour(), filter, neighbour()].into_iter().collect();
            if level % 2 == 0 { Filter::And(terms) } else { Filter::Or(terms) }
        }));
    });
}

#[test]
fn parts_of_a_deep_filter_that_are_taken_out_are_dropped() {
    on_a_small_stack(|| {
        let Filter::Not(term) = deep(DEEP / 10 / 3 * 3 + 1) else { panic!("a negation") };
        drop(term.into_inner());
        let Filter::And(terms) = deep(DEEP / 10 / 3 * 3) else { panic!("a conjunction") };
        drop(terms.into_iter());
        drop(!deep(DEEP / 10));
        drop(deep(DEEP / 10) & deep(DEEP / 10));
    });
}

#[test]
fn validation_refuses_a_deep_filter_and_ends() {
    on_a_small_stack(|| {
        let rule = |result: Result<(), crate::Error>| result.err().and_then(|error| error.rule());
        let too_deep = Some(Rule::FilterTooDeep);
        assert_eq!(rule(deep(DEEP).validate()), too_deep);
        assert_eq!(rule(PutItem::new("shop", item! {}).when(deep(DEEP / 10)).validate()), too_deep);
        let key = || PrimaryKey::new("PK", "a");
        assert_eq!(rule(DeleteItem::new("shop", key()).when(deep(DEEP / 10)).validate()), too_deep);
        assert_eq!(rule(Scan::new("shop").filter(deep(DEEP / 10)).validate()), too_deep);
        let check = TransactWrite::from(TransactCheck::new("shop", key(), deep(DEEP / 10)));
        assert_eq!(rule(TransactWriteItems::of([check]).validate()), too_deep);
    });
}

#[test]
fn validation_allows_as_many_levels_as_it_says() {
    on_a_small_stack(|| {
        assert!(deep(MAX_DEPTH).validate().is_ok());
        assert_eq!(deep(MAX_DEPTH + 1).validate().unwrap_err().rule(), Some(Rule::FilterTooDeep));
    });
}

fn deep_json(levels: usize, inner: &str) -> String {
    let (mut start, mut end) = (String::new(), String::new());
    for level in 0..levels {
        let (open, close) = [(r#"{"And":["#, "]}"), (r#"{"Or":["#, "]}"), (r#"{"Not":"#, "}")][level % 3];
        start += open;
        end.insert_str(0, close);
    }
    start + inner + &end
}

fn read_without_limit(json: &str) -> serde_json::Result<Filter> {
    let mut reader = serde_json::Deserializer::from_str(json);
    reader.disable_recursion_limit();
    serde::Deserialize::deserialize(&mut reader)
}

#[test]
fn the_depth_of_what_is_read_is_bounded_whatever_the_format() {
    let leaf = r#"{"Exists":"a"}"#;
    assert!(read_without_limit(&deep_json(READABLE, leaf)).is_ok());
    for levels in [READABLE + 1, 200, 10_000] {
        assert!(serde_json::from_str::<Filter>(&deep_json(levels, leaf)).is_err());
        let error = read_without_limit(&deep_json(levels, leaf)).unwrap_err();
        assert!(error.to_string().contains("too deep"), "{error}");
        assert!(read_without_limit(&deep_json(READABLE, leaf)).is_ok(), "an error leaves no level behind");
    }
    assert!(read_without_limit(&deep_json(READABLE, "{")).is_err());
    assert!(read_without_limit(&deep_json(READABLE, leaf)).is_ok(), "an error leaves no level behind");
}

#[test]
fn the_deepest_that_is_read_takes_little_stack() {
    let json = deep_json(READABLE, r#"{"Exists":"a"}"#);
    on_a_small_stack(move || assert!(read_without_limit(&json).is_ok()));
}

#[test]
fn the_deepest_valid_filter_reads_back_with_the_deepest_valid_value() {
    let value = (0..31).fold(Value::Null, |value, _| Value::list([value]));
    let filter = (0..MAX_DEPTH).fold(path("a").eq(value), |filter, _| Filter::And(one(filter)));
    assert!(filter.validate().is_ok());
    let json = serde_json::to_string(&filter).unwrap();
    assert_eq!(read_without_limit(&json).unwrap(), filter);
}
