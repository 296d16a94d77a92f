//! Filters from clients: read within limits, and made into typed filters through an allow-list.

mod allowed;
mod build;
mod error;
mod input_kind;
mod limits;
pub mod op;
mod operator;
mod read;
mod rules;
mod value;

pub use error::FilterInputError;
pub use input_kind::{InputContains, InputKind};
pub use op::InputOperators;
pub use operator::InputOperator;
pub use rules::FilterRules;
pub use value::InputValue;

use std::mem;

/// A filter as a client sends it: names and values that nothing has checked.
///
/// [`FilterRules`] make a [`Filter`](crate::Filter) of it, and refuse what they do not allow. Nothing here is ever
/// taken as a path or as expression text.
///
/// With serde it reads from any format that describes itself, such as JSON:
///
/// - `{"attribute": "status", "operator": "eq", "value": "active"}`, with a text, a number, `true` or `false`;
/// - `{"attribute": "credit", "operator": "between", "values": [10, 20]}`, and `in` likewise;
/// - `{"attribute": "email", "operator": "not_exists"}`;
/// - `{"and": [..]}`, `{"or": [..]}`, `{"not": {..}}`.
///
/// [`InputOperator`] has the names of all operators. A number is taken exactly if it comes as an integer or as a
/// text. Of a float the shortest decimal text is taken: `0.1` is 0.1, but beyond 15 digits the format's reader may have
/// rounded it before, and an integer beyond 64 bits may have become a float. Such numbers are given as texts.
///
/// A query string is read the same way by a format for them, or made into this enum by hand.
///
/// # Limits
///
/// `and`, `or` and `not` nest at most 8 deep, and a filter has at most 50 nodes. A comparison has at most 100 values,
/// a text at most 4,096 bytes, and all texts together 65,536. All of this is enforced while a filter is read, before
/// its memory or the stack is spent, and again when it is built. Serde's own `flatten` and `untagged` read what they
/// stand on as a whole before this sees it: give a filter a field of its own.
///
/// # Errors
///
/// Reading refuses unknown and repeated fields, unknown operators, and values that are missing, superfluous, `null`
/// or nested. The error says what is expected. It shows no value.
///
/// # Examples
///
/// ```
/// use twintable::{FilterInput, InputOperator};
///
/// let input: FilterInput = serde_json::from_str(r#"{"attribute": "credit", "operator": "ge", "value": 100}"#)?;
/// let same = FilterInput::Compare {
///     attribute: "credit".to_owned(),
///     operator: InputOperator::Ge,
///     values: vec![100.into()],
/// };
/// assert_eq!(input, same);
///
/// let wrong = serde_json::from_str::<FilterInput>(r#"{"attribute": "credit", "operator": "between", "value": 100}"#);
/// assert!(wrong.unwrap_err().to_string().starts_with("`between`: two values are expected, in `values`"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterInput {
    /// Whether all terms are true. At least one term.
    And(Vec<Self>),
    /// Whether any term is true. At least one term.
    Or(Vec<Self>),
    /// Whether the term is false.
    Not(Box<Self>),
    /// Compares an attribute with values.
    Compare {
        /// The attribute's public name.
        attribute: String,
        /// How it is compared.
        operator: InputOperator,
        /// What it is compared with: as many values as the operator takes.
        values: Vec<InputValue>,
    },
}

impl FilterInput {
    /// The most levels of `and`, `or` and `not`.
    pub const MAX_DEPTH: usize = 8;
    /// The most nodes: `and`, `or`, `not` and comparisons together.
    pub const MAX_NODES: usize = 50;
    /// The most values of one comparison.
    pub const MAX_VALUES: usize = 100;
    /// The most bytes of a text, and of an attribute's name.
    pub const MAX_TEXT: usize = 4096;
    /// The most bytes of all texts and names together.
    pub const MAX_TEXTS: usize = 65_536;

    /// Takes the terms out, unless there is nothing below them.
    fn take_terms(&mut self) -> Vec<Self> {
        match self {
            Self::And(terms) | Self::Or(terms) => mem::take(terms),
            Self::Not(term) if term.has_terms() => vec![mem::replace(&mut **term, Self::And(Vec::new()))],
            Self::Not(_) | Self::Compare { .. } => Vec::new(),
        }
    }

    fn has_terms(&self) -> bool {
        match self {
            Self::And(terms) | Self::Or(terms) => !terms.is_empty(),
            Self::Not(_) => true,
            Self::Compare { .. } => false,
        }
    }
}

/// Drops in a loop: the compiler's own recursion would overflow the stack on a deep tree that was made by hand.
impl Drop for FilterInput {
    fn drop(&mut self) {
        let mut pending = self.take_terms();
        while let Some(mut input) = pending.pop() {
            pending.append(&mut input.take_terms());
        }
    }
}

#[cfg(test)]
mod tests;
