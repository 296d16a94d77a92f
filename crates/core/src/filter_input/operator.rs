//! The operators that a client can name.

use super::FilterInput;
use std::fmt;

/// How many values an operator takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// None.
    Nothing,
    /// One, in `value`.
    One,
    /// A lower and an upper bound, in `values`.
    Two,
    /// One to [`FilterInput::MAX_VALUES`], in `values`.
    Several,
}

macro_rules! operators {
    ($($(#[$doc:meta])* $operator:ident: $name:literal, $takes:ident;)*) => {
        /// An operator of a comparison in a [`FilterInput`].
        ///
        /// There is none that compares two attributes, looks at a size, or asks for the type of a value.
        ///
        /// # Examples
        ///
        /// ```
        /// use twintable::InputOperator;
        ///
        /// assert_eq!(InputOperator::BeginsWith.name(), "begins_with");
        /// assert_eq!(InputOperator::from_name("not_exists"), Some(InputOperator::NotExists));
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum InputOperator {
            $($(#[$doc])* $operator,)*
        }

        impl InputOperator {
            /// All operators.
            pub const ALL: &'static [Self] = &[$(Self::$operator,)*];

            /// The name that a client gives.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$operator => $name,)*
                }
            }

            /// How many values the operator takes.
            pub(super) const fn takes(self) -> Takes {
                match self {
                    $(Self::$operator => Takes::$takes,)*
                }
            }
        }
    };
}

operators! {
    /// `eq`: equals a value. False where the attribute is missing.
    Eq: "eq", One;
    /// `ne`: does not equal a value. True where the attribute is missing.
    Ne: "ne", One;
    /// `lt`: is below a value.
    Lt: "lt", One;
    /// `le`: is a value or below it.
    Le: "le", One;
    /// `gt`: is above a value.
    Gt: "gt", One;
    /// `ge`: is a value or above it.
    Ge: "ge", One;
    /// `between`: lies between two values, both included. The lower one comes first.
    Between: "between", Two;
    /// `in`: equals one of 1 to 100 values.
    In: "in", Several;
    /// `begins_with`: a text begins with a text.
    BeginsWith: "begins_with", One;
    /// `contains`: a text contains a text, a list or set an element.
    Contains: "contains", One;
    /// `exists`: there is a value. `NULL` is one.
    Exists: "exists", Nothing;
    /// `not_exists`: there is no value.
    NotExists: "not_exists", Nothing;
}

impl InputOperator {
    /// The operator with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operator| operator.name() == name)
    }
}

impl fmt::Display for InputOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Takes {
    /// Whether that many values are right.
    pub(super) fn allows(self, count: usize) -> bool {
        match self {
            Self::Nothing => count == 0,
            Self::One => count == 1,
            Self::Two => count == 2,
            Self::Several => (1..=FilterInput::MAX_VALUES).contains(&count),
        }
    }

    /// Whether they come as a list.
    pub(super) const fn is_list(self) -> bool {
        matches!(self, Self::Two | Self::Several)
    }
}

impl fmt::Display for Takes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("no value is expected"),
            Self::One => f.write_str("one value is expected, in `value`"),
            Self::Two => f.write_str("two values are expected, in `values`"),
            Self::Several => write!(f, "1 to {} values are expected, in `values`", FilterInput::MAX_VALUES),
        }
    }
}
