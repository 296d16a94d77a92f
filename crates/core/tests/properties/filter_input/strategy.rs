//! What clients send: nearly right, and not at all.

use proptest::{
    collection::{hash_map, vec},
    prelude::*,
    sample::select,
};
use serde_json::{Value as Json, json};
use twintable::{FilterInput, InputOperator, InputValue};

/// What stands in each marked value.
pub(super) const MARK: &str = "SECRET";

/// Names of attributes that may be filtered by, that may not, and that are none.
fn attribute() -> BoxedStrategy<String> {
    let known = vec!["status", "credit", "balance", "name", "active", "tags", "levels", "city"];
    let others = vec!["address", "address.city", "password", "#name", "levels[0]", "name = :v OR a", ""];
    prop_oneof![
        8 => select(known).prop_map(str::to_owned),
        1 => select(others).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
    .boxed()
}

fn operator() -> BoxedStrategy<String> {
    let known = select(InputOperator::ALL).prop_map(|operator| operator.name().to_owned());
    prop_oneof![12 => known, 1 => select(vec!["size", "type_is", "EQ", "="]).prop_map(str::to_owned)].boxed()
}

fn scalar() -> BoxedStrategy<Json> {
    prop_oneof![
        3 => select(vec!["active", "closed", "a", "1", "-1", "1.5", "true"]).prop_map(Json::from),
        3 => (0..5_i64).prop_map(Json::from),
        1 => any::<i64>().prop_map(Json::from),
        1 => any::<u64>().prop_map(Json::from),
        1 => any::<f64>().prop_map(Json::from),
        1 => any::<String>().prop_map(Json::from),
        2 => any::<bool>().prop_map(Json::from),
        1 => Just(Json::Null),
    ]
    .boxed()
}

fn comparison() -> BoxedStrategy<Json> {
    let value = scalar().prop_map(|value| json!({ "value": value }));
    let values = vec(scalar(), 0..4).prop_map(|values| json!({ "values": values }));
    let given = prop_oneof![3 => value, 2 => values, 1 => Just(json!({}))];
    (attribute(), operator(), given)
        .prop_map(|(attribute, operator, mut given)| {
            given["attribute"] = Json::from(attribute);
            given["operator"] = Json::from(operator);
            given
        })
        .boxed()
}

/// Trees of any shape, and trees that have a filter's shape in most places.
pub(super) fn json() -> BoxedStrategy<Json> {
    let fields = vec!["and", "or", "not", "attribute", "operator", "value", "values"];
    let field = prop_oneof![8 => select(fields).prop_map(str::to_owned), 1 => any::<String>()];
    prop_oneof![6 => comparison(), 1 => scalar()]
        .prop_recursive(10, 60, 6, move |inner| {
            prop_oneof![
                4 => vec(inner.clone(), 0..6).prop_map(|terms| json!({ "and": terms })),
                4 => vec(inner.clone(), 0..6).prop_map(|terms| json!({ "or": terms })),
                2 => inner.clone().prop_map(|term| json!({ "not": term })),
                1 => vec(inner.clone(), 0..6).prop_map(Json::from),
                1 => hash_map(field.clone(), inner, 0..4).prop_map(|fields| fields.into_iter().collect()),
            ]
        })
        .boxed()
}

fn value() -> BoxedStrategy<InputValue> {
    prop_oneof![
        3 => select(vec!["active", "a", "1", "-1"]).prop_map(InputValue::from),
        1 => any::<String>().prop_map(InputValue::from),
        1 => (0..9000_usize).prop_map(|length| InputValue::from("x".repeat(length))),
        2 => any::<i8>().prop_map(InputValue::from),
        1 => crate::trees::number().prop_map(InputValue::from),
        1 => any::<bool>().prop_map(InputValue::from),
    ]
    .boxed()
}

/// Trees that no reader has seen.
pub(super) fn input() -> BoxedStrategy<FilterInput> {
    let values = prop_oneof![6 => vec(value(), 0..4), 1 => vec(value(), 90..110)];
    let comparison = (attribute(), select(InputOperator::ALL), values)
        .prop_map(|(attribute, operator, values)| FilterInput::Compare { attribute, operator, values });
    comparison
        .prop_recursive(10, 60, 8, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..8).prop_map(FilterInput::And),
                vec(inner.clone(), 0..8).prop_map(FilterInput::Or),
                inner.prop_map(|term| FilterInput::Not(Box::new(term))),
            ]
        })
        .boxed()
}

/// A tree with marks in its texts and numbers: wherever a value may stand, or where something else should.
pub(super) fn marked() -> BoxedStrategy<Json> {
    let text = prop_oneof![Just(MARK.to_owned()), ".{0,3}".prop_map(|rest| format!("{MARK}{rest}"))];
    let value = text.prop_map(Json::from);
    let nested = prop_oneof![
        4 => value.clone(),
        1 => vec(value.clone(), 0..3).prop_map(Json::from),
        1 => value.prop_map(|value| json!({ "and": value })),
    ];
    let attribute =
        select(vec!["status", "credit", "balance", "name", "active", "tags", "levels", "city", "none"]);
    let comparison = (attribute, operator(), nested.clone(), any::<bool>());
    let comparison = comparison.prop_map(|(attribute, operator, value, several)| {
        let field = if several { "values" } else { "value" };
        json!({ "attribute": attribute, "operator": operator, field: value })
    });
    let combined = (select(vec!["and", "or", "not"]), nested.clone());
    let combined = combined.prop_map(|(field, value)| json!({ field: value }));
    prop_oneof![4 => comparison, 1 => combined, 1 => nested].boxed()
}
