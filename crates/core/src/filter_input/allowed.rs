//! The operators that are allowed on one attribute, each with what becomes of a value.

use super::{InputOperator, InputValue};
use crate::{Value, ValueError};
use std::fmt;

/// Makes what is stored of what a client gives.
pub(super) type Decode = fn(&InputValue) -> Result<Value, ValueError>;

/// The operators that are allowed on one attribute, in their order, each once.
#[derive(Clone, Default)]
pub struct Allowed(Vec<(InputOperator, Decode)>);

impl Allowed {
    /// Allows an operator.
    pub(super) fn add(&mut self, operator: InputOperator, decode: Decode) {
        if let Err(place) = self.0.binary_search_by_key(&operator, |(other, _)| *other) {
            self.0.insert(place, (operator, decode));
        }
    }

    /// What becomes of an operator's values, if it is allowed.
    pub(super) fn decode(&self, operator: InputOperator) -> Option<Decode> {
        let place = self.0.binary_search_by_key(&operator, |(other, _)| *other).ok()?;
        self.0.get(place).map(|(_, decode)| *decode)
    }

    /// The operators.
    pub(super) fn operators(&self) -> impl Iterator<Item = InputOperator> {
        self.0.iter().map(|(operator, _)| *operator)
    }
}

impl fmt::Debug for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.operators()).finish()
    }
}
