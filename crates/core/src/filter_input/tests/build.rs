//! What the rules allow, and what they refuse.

use super::*;
use crate::Rule;

#[test]
fn each_operator_builds_what_the_typed_one_does() {
    use InputOperator::{BeginsWith, Between, Contains, Eq, Ge, Gt, In, Le, Lt, Ne, NotExists};
    let active = || Status::Active;
    let cases = [
        (compare("status", Eq, ["active"]), Customer::STATUS.eq(active())),
        (compare("status", Ne, ["active"]), Customer::STATUS.ne(active())),
        (compare("credit", Lt, [1]), Customer::CREDIT.lt(1)),
        (compare("credit", Le, [1]), Customer::CREDIT.le(1)),
        (compare("credit", Gt, [1]), Customer::CREDIT.gt(1)),
        (compare("credit", Ge, [1]), Customer::CREDIT.ge(1)),
        (compare("credit", Between, [1, 2]), Customer::CREDIT.between(1, 2)),
        (
            compare("status", In, ["active", "closed"]),
            Customer::STATUS.is_in([Status::Active, Status::Closed]),
        ),
        (compare("name", BeginsWith, ["A"]), Customer::NAME.begins_with("A")),
        (compare("name", Contains, ["b"]), Customer::NAME.contains("b")),
        (exists("status"), Customer::STATUS.exists()),
        (compare::<bool>("email", NotExists, []), Customer::EMAIL.not_exists()),
    ];
    for (input, filter) in cases {
        assert_eq!(rules().build(&input), Ok(filter));
    }
}

#[test]
fn combinations_build_what_the_typed_ones_do() {
    let both = vec![exists("status"), compare("active", InputOperator::Eq, [true])];
    let typed = || [Customer::STATUS.exists(), Customer::ACTIVE.eq(true)];
    assert_eq!(rules().build(&FilterInput::And(both.clone())), Ok(Filter::all(typed())));
    assert_eq!(rules().build(&FilterInput::Or(both)), Ok(Filter::any(typed())));
    let not = |input| FilterInput::Not(Box::new(input));
    assert_eq!(rules().build(&not(exists("status"))), Ok(!Customer::STATUS.exists()));
    assert_eq!(rules().build(&not(not(exists("status")))), Ok(Customer::STATUS.exists()));
}

#[test]
fn a_name_stands_for_the_path_that_it_was_given_for() {
    let city = || Customer::ADDRESS.then(Address::CITY);
    for name in ["address.city", "town"] {
        let input = compare(name, InputOperator::Eq, ["Bristol"]);
        assert_eq!(rules().build(&input), Ok(city().eq("Bristol")));
    }
    // No name is read as a path.
    for name in ["address", "address.street", "city", "Town", "town ", "", "#town", "levels[0]"] {
        let unknown = FilterInputError::UnknownAttribute { attribute: name.into() };
        assert_eq!(rules().build(&compare(name, InputOperator::Eq, ["Bristol"])), Err(unknown));
    }
}

#[test]
fn a_name_that_is_allowed_again_stands_for_what_came_last() {
    let rules = FilterRules::new().allow(Customer::NAME, op::Eq).allow_as("name", Customer::CREDIT, op::Lt);
    assert_eq!(rules.build(&compare("name", InputOperator::Lt, [1])), Ok(Customer::CREDIT.lt(1)));
    assert!(rules.build(&compare("name", InputOperator::Eq, ["x"])).is_err());
}

#[test]
fn without_rules_nothing_is_allowed() {
    let rules = FilterRules::<Customer>::default();
    assert!(rules.build(&exists("status")).is_err());
    assert_eq!(format!("{rules:?}"), "FilterRules { attributes: {} }");
}

#[test]
fn rules_show_names_paths_and_operators() {
    let rules = FilterRules::new().allow_as("who", Customer::NAME, (op::In, op::Eq, op::Equality));
    let shown = "FilterRules { attributes: {\"who\": name [Eq, Ne, In]} }";
    assert_eq!(format!("{:?}", rules.clone()), shown);
}

#[test]
fn what_is_not_allowed_is_named() {
    assert_eq!(refusal(&exists("password")), "`password` is no attribute to filter by");
    assert_eq!(
        refusal(&compare("active", InputOperator::Lt, [true])),
        "`active` with `lt`: the attribute takes `eq`"
    );
    let error = rules().build(&exists("credit")).unwrap_err();
    assert_eq!(
        error,
        FilterInputError::OperatorNotAllowed {
            attribute: "credit".into(),
            operator: InputOperator::Exists,
            allowed: Box::from(
                [InputOperator::Eq, InputOperator::Ne]
                    .into_iter()
                    .chain([InputOperator::Lt, InputOperator::Le, InputOperator::Gt, InputOperator::Ge])
                    .chain([InputOperator::Between, InputOperator::In])
                    .collect::<Vec<_>>()
            ),
        }
    );
}

#[test]
fn empty_combinations_are_refused() {
    assert_eq!(rules().build(&FilterInput::And(vec![])), Err(FilterInputError::EmptyAnd));
    assert_eq!(rules().build(&FilterInput::Or(vec![])), Err(FilterInputError::EmptyOr));
    let inner = FilterInput::Not(Box::new(FilterInput::And(vec![])));
    assert_eq!(refusal(&FilterInput::Or(vec![exists("status"), inner])), "`and` has at least one term");
    assert_eq!(refusal(&FilterInput::Or(vec![])), "`or` has at least one term");
}

#[test]
fn wrong_numbers_of_values_are_refused() {
    for (operator, count, expected) in [
        (InputOperator::Eq, 0, "one value is expected, in `value`"),
        (InputOperator::Eq, 2, "one value is expected, in `value`"),
        (InputOperator::Between, 1, "two values are expected, in `values`"),
        (InputOperator::Between, 3, "two values are expected, in `values`"),
        (InputOperator::In, 0, "1 to 100 values are expected, in `values`"),
    ] {
        let input = compare("credit", operator, vec![1; count]);
        assert_eq!(refusal(&input), format!("`credit` with `{operator}`: {expected}"));
        let error = FilterInputError::ValueCount { attribute: "credit".into(), operator, found: count };
        assert_eq!(rules().build(&input), Err(error));
    }
    let input = compare("status", InputOperator::Exists, ["active"]);
    assert_eq!(refusal(&input), "`status` with `exists`: no value is expected");
}

#[test]
fn rules_of_the_service_are_kept() {
    let input = compare("credit", InputOperator::Between, [2, 1]);
    let invalid = |attribute: &str, operator, rule| {
        Err(FilterInputError::InvalidComparison { attribute: attribute.into(), operator, rule })
    };
    assert_eq!(rules().build(&input), invalid("credit", InputOperator::Between, Rule::BetweenOrder));
    assert_eq!(
        refusal(&input),
        "`credit` with `between`: the lower bound of `between` is not above the upper one"
    );
    // An attribute of any type takes values that the operator does not.
    let input = compare("extra", InputOperator::Lt, [true]);
    assert_eq!(rules().build(&input), invalid("extra", InputOperator::Lt, Rule::OrderOfUnordered));
    let input = compare("extra", InputOperator::Between, [InputValue::from(1), InputValue::from("a")]);
    assert_eq!(rules().build(&input), invalid("extra", InputOperator::Between, Rule::BetweenTypes));
}

#[test]
fn what_a_client_made_up_is_shown_short_and_escaped() {
    let name = "é\n".repeat(40);
    assert_eq!(refusal(&exists(&name)), format!("`{}…` is no attribute to filter by", r"é\n".repeat(32)));
    assert_eq!(refusal(&exists("\u{202e}`")), r"`\u{202e}`` is no attribute to filter by");
    let error = format!("{:?}", rules().build(&exists(&name)));
    assert!(!error.contains(&r"é\n".repeat(33)), "{error}");
}

#[test]
fn rules_are_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>(_: &T) {}
    shared(&rules());
    shared(&exists("a"));
    shared(&FilterInputError::TooDeep);
}
