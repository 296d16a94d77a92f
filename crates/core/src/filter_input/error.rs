//! Why a client's filter is refused.

use super::{FilterInput, InputOperator};
use crate::Rule;
use std::fmt;

/// Why [`FilterRules`](crate::FilterRules) do not take a client's filter. It is the client's fault: a service answers
/// with the text.
///
/// The text names the attribute by its public name, the operator, and what is expected. Neither `Display` nor `Debug`
/// shows a value or a path of the table. A name that the client made up is shortened to 64 characters and escaped.
///
/// # Examples
///
/// ```
/// use twintable::{Attribute, FilterInputError, FilterRules, op};
///
/// struct Customer;
///
/// impl Customer {
///     const CREDIT: Attribute<Self, u32> = Attribute::new("credit");
/// }
///
/// let rules = FilterRules::new().allow(Customer::CREDIT, (op::Eq, op::Order));
/// let error = |input: &str| rules.build(&serde_json::from_str(input).unwrap()).unwrap_err();
///
/// let wrong = error(r#"{"attribute": "credit", "operator": "lt", "value": -1}"#);
/// assert_eq!(wrong.to_string(), "`credit` with `lt`: the number is no u32");
/// let unknown = error(r#"{"attribute": "password", "operator": "exists"}"#);
/// assert_eq!(unknown, FilterInputError::UnknownAttribute { attribute: "password".into() });
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FilterInputError {
    /// `and`, `or` and `not` nest too deep.
    #[error("`and`, `or` and `not` nest at most {} levels deep", FilterInput::MAX_DEPTH)]
    TooDeep,
    /// There are too many nodes.
    #[error("a filter has at most {} comparisons, `and`s, `or`s and `not`s", FilterInput::MAX_NODES)]
    TooManyNodes,
    /// The texts are too long together.
    #[error("the names and texts of a filter have at most 65,536 bytes together")]
    TooMuchText,
    /// An `and` without terms, which would be no filter at all.
    #[error("`and` has at least one term")]
    EmptyAnd,
    /// An `or` without terms.
    #[error("`or` has at least one term")]
    EmptyOr,
    /// No attribute with that name may be filtered by.
    #[error("`{attribute}` is no attribute to filter by")]
    UnknownAttribute {
        /// The name that the client gave, shortened and escaped.
        attribute: Box<str>,
    },
    /// The attribute may not be compared with that operator.
    #[error("`{attribute}` with `{operator}`: the attribute takes {}", Names(.allowed))]
    OperatorNotAllowed {
        /// The attribute's public name.
        attribute: Box<str>,
        /// The operator that the client gave.
        operator: InputOperator,
        /// The operators that the attribute takes.
        allowed: Box<[InputOperator]>,
    },
    /// A value is missing, or there are too many.
    #[error("`{attribute}` with `{operator}`: {}", .operator.takes())]
    ValueCount {
        /// The attribute's public name.
        attribute: Box<str>,
        /// The operator.
        operator: InputOperator,
        /// How many values there are.
        found: usize,
    },
    /// A value is none of the attribute's type.
    #[error("`{attribute}` with `{operator}`: {expected}")]
    WrongValue {
        /// The attribute's public name.
        attribute: Box<str>,
        /// The operator.
        operator: InputOperator,
        /// What is expected.
        expected: Box<str>,
    },
    /// The comparison breaks a rule of the service: the bounds of `between` are in the wrong order, for example.
    #[error("`{attribute}` with `{operator}`: {rule}")]
    InvalidComparison {
        /// The attribute's public name.
        attribute: Box<str>,
        /// The operator.
        operator: InputOperator,
        /// The rule.
        rule: Rule,
    },
    /// The filter as a whole breaks a rule of the service: it is too long for an expression, for example.
    #[error("{rule}")]
    InvalidFilter {
        /// The rule.
        rule: Rule,
    },
}

/// Operators, as a list.
pub(super) struct Names<'a>(pub(super) &'a [InputOperator]);

impl fmt::Display for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, operator) in self.0.iter().enumerate() {
            write!(f, "{}`{operator}`", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

/// The most characters of a name that are shown.
const SHOWN: usize = 64;

/// A name that may come from a client, fit to be shown.
pub(super) fn shown(name: &str) -> Box<str> {
    let mut shown: String = name.chars().take(SHOWN).flat_map(char::escape_debug).collect();
    if name.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown.into()
}
