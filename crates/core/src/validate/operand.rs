//! Operands of conditions.

use crate::{Error, Rule, ValueType, expr::Operand};

/// The type of a constant; `None` for what only the item decides.
pub(super) const fn constant_type(operand: &Operand) -> Option<ValueType> {
    match operand {
        Operand::Value(constant) => Some(constant.value_type()),
        Operand::Path(_) | Operand::Size(_) => None,
    }
}

/// Checks that an operand may stand where an order is asked for.
pub(super) fn ordered(operand: &Operand) -> Result<(), Error> {
    match constant_type(operand) {
        Some(value_type) if !value_type.is_ordered() => Err(Error::invalid(Rule::OrderOfUnordered)),
        _ => Ok(()),
    }
}

/// Checks that an operand is not compared with itself.
pub(super) fn distinct(first: &Operand, second: &Operand) -> Result<(), Error> {
    if first != second {
        return Ok(());
    }
    Err(match first {
        Operand::Path(at) | Operand::Size(at) => Error::invalid_at(Rule::SameOperand, at.clone()),
        Operand::Value(_) => Error::invalid(Rule::SameOperand),
    })
}
