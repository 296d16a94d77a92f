//! The names of a filter's fields.

use super::refused;
use crate::filter_input::error::shown;
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// What a filter has.
pub(super) const SHAPE: &str =
    "`and`, `or` or `not` alone, or `attribute`, `operator` and, where it takes any, `value` or `values`";

/// A field of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    And,
    Or,
    Not,
    Attribute,
    Operator,
    Value,
    Values,
}

impl Field {
    const ALL: [Self; 7] =
        [Self::And, Self::Or, Self::Not, Self::Attribute, Self::Operator, Self::Value, Self::Values];

    const fn name(self) -> &'static str {
        match self {
            Self::And => "and",
            Self::Or => "or",
            Self::Not => "not",
            Self::Attribute => "attribute",
            Self::Operator => "operator",
            Self::Value => "value",
            Self::Values => "values",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(FieldVisitor)
    }
}

struct FieldVisitor;

impl de::Visitor<'_> for FieldVisitor {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SHAPE}")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Field, E> {
        let field = Field::ALL.into_iter().find(|field| field.name() == name);
        field.ok_or_else(|| E::custom(format_args!("unknown field `{}`: a filter has {SHAPE}", shown(name))))
    }

    refused!(bool);
    refused!(numbers);
}
