//! What a condition compares.

use super::{Comparator, Filter};
use crate::{Path, Value};
use serde::{Deserialize, Serialize};

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operand {
    /// The value at a path in the item.
    Path(Path),
    /// A constant.
    Value(Value),
    /// The size of the value at a path: a text's length in UTF-16 units, a binary's in bytes, the number
    /// of elements of a list, map or set. Other types have no size.
    Size(Path),
}

impl From<Path> for Operand {
    fn from(path: Path) -> Self {
        Self::Path(path)
    }
}

impl<V: Into<Value>> From<V> for Operand {
    fn from(value: V) -> Self {
        Self::Value(value.into())
    }
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $name:ident => $comparator:ident;)*) => {
        impl Operand {
            $(
                $(#[$doc])*
                pub fn $name(self, other: impl Into<Operand>) -> Filter {
                    Filter::Compare { left: self, comparator: Comparator::$comparator, right: other.into() }
                }
            )*

            /// Whether this lies between two bounds, both included.
            pub fn between(self, low: impl Into<Operand>, high: impl Into<Operand>) -> Filter {
                Filter::Between { operand: self, low: low.into(), high: high.into() }
            }

            /// Whether this equals one of 1 to 100 others. An empty list is refused when the request is
            /// made: it never makes the condition disappear.
            pub fn is_in<O: Into<Operand>>(self, list: impl IntoIterator<Item = O>) -> Filter {
                Filter::In { operand: self, list: list.into_iter().map(Into::into).collect() }
            }
        }

        impl Path {
            $(
                $(#[$doc])*
                pub fn $name(self, other: impl Into<Operand>) -> Filter {
                    Operand::Path(self).$name(other)
                }
            )*

            /// Whether the value lies between two bounds, both included.
            pub fn between(self, low: impl Into<Operand>, high: impl Into<Operand>) -> Filter {
                Operand::Path(self).between(low, high)
            }

            /// Whether the value equals one of 1 to 100 others. An empty list is refused when the request
            /// is made: it never makes the condition disappear.
            pub fn is_in<O: Into<Operand>>(self, list: impl IntoIterator<Item = O>) -> Filter {
                Operand::Path(self).is_in(list)
            }
        }
    };
}

comparisons! {
    /// `=`: false where either side is missing, or the types differ.
    eq => Equal;
    /// `<>`: true where either side is missing, or the types differ.
    ne => NotEqual;
    /// `<`: false where either side is missing or of a type without order, or the types differ.
    lt => Less;
    /// `<=`: false where either side is missing or of a type without order, or the types differ.
    le => LessOrEqual;
    /// `>`: false where either side is missing or of a type without order, or the types differ.
    gt => Greater;
    /// `>=`: false where either side is missing or of a type without order, or the types differ.
    ge => GreaterOrEqual;
}

impl Path {
    /// The size of the value, as an operand: see [`Operand::Size`].
    pub fn size(self) -> Operand {
        Operand::Size(self)
    }
}
