//! Filters and conditions.

use super::{filter_length, filter_operators, length, operand, operators, tally::Tally};
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
        self.check().map(drop)
    }

    /// As [`validate`](Self::validate), and returns the bytes of its names and values.
    pub(super) fn check(&self) -> Result<usize, Error> {
        let mut tally = Tally::default();
        node(self, 0, &mut tally)?;
        if tally.is_large() {
            operators::within_limit(filter_operators(self))?;
            length::within_limit(filter_length(self))?;
        }
        Ok(tally.bytes())
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
fn node(filter: &Filter, level: usize, tally: &mut Tally) -> Result<(), Error> {
    if level > MAX_DEPTH {
        return Err(Error::invalid(Rule::FilterTooDeep));
    }
    tally.part();
    match filter {
        Filter::Compare { left, comparator, right } => {
            tally.operand(left)?;
            tally.operand(right)?;
            if comparator.needs_order() {
                operand::ordered(left)?;
                operand::ordered(right)?;
            }
            operand::distinct(left, right)
        }
        Filter::Between { operand, low, high } => {
            [operand, low, high].into_iter().try_for_each(|each| tally.operand(each))?;
            between(operand, low, high)
        }
        Filter::In { operand, list } => {
            tally.operand(operand)?;
            list.iter().try_for_each(|each| tally.operand(each))?;
            is_in(operand, list)
        }
        Filter::Exists(at) | Filter::NotExists(at) | Filter::TypeIs(at, _) => tally.path(at),
        Filter::BeginsWith { operand, prefix } => {
            tally.operand(operand)?;
            tally.operand(prefix)?;
            begins_with(operand, prefix)
        }
        Filter::Contains { container, element } => {
            tally.operand(container)?;
            tally.operand(element)?;
            contains(container, element)
        }
        Filter::And(terms) if terms.is_empty() => Err(Error::invalid(Rule::EmptyAnd)),
        Filter::Or(terms) if terms.is_empty() => Err(Error::invalid(Rule::EmptyOr)),
        Filter::And(_) | Filter::Or(_) | Filter::Not(_) => {
            filter.terms().iter().try_for_each(|term| node(term, level + 1, tally))
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
