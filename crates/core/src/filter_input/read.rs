//! Reading a client's filter: the limits hold before anything beyond them is read.
//!
//! Everything is read with `deserialize_any`, so that the errors are ours: serde's own show the value that they refuse.

mod comparison;
mod field;
mod text;
mod value;

use self::{
    comparison::Parts,
    field::{Field, SHAPE},
};
use super::{
    FilterInput,
    limits::{Budget, below},
};
use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use std::fmt;

/// Refuses what a reader does not take, without the value in the error.
macro_rules! refused {
    (@$visit:ident $type:ty: $what:literal) => {
        fn $visit<E: serde::de::Error>(self, _: $type) -> Result<Self::Value, E> {
            Err(E::invalid_type(serde::de::Unexpected::Other($what), &self))
        }
    };
    (text) => {
        refused!(@visit_str &str: "a text");
    };
    (bool) => {
        refused!(@visit_bool bool: "a truth value");
    };
    (numbers) => {
        refused!(@visit_i64 i64: "a number");
        refused!(@visit_u64 u64: "a number");
        refused!(@visit_i128 i128: "a number");
        refused!(@visit_u128 u128: "a number");
        refused!(@visit_f64 f64: "a number");
    };
}
use refused;

impl<'de> Deserialize<'de> for FilterInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Node { level: 0, budget: &Budget::new() }.deserialize(deserializer)
    }
}

/// A node below `level` others.
#[derive(Clone, Copy)]
struct Node<'b> {
    level: usize,
    budget: &'b Budget,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = FilterInput;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<FilterInput, D::Error> {
        self.budget.node().map_err(de::Error::custom)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = FilterInput;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a filter: {SHAPE}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FilterInput, A::Error> {
        let Some(first) = map.next_key::<Field>()? else {
            return Err(de::Error::custom(format_args!("a filter has {SHAPE}")));
        };
        let input = match first {
            Field::And => FilterInput::And(map.next_value_seed(Terms(self.below()?))?),
            Field::Or => FilterInput::Or(map.next_value_seed(Terms(self.below()?))?),
            Field::Not => FilterInput::Not(Box::new(map.next_value_seed(self.below()?)?)),
            Field::Attribute | Field::Operator | Field::Value | Field::Values => {
                return Parts::default().read(first, map, self.budget);
            }
        };
        match map.next_key::<Field>()? {
            None => Ok(input),
            Some(_) => Err(de::Error::custom(format_args!("`{first}` stands alone in a filter"))),
        }
    }

    refused!(text);
    refused!(bool);
    refused!(numbers);
}

impl Node<'_> {
    /// The same for the terms of this node.
    fn below<E: de::Error>(self) -> Result<Self, E> {
        Ok(Self { level: below(self.level).map_err(E::custom)?, ..self })
    }
}

/// The terms of `and` and `or`, each as the node.
struct Terms<'b>(Node<'b>);

impl<'de> DeserializeSeed<'de> for Terms<'_> {
    type Value = Vec<FilterInput>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Terms<'_> {
    type Value = Vec<FilterInput>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of filters")
    }

    /// A length that the format announces is not trusted.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut terms = Vec::new();
        while let Some(term) = seq.next_element_seed(self.0)? {
            terms.push(term);
        }
        Ok(terms)
    }

    refused!(text);
    refused!(bool);
    refused!(numbers);
}
