//! Filters and conditions.

use super::{filter_length, filter_operators, length, operand, operators, path};
use crate::{
    Error, KeySchema, MAX_DEPTH, Rule, ValueType,
    expr::{Filter, Operand},
};

impl Filter {
    /// Checks the filter by itself: its shape, its constants, its size.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate(&self) -> Result<(), Error> {
        node(self, 0)?;
        operators::within_limit(filter_operators(self))?;
        length::within_limit(filter_length(self))
    }

    /// Checks that the filter of a query does not name the key attributes of what is read.
    pub(super) fn validate_beside_key(&self, key: &KeySchema<'_>) -> Result<(), Error> {
        let mut found = None;
        self.visit_paths(&mut |path| {
            if key.contains(path.attribute()) && found.is_none() {
                found = Some(path.clone());
            }
        });
        found.map_or(Ok(()), |path| Err(Error::invalid_at(Rule::FilterOnKey, path)))
    }
}

/// Checks a node below `level` others. The recursion ends at `MAX_DEPTH`, so no filter overflows the stack.
fn node(filter: &Filter, level: usize) -> Result<(), Error> {
    if level > MAX_DEPTH {
        return Err(Error::invalid(Rule::FilterTooDeep));
    }
    for operand in filter.operands() {
        operand::one(operand)?;
    }
    match filter {
        Filter::Compare { left, comparator, right } => {
            if comparator.needs_order() {
                operand::ordered(left)?;
                operand::ordered(right)?;
            }
            operand::distinct(left, right)
        }
        Filter::Between { operand, low, high } => between(operand, low, high),
        Filter::In { operand, list } => is_in(operand, list),
        Filter::Exists(at) | Filter::NotExists(at) | Filter::TypeIs(at, _) => path::one(at),
        Filter::BeginsWith { operand, prefix } => begins_with(operand, prefix),
        Filter::Contains { container, element } => contains(container, element),
        Filter::And(terms) if terms.is_empty() => Err(Error::invalid(Rule::EmptyAnd)),
        Filter::Or(terms) if terms.is_empty() => Err(Error::invalid(Rule::EmptyOr)),
        Filter::And(_) | Filter::Or(_) | Filter::Not(_) => {
            filter.terms().iter().try_for_each(|term| node(term, level + 1))
        }
    }
}

fn between(operand: &Operand, low: &Operand, high: &Operand) -> Result<(), Error> {
    for each in [operand, low, high] {
        operand::ordered(each)?;
    }
    if let (Operand::Value(low), Operand::Value(high)) = (low, high) {
        match low.compare(high) {
            None => return Err(Error::invalid(Rule::BetweenTypes)),
            Some(order) if order.is_gt() => return Err(Error::invalid(Rule::BetweenOrder)),
            Some(_) => {}
        }
    }
    operand::distinct(operand, low)?;
    operand::distinct(operand, high)
}

fn is_in(operand: &Operand, list: &[Operand]) -> Result<(), Error> {
    match list.len() {
        0 => return Err(Error::invalid(Rule::EmptyIn)),
        1..=100 => {}
        _ => return Err(Error::invalid(Rule::InTooLong)),
    }
    list.iter().try_for_each(|each| operand::distinct(operand, each))
}

fn begins_with(operand: &Operand, prefix: &Operand) -> Result<(), Error> {
    for each in [operand, prefix] {
        let is_text_or_bytes = match each {
            Operand::Path(_) => true,
            Operand::Value(constant) => {
                matches!(constant.value_type(), ValueType::String | ValueType::Binary)
            }
            Operand::Size(_) => false,
        };
        if !is_text_or_bytes {
            return Err(Error::invalid(Rule::PrefixType));
        }
    }
    operand::distinct(operand, prefix)
}

fn contains(container: &Operand, element: &Operand) -> Result<(), Error> {
    if matches!(container, Operand::Size(_)) || matches!(element, Operand::Size(_)) {
        return Err(Error::invalid(Rule::ContainsOperand));
    }
    operand::distinct(container, element)
}

impl Filter {
    /// Calls back with every path in the filter, in order.
    pub(super) fn visit_paths<'f>(&'f self, visit: &mut impl FnMut(&'f crate::Path)) {
        for operand in self.operands() {
            match operand {
                Operand::Path(path) | Operand::Size(path) => visit(path),
                Operand::Value(_) => {}
            }
        }
        if let Self::Exists(path) | Self::NotExists(path) | Self::TypeIs(path, _) = self {
            visit(path);
        }
        for term in self.terms() {
            term.visit_paths(visit);
        }
    }
}
