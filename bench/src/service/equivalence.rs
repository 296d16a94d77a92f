//! All peers ask for the same, and read the same from the answer: checked before anything is timed.

use super::{
    by_hand::ByHand,
    calls::{ID, runtime},
    dynamodb_facade::Facade,
    entity::Customer,
    expression::{self, Placeholders},
    modyne::Modyne,
    peer::Peer,
    serde_dynamo::SerdeDynamo,
    stub::{Captured, Stub, answers},
    twintable::Twintable,
};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, sync::Arc};

/// Parameters that a peer sends, or cannot send, whoever uses it: peer, operations, parameter.
const DIFFERENCES: &[(&str, &[&str], &str)] = &[
    // It asks for this with every request.
    (Modyne::NAME, &["PutItem", "GetItem", "UpdateItem", "Query"], "ReturnConsumedCapacity"),
    // These two cannot ask for the item as it is outside of transactions.
    (Modyne::NAME, &["UpdateItem"], "ReturnValuesOnConditionCheckFailure"),
    (Facade::NAME, &["UpdateItem"], "ReturnValuesOnConditionCheckFailure"),
];

/// Checks every peer against the SDK alone.
///
/// # Panics
///
/// If one asks for something else, or reads something else.
pub fn check() {
    let expected = requests::<ByHand>();
    for (peer, requests) in [
        (SerdeDynamo::NAME, requests::<SerdeDynamo>()),
        (Modyne::NAME, requests::<Modyne>()),
        (Facade::NAME, requests::<Facade>()),
        (Twintable::NAME, requests::<Twintable>()),
    ] {
        assert_eq!(requests.len(), expected.len(), "{peer} sends as many requests");
        for (request, expected) in requests.iter().zip(&expected) {
            let (request, expected) = (canonical(peer, request), canonical(peer, expected));
            assert_eq!(request, expected, "{peer} asks for the same");
        }
    }
}

/// What a peer sends, once it has read what it should.
fn requests<P: Peer>() -> Vec<Captured> {
    let captured = Arc::default();
    let peer = P::new(Stub::Captures(answers(), Arc::clone(&captured)).client());
    runtime().block_on(async {
        let customer = Customer::numbered(1);
        peer.put(customer.clone()).await;
        assert_eq!(peer.get(ID).await, customer, "{} reads what is there", P::NAME);
        assert_eq!(peer.update(ID).await, customer, "{} reads what is there", P::NAME);
        let all: Vec<Customer> = (0..10).map(Customer::numbered).collect();
        assert_eq!(peer.query().await, all, "{} reads all that is there", P::NAME);
    });
    let requests = captured.lock().expect("no panic");
    requests.clone()
}

/// A request in one form, without what a peer cannot help.
fn canonical(peer: &str, (operation, body): &Captured) -> BTreeMap<String, Value> {
    let empty = Map::new();
    let body = body.as_object().unwrap_or(&empty);
    let of = |parameter: &str| body.get(parameter).and_then(Value::as_object);
    let placeholders =
        Placeholders { names: of("ExpressionAttributeNames"), values: of("ExpressionAttributeValues") };
    let mut request = BTreeMap::from([("operation".to_owned(), json!(operation))]);
    for (parameter, value) in body {
        let is_excused = DIFFERENCES.iter().any(|(name, operations, excused)| {
            *name == peer && operations.contains(&operation.as_str()) && excused == parameter
        });
        let is_default = value == "NONE" && parameter.starts_with("Return");
        if is_excused || is_default || parameter.starts_with("ExpressionAttribute") {
            continue;
        }
        let text = value.as_str().unwrap_or_default();
        let value = match parameter.as_str() {
            "UpdateExpression" => json!(expression::update(text, &placeholders)),
            name if name.ends_with("Expression") => json!(expression::condition(text, &placeholders)),
            _ => with_sorted_sets(value),
        };
        request.insert(parameter.clone(), value);
    }
    request
}

/// Sets have no order.
fn with_sorted_sets(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                let mut value = with_sorted_sets(value);
                if let ("SS" | "NS" | "BS", Value::Array(elements)) = (name.as_str(), &mut value) {
                    elements.sort_by_key(ToString::to_string);
                }
                (name.clone(), value)
            })
            .collect(),
        Value::Array(elements) => elements.iter().map(with_sorted_sets).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}
