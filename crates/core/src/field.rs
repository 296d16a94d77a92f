//! Fields in maps: what the code that the derives write is made of.
//!
//! `#[derive(Entity)]` writes fields into an item's attributes, `#[derive(Attribute)]` those of a nested struct into a
//! map. Both use these functions. They work in any order, and are fastest in the order of the names.

use crate::{
    AttributeName, AttributeType, Codec, Map, Value, ValueError,
    value::{Seeker, Sought},
};
use std::fmt::Display;

/// The name of a field, made ready when the program is compiled: `const { &FieldName::new("city") }`.
///
/// # Examples
///
/// ```
/// use twintable::{Map, field::{self, Borrowed, FieldName}};
///
/// let city = const { &FieldName::new("city") };
/// let mut address = Map::new();
/// field::write(&mut address, city, &"Oslo".to_owned())?;
/// assert_eq!(field::read::<String>(&mut Borrowed::new(&address), city)?, "Oslo");
/// # Ok::<(), twintable::ValueError>(())
/// ```
#[derive(Debug)]
pub struct FieldName {
    sought: Sought<'static>,
    short: AttributeName,
}

impl FieldName {
    /// The name with a text.
    pub const fn new(text: &'static str) -> Self {
        Self { sought: Sought::new(text), short: AttributeName::short(text) }
    }

    /// The name's text.
    pub const fn text(&self) -> &'static str {
        self.sought.text()
    }

    #[inline]
    fn to_attribute_name(&self) -> AttributeName {
        if self.text().len() > AttributeName::SHORT {
            AttributeName::from(self.text())
        } else {
            self.short.clone()
        }
    }
}

/// What fields are read from: a [`Borrowed`] map, or one that is [`Taken`] apart.
pub trait Source {
    /// A value of type `V` that stands under a name; `None` where there is none.
    ///
    /// # Errors
    ///
    /// Where it is stored with another type.
    fn read<V: AttributeType>(&mut self, name: &FieldName) -> Option<Result<V, ValueError>>;

    /// The value under a name.
    fn peek(&mut self, name: &FieldName) -> Option<&Value>;
}

/// The fields of a map that stays as it is.
#[derive(Debug, Clone)]
pub struct Borrowed<'m> {
    map: &'m Map,
    seeker: Seeker,
}

impl<'m> Borrowed<'m> {
    /// The fields of a map.
    #[inline]
    pub fn new(map: &'m Map) -> Self {
        Self { map, seeker: map.seeker() }
    }
}

impl Source for Borrowed<'_> {
    fn read<V: AttributeType>(&mut self, name: &FieldName) -> Option<Result<V, ValueError>> {
        self.peek(name).map(V::from_value)
    }

    fn peek(&mut self, name: &FieldName) -> Option<&Value> {
        self.map.seek(&mut self.seeker, name.sought)
    }
}

/// The fields of a map that nobody needs afterwards: values move out of it, nothing is copied.
#[derive(Debug)]
pub struct Taken<'m> {
    map: &'m mut Map,
    seeker: Seeker,
}

impl<'m> Taken<'m> {
    /// The fields of a map.
    #[inline]
    pub fn new(map: &'m mut Map) -> Self {
        Self { seeker: map.seeker(), map }
    }
}

impl Source for Taken<'_> {
    fn read<V: AttributeType>(&mut self, name: &FieldName) -> Option<Result<V, ValueError>> {
        self.map.take_from(&mut self.seeker, name.sought).map(V::from_owned)
    }

    fn peek(&mut self, name: &FieldName) -> Option<&Value> {
        self.map.seek(&mut self.seeker, name.sought)
    }
}

/// Writes a field, unless it is absent.
///
/// # Errors
///
/// Where the value cannot be stored.
#[inline]
pub fn write<V: AttributeType>(fields: &mut Map, name: &FieldName, value: &V) -> Result<(), ValueError> {
    if !value.is_absent() {
        let value = value.to_value().map_err(|error| error.in_field(name.text()))?;
        fields.append(name.to_attribute_name(), value);
    }
    Ok(())
}

/// Writes a field through a codec.
///
/// # Errors
///
/// Where the value cannot be stored.
#[inline]
pub fn write_with<V, C: Codec<V>>(fields: &mut Map, name: &FieldName, value: &V) -> Result<(), ValueError> {
    let value = C::to_value(value).map_err(|error| error.in_field(name.text()))?;
    fields.append(name.to_attribute_name(), value);
    Ok(())
}

/// Writes `NULL`.
#[inline]
pub fn write_null(fields: &mut Map, name: &FieldName) {
    fields.append(name.to_attribute_name(), Value::Null);
}

/// Reads a field.
///
/// # Errors
///
/// Where it is missing, or is stored with another type.
pub fn read<V: AttributeType>(fields: &mut impl Source, name: &FieldName) -> Result<V, ValueError> {
    let read = fields.read(name).unwrap_or_else(|| V::from_absent().ok_or_else(ValueError::missing));
    read.map_err(|error| error.in_field(name.text()))
}

/// Reads a field through a codec.
///
/// # Errors
///
/// Where it is missing, or is stored with another type.
pub fn read_with<V, C: Codec<V>>(fields: &mut impl Source, name: &FieldName) -> Result<V, ValueError> {
    let read = fields.peek(name).ok_or_else(ValueError::missing).and_then(C::from_value);
    read.map_err(|error| error.in_field(name.text()))
}

/// Reads a field through a codec, if it is there and not `NULL`.
///
/// # Errors
///
/// Where it is stored with another type.
pub fn read_option_with<V, C: Codec<V>>(
    fields: &mut impl Source,
    name: &FieldName,
) -> Result<Option<V>, ValueError> {
    let value = fields.peek(name).filter(|value| **value != Value::Null);
    value.map(C::from_value).transpose().map_err(|error| error.in_field(name.text()))
}

/// Whether a field is there.
pub fn is_stored(fields: &mut impl Source, name: &FieldName) -> bool {
    fields.peek(name).is_some()
}

/// The map of a nested struct.
///
/// # Errors
///
/// Where the value is no map.
pub fn map(value: &Value) -> Result<&Map, ValueError> {
    value.as_map().ok_or_else(|| ValueError::expected("a map", value.value_type()))
}

/// The map of a nested struct, taken out.
///
/// # Errors
///
/// Where the value is no map.
pub fn into_map(value: Value) -> Result<Map, ValueError> {
    if let Value::Map(map) = value { Ok(map) } else { Err(ValueError::expected("a map", value.value_type())) }
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

#[cfg(test)]
mod tests;
