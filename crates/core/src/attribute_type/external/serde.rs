//! The codec of `#[entity(serde)]`.

mod check;
mod convert;

use crate::{Codec, Serde, Value, ValueError, kind};
use ::serde::{Serialize, de::DeserializeOwned};
use std::any::type_name;

/// As the crate `serde_dynamo` stores it: a struct is a map, a variant with fields a map with one entry, a variant
/// without any is its name.
impl<T: Serialize + DeserializeOwned> Codec<T> for Serde {
    type Kind = kind::Opaque;

    /// Fails for what DynamoDB cannot store (numbers out of range, map keys that are no text, repeated elements of
    /// a set), for integers of 128 bits, and where `T`'s own implementation fails.
    fn to_value(field: &T) -> Result<Value, ValueError> {
        check::check(field)?;
        let stored = serde_dynamo::to_attribute_value(field)
            .map_err(|_| ValueError::new(format!("serde cannot write this {}", type_name::<T>())))?;
        convert::to_value(stored)
    }

    /// Fails where the value is not what `T`'s implementation expects. The error names that, if serde says it.
    fn from_value(value: &Value) -> Result<T, ValueError> {
        let stored = convert::from_value(value)?;
        serde_dynamo::from_attribute_value(stored).map_err(|error| {
            let problem = expectation(&error.to_string());
            ValueError::new(problem.unwrap_or_else(|| format!("serde cannot read a {}", type_name::<T>())))
        })
    }
}

/// What serde expected, from one of its own messages. The rest of the message may show the value.
fn expectation(message: &str) -> Option<String> {
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    if let Some(field) = missing.filter(|field| !field.contains('`')) {
        return Some(format!("the field `{field}` is missing"));
    }
    let starts =
        ["invalid type: ", "invalid value: ", "invalid length ", "unknown variant `", "unknown field `"];
    if starts.iter().any(|start| message.starts_with(start)) {
        let (_, expected) = message.rsplit_once(", expected ")?;
        return Some(format!("{expected} is expected"));
    }
    if message.starts_with("Failed to parse ") {
        return Some("a number of another type is expected".to_owned());
    }
    // The crate's own messages; those of an implementation may begin so, but do not end there.
    let expected = match message.strip_prefix("Expected ")? {
        "string" => "a text",
        "num" => "a number",
        "bool" => "a truth value",
        "char" => "one character",
        "binary data" => "binary",
        "seq" => "a list or a set",
        "map" => "a map",
        "unit" | "unit struct" => "NULL",
        "enum" | "an item with a single key" => "a variant's name, or a map with it as the only entry,",
        _ => return None,
    };
    Some(format!("{expected} is expected"))
}

#[cfg(test)]
mod tests;
