//! Shapes that are read, and errors of those that are not.

use super::*;
use serde::{
    Deserialize,
    de::{
        IntoDeserializer,
        value::{
            Error, F32Deserializer, I128Deserializer, MapDeserializer, U128Deserializer, UnitDeserializer,
        },
    },
};

fn read(json: &str) -> FilterInput {
    serde_json::from_str(json).unwrap()
}

/// The error, without the place that the format adds.
fn error(json: &str) -> String {
    let text = serde_json::from_str::<FilterInput>(json).unwrap_err().to_string();
    let error = text.split(" at line ").next().unwrap_or_default().to_owned();
    // The same from a tree.
    if let Ok(tree) = serde_json::from_str::<serde_json::Value>(json)
        && !json.contains("twice")
    {
        assert_eq!(serde_json::from_value::<FilterInput>(tree).unwrap_err().to_string(), error);
    }
    error
}

#[test]
fn each_operator_is_read_by_its_name() {
    for operator in InputOperator::ALL.iter().copied() {
        let (given, values) = match operator.takes() {
            operator::Takes::Nothing => ("", vec![]),
            operator::Takes::One => (r#", "value": "x""#, vec!["x"]),
            operator::Takes::Two => (r#", "values": ["x", "y"]"#, vec!["x", "y"]),
            operator::Takes::Several => (r#", "values": ["x", "y", "z"]"#, vec!["x", "y", "z"]),
        };
        let input = read(&format!(r#"{{"attribute": "a", "operator": "{operator}"{given}}}"#));
        assert_eq!(input, compare("a", operator, values));
        assert_eq!(InputOperator::from_name(operator.name()), Some(operator));
    }
    assert_eq!(InputOperator::from_name("EQ"), None);
}

#[test]
fn fields_come_in_any_order() {
    let input = compare("a", InputOperator::Eq, [1]);
    assert_eq!(read(r#"{"value": 1, "operator": "eq", "attribute": "a"}"#), input);
    assert_eq!(read(r#"{"operator": "eq", "value": 1, "attribute": "a"}"#), input);
}

#[test]
fn combinations_nest() {
    let leaf = r#"{"attribute": "a", "operator": "exists"}"#;
    let input = read(&format!(r#"{{"and": [{leaf}, {{"or": [{leaf}, {{"not": {leaf}}}]}}]}}"#));
    let negated = FilterInput::Not(Box::new(exists("a")));
    assert_eq!(input, FilterInput::And(vec![exists("a"), FilterInput::Or(vec![exists("a"), negated])]));
    assert_eq!(read(r#"{"and": []}"#), FilterInput::And(vec![]));
}

#[test]
fn values_are_read_exactly() {
    let value = |json: &str| serde_json::from_str::<InputValue>(json).unwrap();
    let number = |text: &str| InputValue::Number(text.parse().unwrap());
    assert_eq!(value(r#""\u0061\n""#), InputValue::from("a\n"));
    assert_eq!(value("true"), InputValue::Bool(true));
    assert_eq!(value("-9223372036854775808"), number("-9223372036854775808"));
    assert_eq!(value("18446744073709551615"), number("18446744073709551615"));
    assert_eq!(value("0.1"), number("0.1"));
    assert_eq!(value("-1.50e3"), number("-1500"));
    assert_eq!(value("-0.0"), number("0"));
    for (json, problem) in [("1e200", "magnitude"), ("1e-200", "magnitude")] {
        let error = serde_json::from_str::<InputValue>(json).unwrap_err().to_string();
        assert!(error.contains(problem), "{error}");
    }
}

#[test]
fn values_of_other_formats_are_read_exactly() {
    let number = |text: &str| Ok(InputValue::Number(text.parse().unwrap()));
    let wide = 10_i128.pow(30) + 1;
    assert_eq!(InputValue::deserialize(I128Deserializer::<Error>::new(-wide)), number(&(-wide).to_string()));
    let wide = 10_u128.pow(37) + 1;
    assert_eq!(InputValue::deserialize(U128Deserializer::<Error>::new(wide)), number(&wide.to_string()));
    assert_eq!(InputValue::deserialize(F32Deserializer::<Error>::new(0.1)), number("0.1"));
    assert!(InputValue::deserialize(F32Deserializer::<Error>::new(f32::NAN)).is_err());
    assert!(InputValue::deserialize(F32Deserializer::<Error>::new(f32::INFINITY)).is_err());
    assert!(InputValue::deserialize(U128Deserializer::<Error>::new(u128::MAX)).is_err());
    let missing: Result<_, Error> = InputValue::deserialize(UnitDeserializer::new());
    assert!(missing.unwrap_err().to_string().contains("null is no value"));
}

/// As `serde_json` gives numbers with its feature `arbitrary_precision`.
#[test]
fn numbers_of_any_precision_are_read() {
    let text = "12345678901234567890123456789.5";
    let map = |name: &'static str, text: &'static str| {
        let fields = [(name, text)].into_iter();
        InputValue::deserialize(MapDeserializer::<_, Error>::new(fields))
    };
    let token = "$serde_json::private::Number";
    assert_eq!(map(token, text), Ok(InputValue::Number(text.parse().unwrap())));
    assert!(map(token, "x").is_err());
    assert!(map("number", text).is_err());
    let twice = [(token, "1"), (token, "2")].into_iter();
    assert!(InputValue::deserialize(MapDeserializer::<_, Error>::new(twice)).is_err());
}

#[test]
fn operators_are_read_alone() {
    let read: Result<InputOperator, Error> = InputOperator::deserialize("lt".into_deserializer());
    assert_eq!(read, Ok(InputOperator::Lt));
}

#[test]
fn what_is_not_a_filter_is_refused() {
    let shape =
        "`and`, `or` or `not` alone, or `attribute`, `operator` and, where it takes any, `value` or `values`";
    let operators = "`eq`, `ne`, `lt`, `le`, `gt`, `ge`, `between`, `in`, `begins_with`, `contains`, `exists`, `not_exists`";
    for (json, what) in [
        (r#""secret""#, "a text"),
        ("17", "a number"),
        ("-17", "a number"),
        ("1.5", "a number"),
        ("true", "a truth value"),
        ("null", "null"),
        ("[]", "sequence"),
    ] {
        assert_eq!(error(json), format!("invalid type: {what}, expected a filter: {shape}"));
    }
    assert_eq!(error("{}"), format!("a filter has {shape}"));
    assert_eq!(error(r#"{"nor": []}"#), format!("unknown field `nor`: a filter has {shape}"));
    assert_eq!(error(r#"{"and": {}}"#), "invalid type: map, expected a list of filters");
    assert_eq!(error(r#"{"or": "secret"}"#), "invalid type: a text, expected a list of filters");
    assert_eq!(error(r#"{"and": [], "or": []}"#), "`and` stands alone in a filter");
    assert_eq!(error(r#"{"attribute": "a", "and": []}"#), "`and` stands alone in a filter");
    let unknown = error(r#"{"attribute": "a", "operator": "size"}"#);
    assert_eq!(unknown, format!("unknown operator `size`: expected one of {operators}"));
    let number = error(r#"{"attribute": "a", "operator": 7}"#);
    assert_eq!(number, format!("invalid type: a number, expected an operator: one of {operators}"));
    assert_eq!(error(r#"{"attribute": 17}"#), "invalid type: a number, expected a text");
}

#[test]
fn a_comparison_has_all_its_fields_once() {
    assert_eq!(error(r#"{"operator": "exists"}"#), "`attribute` is missing in a comparison");
    assert_eq!(error(r#"{"attribute": "a", "value": 1}"#), "`operator` is missing in a comparison");
    for (field, value) in
        [("attribute", r#""twice""#), ("operator", r#""eq""#), ("value", "1"), ("values", "[1]")]
    {
        let twice = format!(r#"{{"{field}": {value}, "{field}": {value}, "twice": 1}}"#);
        assert_eq!(error(&twice), format!("`{field}` is given twice in a comparison"));
    }
}

#[test]
fn values_are_as_many_as_the_operator_takes() {
    let with = |operator: &str, values: &str| {
        error(&format!(r#"{{"attribute": "a", "operator": "{operator}"{values}}}"#))
    };
    let one = "`eq`: one value is expected, in `value`";
    for values in ["", r#", "values": [1]"#, r#", "value": 1, "values": []"#] {
        assert_eq!(with("eq", values), one);
    }
    for values in ["", r#", "value": 1"#, r#", "values": [1]"#, r#", "values": [1, 2, 3]"#] {
        assert_eq!(with("between", values), "`between`: two values are expected, in `values`");
    }
    for values in ["", r#", "value": 1"#, r#", "values": []"#] {
        assert_eq!(with("in", values), "`in`: 1 to 100 values are expected, in `values`");
    }
    for values in [r#", "value": 1"#, r#", "values": []"#, r#", "values": [1]"#] {
        assert_eq!(with("not_exists", values), "`not_exists`: no value is expected");
    }
}

#[test]
fn values_are_plain() {
    let given = |value: &str| error(&format!(r#"{{"attribute": "a", "operator": "eq", "value": {value}}}"#));
    let several = "a text, a number, true or false; several go in `values`";
    assert_eq!(given("null"), "null is no value to compare with; `exists` and `not_exists` take none");
    assert_eq!(given("[1]"), format!("invalid type: sequence, expected {several}"));
    assert_eq!(given("{}"), format!("invalid type: map, expected {several}"));
    assert!(given(r#"{"S": "secret"}"#).starts_with("invalid type: map, expected a text"));
    let given =
        |values: &str| error(&format!(r#"{{"attribute": "a", "operator": "in", "values": {values}}}"#));
    assert_eq!(given("[1, null]"), "null is no value to compare with; `exists` and `not_exists` take none");
    assert_eq!(given("[[1]]"), format!("invalid type: sequence, expected {several}"));
    assert_eq!(given(r#""secret""#), "invalid type: a text, expected a list of values");
}

#[test]
fn what_a_client_made_up_is_shown_short_and_escaped() {
    let long = "x".repeat(10_000);
    let shown = format!("unknown field `{}…`", "x".repeat(64));
    assert!(error(&format!(r#"{{"{long}": 1}}"#)).starts_with(&shown));
    assert!(error(r#"{"\u001b[2J\n\u202e": 1}"#).starts_with(r"unknown field `\u{1b}[2J\n\u{202e}`"));
    let unknown = error(&format!(r#"{{"attribute": "a", "operator": "{long}"}}"#));
    assert!(unknown.starts_with(&format!("unknown operator `{}…`", "x".repeat(64))), "{unknown}");
}
