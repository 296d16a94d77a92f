//! Primary keys and the values of key attributes.

use crate::{Error, KeyAttribute, PrimaryKey, Rule, TableSchema, Value, path};
use std::borrow::Cow;

/// Which part of a key a value stands in: the two have different limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Partition,
    Sort,
}

impl Part {
    const fn max_bytes(self) -> usize {
        match self {
            Self::Partition => 2048,
            Self::Sort => 1024,
        }
    }
}

/// Checks the value of a key attribute as far as it can be without the schema: text, number or bytes, not
/// empty, not too long.
pub(super) fn key_value(part: Part, name: &str, value: &Value) -> Result<(), Error> {
    let at = |rule| Err(Error::invalid_at(rule, name.to_owned()));
    let length = match value {
        Value::String(text) => text.len(),
        Value::Binary(bytes) => bytes.len(),
        Value::Number(_) => return Ok(()),
        Value::Bool(_)
        | Value::Null
        | Value::List(_)
        | Value::Map(_)
        | Value::StringSet(_)
        | Value::NumberSet(_)
        | Value::BinarySet(_) => return at(Rule::KeyType),
    };
    if length == 0 {
        return at(Rule::KeyEmpty);
    }
    if length > part.max_bytes() {
        return at(Rule::KeyTooLong);
    }
    Ok(())
}

impl PrimaryKey {
    /// Checks the key as far as it can be without the schema.
    pub(crate) fn validate(&self) -> Result<(), Error> {
        let (partition, value) = &self.partition;
        if self.attributes().any(|(name, _)| name.is_empty()) {
            return Err(Error::invalid(Rule::EmptyName));
        }
        key_value(Part::Partition, partition, value)?;
        match &self.sort {
            // One of the two would be lost on the way to the service.
            Some((name, _)) if name == partition => {
                Err(Error::invalid_at(Rule::KeyShape, path(name.clone())))
            }
            Some((name, value)) => key_value(Part::Sort, name, value),
            None => Ok(()),
        }
    }

    /// Checks that the key has exactly the schema's key attributes, with their types.
    pub(crate) fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        has_type(&self.partition, &schema.partition_key)?;
        match (&self.sort, &schema.sort_key) {
            (Some(sort), Some(declared)) => has_type(sort, declared),
            (None, None) => Ok(()),
            (Some((name, _)), None) => Err(Error::invalid_at(Rule::KeyShape, path(name.clone()))),
            (None, Some(declared)) => Err(Error::invalid_at(Rule::KeyShape, path(declared.name.clone()))),
        }
    }
}

fn has_type((name, value): &(Cow<'static, str>, Value), declared: &KeyAttribute) -> Result<(), Error> {
    if *name != declared.name {
        return Err(Error::invalid_at(Rule::KeyShape, path(name.clone())));
    }
    if value.value_type() != declared.key_type.value_type() {
        return Err(Error::invalid_at(Rule::KeyType, path(name.clone())));
    }
    Ok(())
}
