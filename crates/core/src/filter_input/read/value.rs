//! Values, one or several.

use super::{refused, text::Text};
use crate::{
    Number, NumberError,
    filter_input::{FilterInput, InputValue, limits::Budget},
};
use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use std::fmt;

/// The one field of the map that `serde_json` makes of a number, if any crate has its feature `arbitrary_precision`.
const JSON_NUMBER: &str = "$serde_json::private::Number";

impl<'de> Deserialize<'de> for InputValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        OneValue(&Budget::new()).deserialize(deserializer)
    }
}

/// One value.
#[derive(Clone, Copy)]
pub(super) struct OneValue<'b>(pub(super) &'b Budget);

impl<'de> DeserializeSeed<'de> for OneValue<'_> {
    type Value = InputValue;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<InputValue, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OneValue<'_> {
    type Value = InputValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, true or false; several go in `values`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<InputValue, E> {
        Text(self.0).visit_str(text).map(InputValue::Text)
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<InputValue, E> {
        Text(self.0).visit_string(text).map(InputValue::Text)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<InputValue, E> {
        Ok(InputValue::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, integer: i64) -> Result<InputValue, E> {
        Ok(InputValue::from(integer))
    }

    fn visit_u64<E: de::Error>(self, integer: u64) -> Result<InputValue, E> {
        Ok(InputValue::from(integer))
    }

    fn visit_i128<E: de::Error>(self, integer: i128) -> Result<InputValue, E> {
        number(Number::try_from(integer))
    }

    fn visit_u128<E: de::Error>(self, integer: u128) -> Result<InputValue, E> {
        number(Number::try_from(integer))
    }

    /// Not by way of an `f64`, which would show the digits that an `f32` does not have.
    fn visit_f32<E: de::Error>(self, float: f32) -> Result<InputValue, E> {
        number(format!("{float:e}").parse())
    }

    fn visit_f64<E: de::Error>(self, float: f64) -> Result<InputValue, E> {
        number(Number::try_from(float))
    }

    fn visit_unit<E: de::Error>(self) -> Result<InputValue, E> {
        Err(E::custom("null is no value to compare with; `exists` and `not_exists` take none"))
    }

    fn visit_none<E: de::Error>(self) -> Result<InputValue, E> {
        self.visit_unit()
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<InputValue, A::Error> {
        if map.next_key::<JsonNumber>()?.is_none() {
            return Err(de::Error::invalid_type(de::Unexpected::Map, &self));
        }
        let text = map.next_value_seed(Text(self.0))?;
        match map.next_key::<JsonNumber>()? {
            None => number(text.parse()),
            Some(_) => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }
}

fn number<E: de::Error>(number: Result<Number, NumberError>) -> Result<InputValue, E> {
    number.map(InputValue::Number).map_err(E::custom)
}

/// The name of the field that stands for a number.
struct JsonNumber;

impl<'de> Deserialize<'de> for JsonNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(Self)
    }
}

impl Visitor<'_> for JsonNumber {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, true or false")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Self, E> {
        let is_number = name == JSON_NUMBER;
        if is_number { Ok(self) } else { Err(E::invalid_type(de::Unexpected::Map, &self)) }
    }

    refused!(bool);
    refused!(numbers);
}

/// Several values, at most [`FilterInput::MAX_VALUES`].
pub(super) struct SeveralValues<'b>(pub(super) &'b Budget);

impl<'de> DeserializeSeed<'de> for SeveralValues<'_> {
    type Value = Vec<InputValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for SeveralValues<'_> {
    type Value = Vec<InputValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of values")
    }

    /// A length that the format announces is not trusted.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element_seed(OneValue(self.0))? {
            if values.len() == FilterInput::MAX_VALUES {
                let most = FilterInput::MAX_VALUES;
                return Err(de::Error::custom(format_args!("`values` has at most {most} values")));
            }
            values.push(value);
        }
        Ok(values)
    }

    refused!(text);
    refused!(bool);
    refused!(numbers);
}
