//! Texts, and the names of operators.

use super::refused;
use crate::filter_input::{
    FilterInput, InputOperator,
    error::{Names, shown},
    limits::{Budget, TEXT_TOO_LONG},
};
use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeSeed, Visitor},
};
use std::fmt;

/// A text within its limits: the name of an attribute.
#[derive(Clone, Copy)]
pub(super) struct Text<'b>(pub(super) &'b Budget);

impl Text<'_> {
    /// Checks a text before it is copied.
    pub(super) fn check<E: de::Error>(self, text: &str) -> Result<(), E> {
        if text.len() > FilterInput::MAX_TEXT {
            return Err(E::custom(TEXT_TOO_LONG));
        }
        self.0.text(text).map_err(E::custom)
    }
}

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Text<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        self.check(text)?;
        Ok(text.to_owned())
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<String, E> {
        self.check(&text)?;
        Ok(text)
    }

    refused!(bool);
    refused!(numbers);
}

impl<'de> Deserialize<'de> for InputOperator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OperatorVisitor)
    }
}

struct OperatorVisitor;

impl Visitor<'_> for OperatorVisitor {
    type Value = InputOperator;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an operator: one of {}", Names(InputOperator::ALL))
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<InputOperator, E> {
        InputOperator::from_name(name).ok_or_else(|| {
            let all = Names(InputOperator::ALL);
            E::custom(format_args!("unknown operator `{}`: expected one of {all}", shown(name)))
        })
    }

    refused!(bool);
    refused!(numbers);
}
