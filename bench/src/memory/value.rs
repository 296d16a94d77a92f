//! The peers' values: each has its own enum of the same shape.

use std::collections::HashMap;

pub type Map<V> = HashMap<String, V>;

/// What all of them can hold, as far as it is needed here.
pub trait Value: Clone + Sized {
    fn text(text: String) -> Self;
    fn number(digits: String) -> Self;
    fn list(values: Vec<Self>) -> Self;
    fn map(entries: Map<Self>) -> Self;
    /// The same as a plain value, so that answers can be compared.
    fn into_plain(self) -> Plain;
}

/// What one would write for a bare map: no more than has to be told apart.
#[derive(Debug, Clone, PartialEq)]
#[allow(dead_code, reason = "an enum of values has them all, whatever is stored here")]
pub enum Plain {
    S(String),
    N(String),
    B(Vec<u8>),
    Bool(bool),
    L(Vec<Self>),
    M(Map<Self>),
}

impl Value for Plain {
    fn text(text: String) -> Self {
        Self::S(text)
    }

    fn number(digits: String) -> Self {
        Self::N(digits)
    }

    fn list(values: Vec<Self>) -> Self {
        Self::L(values)
    }

    fn map(entries: Map<Self>) -> Self {
        Self::M(entries)
    }

    fn into_plain(self) -> Plain {
        self
    }
}

/// The embedded engine and the SDK name their variants alike.
macro_rules! values_of {
    ($type:ty) => {
        impl Value for $type {
            fn text(text: String) -> Self {
                Self::S(text)
            }

            fn number(digits: String) -> Self {
                Self::N(digits)
            }

            fn list(values: Vec<Self>) -> Self {
                Self::L(values)
            }

            fn map(entries: Map<Self>) -> Self {
                Self::M(entries)
            }

            fn into_plain(self) -> Plain {
                match self {
                    Self::S(text) => Plain::S(text),
                    Self::N(digits) => Plain::N(digits),
                    Self::L(values) => Plain::L(values.into_iter().map(Value::into_plain).collect()),
                    Self::M(entries) => Plain::M(plain(entries)),
                    other => panic!("nobody stored {other:?}"),
                }
            }
        }
    };
}

values_of!(dynoxide::AttributeValue);
values_of!(aws_sdk_dynamodb::types::AttributeValue);

pub fn plain<V: Value>(map: Map<V>) -> Map<Plain> {
    map.into_iter().map(|(name, value)| (name, value.into_plain())).collect()
}
