//! Expressions near the limits of length and operators: most are not measured, and those that are too large are.

use crate::{
    Path, Rule, Value, ValueType,
    expr::{
        Filter, KeyCondition, Operand, Projection, SetValue, SortCondition, Update, if_not_exists,
        list_append,
    },
    path,
    validate::{
        filter_length, filter_operators, key_condition_length, projection_length, update_length,
        update_operators,
    },
};

const MAX_LENGTH: usize = 4096;
const MAX_OPERATORS: usize = 300;

/// Whether a check says what the figures say.
#[track_caller]
fn assert_says(checked: Result<(), crate::Error>, length: usize, operators: usize) {
    let rule = checked.err().and_then(|error| error.rule());
    let expected = if operators > MAX_OPERATORS {
        Some(Rule::TooManyOperators)
    } else {
        (length > MAX_LENGTH).then_some(Rule::ExpressionTooLong)
    };
    assert_eq!(rule, expected, "{length} bytes, {operators} operators");
}

fn deep(number: usize) -> Path {
    (0..30).fold(path(format!("a{number}")), |path, step| path.index(u32::MAX - step))
}

#[test]
fn filters_of_any_number_of_terms() {
    type Leaf = fn(usize) -> Filter;
    let leaves: [Leaf; 11] = [
        |_| path("a").eq(1),
        |_| path("a").size().ge(path("b").size()),
        |_| path("a").size().between(1, 2),
        |_| path("a").is_in([1, 2, 3]),
        |_| path("a").is_in((0..100).collect::<Vec<_>>()),
        |_| path("a").exists(),
        |_| path("a").not_exists(),
        |_| path("a").type_is(ValueType::String),
        |_| path("a").begins_with("a"),
        |_| !(path("a").contains("a") | path("b").eq(1)),
        |number| deep(number).not_exists(),
    ];
    for leaf in leaves {
        for terms in 1..400 {
            let filter = Filter::all((0..terms).map(leaf));
            assert_says(filter.validate(), filter_length(&filter), filter_operators(&filter));
        }
    }
}

#[test]
fn updates_of_any_number_of_actions() {
    type Act = fn(Update, Path) -> Update;
    let actions: [Act; 9] = [
        |update, at| update.set(at, 1),
        |update, at| update.set(at, SetValue::Source(path("b").into())),
        |update, at| update.set(at, if_not_exists("b", 1)),
        |update, at| update.set(at, if_not_exists("b", 1) + 1),
        |update, at| update.set(at, list_append(path("b"), Value::list([1]))),
        |update, at| update.remove(at),
        |update, at| update.add(at, 1),
        |update, at| update.delete(at, Value::string_set(["a"])),
        |update, at| update.remove(at.index(u32::MAX)),
    ];
    for act in actions {
        for number in 1..500 {
            let update = (0..number).fold(Update::new(), |update, at| act(update, path(format!("a{at}"))));
            assert_says(update.validate(), update_length(&update), update_operators(&update));
        }
    }
}

#[test]
fn projections_and_key_conditions_of_any_number_of_names() {
    for number in (1..1500).step_by(7) {
        let names = || (0..number).map(|at| format!("a{at}"));
        let projection = Projection::of(names().map(path));
        assert_says(projection.validate(), projection_length(&projection), 0);
        let deep = Projection::of((0..number / 8).map(deep).chain([path("b")]));
        assert_says(deep.validate(), projection_length(&deep), 0);
        let partition = names().map(|name| (name.into(), Value::from(1))).collect();
        let between = SortCondition::Between(1.into(), 2.into());
        let condition = KeyCondition { partition, sort: vec![("sort".into(), between)] };
        assert_says(condition.validate(), key_condition_length(&condition), 0);
    }
}

#[test]
fn a_constant_is_no_part_of_the_text() {
    let filter = path("a").eq(Operand::from("x".repeat(MAX_LENGTH)));
    assert_says(filter.validate(), filter_length(&filter), filter_operators(&filter));
}
