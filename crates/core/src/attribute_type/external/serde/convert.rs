//! Values from and to those of the crate `serde_dynamo`.

use crate::{List, MAX_DEPTH, Map, Number, Value, ValueError};
use serde_dynamo::AttributeValue;
use std::collections::BTreeSet;

/// The same value as ours.
pub(super) fn to_value(value: AttributeValue) -> Result<Value, ValueError> {
    Ok(match value {
        AttributeValue::S(text) => Value::String(text),
        AttributeValue::N(text) => Value::Number(number(&text)?),
        AttributeValue::B(bytes) => Value::Binary(bytes),
        AttributeValue::Bool(value) => Value::Bool(value),
        AttributeValue::Null(_) => Value::Null,
        AttributeValue::L(values) => {
            let values = values.into_iter().enumerate();
            let values =
                values.map(|(index, value)| to_value(value).map_err(|error| error.in_element(index)));
            Value::List(values.collect::<Result<List, _>>()?)
        }
        AttributeValue::M(entries) => {
            let entries = entries.into_iter().map(|(name, value)| match to_value(value) {
                Ok(value) => Ok((name, value)),
                Err(error) => Err(error.in_field(name)),
            });
            Value::Map(entries.collect::<Result<Map, _>>()?)
        }
        AttributeValue::Ss(texts) => Value::StringSet(distinct(texts)?),
        AttributeValue::Ns(texts) => {
            let numbers = texts.iter().map(|text| number(text)).collect::<Result<_, _>>()?;
            Value::NumberSet(distinct(numbers)?)
        }
        AttributeValue::Bs(binaries) => Value::BinarySet(distinct(binaries)?),
    })
}

fn number(text: &str) -> Result<Number, ValueError> {
    Ok(text.parse::<Number>()?)
}

/// DynamoDB refuses a set that is empty or names an element twice.
fn distinct<T: Ord>(elements: Vec<T>) -> Result<BTreeSet<T>, ValueError> {
    let given = elements.len();
    let set: BTreeSet<T> = elements.into_iter().collect();
    if set.is_empty() {
        return Err(ValueError::new("an empty set cannot be stored; leave it out"));
    }
    if set.len() == given { Ok(set) } else { Err(ValueError::new("a set names each element once")) }
}

/// The same value as that crate's. Fails where it is deeper than DynamoDB stores, since reading recurses.
pub(super) fn from_value(value: &Value) -> Result<AttributeValue, ValueError> {
    bounded(value, MAX_DEPTH)
}

fn bounded(value: &Value, levels: usize) -> Result<AttributeValue, ValueError> {
    let inner = || levels.checked_sub(1).ok_or_else(too_deep);
    Ok(match value {
        Value::String(text) => AttributeValue::S(text.clone()),
        Value::Number(number) => AttributeValue::N(number.to_string()),
        Value::Binary(bytes) => AttributeValue::B(bytes.clone()),
        Value::Bool(value) => AttributeValue::Bool(*value),
        Value::Null => AttributeValue::Null(true),
        Value::List(list) => {
            let levels = inner()?;
            AttributeValue::L(list.iter().map(|value| bounded(value, levels)).collect::<Result<_, _>>()?)
        }
        Value::Map(map) => {
            let levels = inner()?;
            let entries = map.iter().map(|(name, value)| Ok((name.to_owned(), bounded(value, levels)?)));
            AttributeValue::M(entries.collect::<Result<_, ValueError>>()?)
        }
        Value::StringSet(texts) => AttributeValue::Ss(texts.iter().cloned().collect()),
        Value::NumberSet(numbers) => AttributeValue::Ns(numbers.iter().map(Number::to_string).collect()),
        Value::BinarySet(binaries) => AttributeValue::Bs(binaries.iter().cloned().collect()),
    })
}

pub(super) fn too_deep() -> ValueError {
    ValueError::new("nested too deep")
}
