//! Filters that are allowed, each as a client sends it and as it is written by hand.

use super::entity::{Customer, Status};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value as Json, json};
use twintable::{Filter, InputOperator as Operator, Number};

/// The same filter twice, and how many nodes the first has.
pub(super) type Valid = (Json, Filter<Customer>, usize);

fn one(attribute: &str, operator: Operator, value: impl Into<Json>) -> Json {
    json!({ "attribute": attribute, "operator": operator.name(), "value": value.into() })
}

fn several(attribute: &str, operator: Operator, values: &[Json]) -> Json {
    json!({ "values": values, "attribute": attribute, "operator": operator.name() })
}

fn presence() -> BoxedStrategy<(Json, Filter<Customer>)> {
    let json = |operator: Operator| json!({ "operator": operator.name(), "attribute": "active" });
    prop_oneof![
        Just((json(Operator::Exists), Customer::ACTIVE.exists())),
        Just((json(Operator::NotExists), Customer::ACTIVE.not_exists())),
    ]
    .boxed()
}

/// A filter that compares an ordered attribute.
macro_rules! ordered {
    ($attribute:expr, $name:literal, $low:expr, $high:expr, $json:expr, $operator:expr) => {{
        let (attribute, low, high, json) = ($attribute, $low, $high, $json);
        match $operator {
            Operator::Eq => (one($name, Operator::Eq, json(&low)), attribute.eq(low)),
            Operator::Ne => (one($name, Operator::Ne, json(&low)), attribute.ne(low)),
            Operator::Lt => (one($name, Operator::Lt, json(&low)), attribute.lt(low)),
            Operator::Le => (one($name, Operator::Le, json(&low)), attribute.le(low)),
            Operator::Gt => (one($name, Operator::Gt, json(&low)), attribute.gt(low)),
            Operator::Ge => (one($name, Operator::Ge, json(&low)), attribute.ge(low)),
            Operator::In => {
                let values = vec![json(&low), json(&high)];
                (several($name, Operator::In, &values), attribute.is_in([low, high]))
            }
            _ => {
                let values = vec![json(&low), json(&high)];
                (several($name, Operator::Between, &values), attribute.between(low, high))
            }
        }
    }};
}

fn numbers() -> BoxedStrategy<(Json, Filter<Customer>)> {
    let operator = || select(&Operator::ALL[..8]);
    let credit = (any::<(u32, u32, bool)>(), operator()).prop_map(|((a, b, as_text), operator)| {
        let json = |number: &u32| if as_text { Json::from(number.to_string()) } else { Json::from(*number) };
        ordered!(Customer::CREDIT, "credit", a.min(b), a.max(b), json, operator)
    });
    let exact = (crate::trees::number(), crate::trees::number(), operator());
    let exact = exact.prop_map(|(a, b, operator)| {
        let json = |number: &Number| Json::from(number.to_string());
        ordered!(Customer::BALANCE, "balance", a.min(b), a.max(b), json, operator)
    });
    // As many digits as any reader of floats gets right.
    let digits = 10_i64.pow(15);
    let float = (-digits..digits, 0..20_i32).prop_filter_map("no float", |(coefficient, scale)| {
        let number = Number::from_parts(coefficient.into(), -scale).ok()?;
        let json = format!("{coefficient}e-{scale}").parse::<f64>().ok()?;
        Some((one("balance", Operator::Eq, json), Customer::BALANCE.eq(number)))
    });
    let integer = prop_oneof![any::<i64>().prop_map(i128::from), any::<u64>().prop_map(i128::from)];
    let integer = integer.prop_filter_map("no json", |integer| {
        let json = Json::from(serde_json::Number::from_i128(integer)?);
        Some((one("balance", Operator::Lt, json), Customer::BALANCE.lt(Number::try_from(integer).ok()?)))
    });
    prop_oneof![4 => credit, 2 => exact, 1 => float, 1 => integer].boxed()
}

fn texts() -> BoxedStrategy<(Json, Filter<Customer>)> {
    let text = crate::trees::text;
    let operator = select(&Operator::ALL[..8]);
    let name = (text(), text(), operator).prop_map(|(a, b, operator)| {
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        ordered!(Customer::NAME, "name", low, high, |text: &String| Json::from(&**text), operator)
    });
    prop_oneof![
        4 => name,
        1 => text().prop_map(|text| (one("city", Operator::Eq, &*text), Customer::city().eq(&text))),
        1 => text().prop_map(|text| {
            (one("city", Operator::BeginsWith, &*text), Customer::city().begins_with(text))
        }),
        1 => text().prop_map(|text| (one("name", Operator::Contains, &*text), Customer::NAME.contains(&text))),
        1 => text().prop_map(|text| (one("tags", Operator::Contains, &*text), Customer::TAGS.contains(&text))),
    ]
    .boxed()
}

fn others() -> BoxedStrategy<(Json, Filter<Customer>)> {
    let statuses =
        prop_oneof![8 => vec(select(&Status::ALL[..]), 1..5), 1 => vec(select(&Status::ALL[..]), 100)];
    prop_oneof![
        any::<i16>().prop_map(|level| {
            (one("levels", Operator::Contains, level), Customer::LEVELS.contains(level))
        }),
        any::<bool>().prop_map(|is| (one("active", Operator::Eq, is), Customer::ACTIVE.eq(Some(is)))),
        select(&Status::ALL[..])
            .prop_map(|status| { (one("status", Operator::Ne, status.name()), Customer::STATUS.ne(status)) }),
        statuses.prop_map(|statuses| {
            let names: Vec<_> = statuses.iter().map(|status| Json::from(status.name())).collect();
            (several("status", Operator::In, &names), Customer::STATUS.is_in(statuses))
        }),
    ]
    .boxed()
}

/// A valid filter, unless it is larger than allowed.
pub(super) fn valid() -> BoxedStrategy<Valid> {
    prop_oneof![1 => presence(), 3 => numbers(), 3 => texts(), 2 => others()]
        .prop_map(|(json, filter)| (json, filter, 1))
        .prop_recursive(8, 40, 6, |inner| {
            let terms = || {
                vec(inner.clone(), 1..7).prop_map(|terms| {
                    let nodes = terms.iter().map(|(_, _, nodes)| nodes).sum::<usize>() + 1;
                    let (json, filters) = terms.into_iter().map(|(json, filter, _)| (json, filter)).unzip();
                    (Json::Array(json), filters, nodes)
                })
            };
            prop_oneof![
                terms().prop_map(|(json, filters, nodes): (_, Vec<_>, _)| {
                    (json!({ "and": json }), Filter::all(filters), nodes)
                }),
                terms().prop_map(|(json, filters, nodes): (_, Vec<_>, _)| {
                    (json!({ "or": json }), Filter::any(filters), nodes)
                }),
                inner.clone().prop_map(|(json, filter, nodes)| (json!({ "not": json }), !filter, nodes + 1)),
            ]
        })
        .boxed()
}
