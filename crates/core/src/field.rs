//! Fields in items and maps: what the code that the derives write is made of.
//!
//! `#[derive(Entity)]` writes fields into an [`Item`], `#[derive(Attribute)]` those of a nested struct into a
//! [`Map`]. Both use these functions.

use crate::{AttributeType, Codec, Item, Map, Value, ValueError};
use std::fmt::Display;

/// What fields are written into and read from: an [`Item`] or a [`Map`].
pub trait Fields {
    /// The value under a name.
    fn value(&self, name: &str) -> Option<&Value>;

    /// Puts a value under a name.
    fn set_value(&mut self, name: &str, value: Value);
}

impl Fields for Item {
    fn value(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }

    fn set_value(&mut self, name: &str, value: Value) {
        self.insert(name, value);
    }
}

impl Fields for Map {
    fn value(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }

    fn set_value(&mut self, name: &str, value: Value) {
        self.insert(name, value);
    }
}

/// Writes a field, unless it is absent.
///
/// # Errors
///
/// Where the value cannot be stored.
pub fn write<V: AttributeType>(
    fields: &mut impl Fields,
    name: &'static str,
    value: &V,
) -> Result<(), ValueError> {
    if !value.is_absent() {
        fields.set_value(name, value.to_value().map_err(|error| error.in_field(name))?);
    }
    Ok(())
}

/// Writes a field through a codec.
///
/// # Errors
///
/// Where the value cannot be stored.
pub fn write_with<V, C: Codec<V>>(
    fields: &mut impl Fields,
    name: &'static str,
    value: &V,
) -> Result<(), ValueError> {
    fields.set_value(name, C::to_value(value).map_err(|error| error.in_field(name))?);
    Ok(())
}

/// Writes `NULL`.
pub fn write_null(fields: &mut impl Fields, name: &'static str) {
    fields.set_value(name, Value::Null);
}

/// Reads a field.
///
/// # Errors
///
/// Where it is missing, or is stored with another type.
pub fn read<V: AttributeType>(fields: &impl Fields, name: &'static str) -> Result<V, ValueError> {
    let read = match fields.value(name) {
        Some(value) => V::from_value(value),
        None => V::from_absent().ok_or_else(ValueError::missing),
    };
    read.map_err(|error| error.in_field(name))
}

/// Reads a field through a codec.
///
/// # Errors
///
/// Where it is missing, or is stored with another type.
pub fn read_with<V, C: Codec<V>>(fields: &impl Fields, name: &'static str) -> Result<V, ValueError> {
    let read = fields.value(name).ok_or_else(ValueError::missing).and_then(C::from_value);
    read.map_err(|error| error.in_field(name))
}

/// Reads a field through a codec, if it is there and not `NULL`.
///
/// # Errors
///
/// Where it is stored with another type.
pub fn read_option_with<V, C: Codec<V>>(
    fields: &impl Fields,
    name: &'static str,
) -> Result<Option<V>, ValueError> {
    let value = fields.value(name).filter(|value| **value != Value::Null);
    value.map(C::from_value).transpose().map_err(|error| error.in_field(name))
}

/// Whether a field is there.
pub fn is_stored(fields: &impl Fields, name: &str) -> bool {
    fields.value(name).is_some()
}

/// The map of a nested struct.
///
/// # Errors
///
/// Where the value is no map.
pub fn map(value: &Value) -> Result<&Map, ValueError> {
    value.as_map().ok_or_else(|| ValueError::expected("a map", value.value_type()))
}

/// What a check finds wrong with a stored value; nothing where the value cannot be read.
pub fn problem<V: AttributeType, P: Display>(
    value: &Value,
    check: impl FnOnce(&V) -> Result<(), P>,
) -> Option<String> {
    let field = V::from_value(value).ok()?;
    check(&field).err().map(|problem| problem.to_string())
}

/// What a check finds wrong with a value that is stored through a codec.
pub fn problem_with<V, C: Codec<V>, P: Display>(
    value: &Value,
    check: impl FnOnce(&V) -> Result<(), P>,
) -> Option<String> {
    let field = C::from_value(value).ok()?;
    check(&field).err().map(|problem| problem.to_string())
}
