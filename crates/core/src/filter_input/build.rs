//! From a client's filter to an expression.

use super::{
    FilterInput, FilterInputError, InputOperator, InputValue,
    allowed::Decode,
    error::shown,
    limits::{Budget, TEXT_TOO_LONG, below},
    rules::Attributes,
};
use crate::{Error, Path, Rule, Value, expr::Filter, expr::Operand};

type Built<T> = Result<T, FilterInputError>;

/// What builds one filter.
pub(super) struct Builder<'r> {
    attributes: &'r Attributes,
    budget: Budget,
}

/// A comparison that is being built, for its errors.
#[derive(Clone, Copy)]
struct Comparison<'i> {
    attribute: &'i str,
    operator: InputOperator,
    values: &'i [InputValue],
}

impl<'r> Builder<'r> {
    pub(super) const fn new(attributes: &'r Attributes) -> Self {
        Self { attributes, budget: Budget::new() }
    }

    pub(super) fn build(&self, input: &FilterInput) -> Built<Filter> {
        let filter = self.node(input, 0)?;
        filter.validate().map_err(|error| FilterInputError::InvalidFilter { rule: rule(&error) })?;
        Ok(filter)
    }

    /// A node below `level` others. The recursion ends at [`FilterInput::MAX_DEPTH`].
    fn node(&self, input: &FilterInput, level: usize) -> Built<Filter> {
        self.budget.node()?;
        match input {
            FilterInput::And(none) if none.is_empty() => Err(FilterInputError::EmptyAnd),
            FilterInput::Or(none) if none.is_empty() => Err(FilterInputError::EmptyOr),
            FilterInput::And(all) => self.terms(all, level).map(Filter::all),
            FilterInput::Or(any) => self.terms(any, level).map(Filter::any),
            FilterInput::Not(term) => Ok(!self.node(term, below(level)?)?),
            FilterInput::Compare { attribute, operator, values } => {
                self.comparison(Comparison { attribute, operator: *operator, values })
            }
        }
    }

    fn terms(&self, terms: &[FilterInput], level: usize) -> Built<Vec<Filter>> {
        let level = below(level)?;
        terms.iter().map(|term| self.node(term, level)).collect()
    }

    fn comparison(&self, input: Comparison<'_>) -> Built<Filter> {
        self.budget.text(input.attribute)?;
        let entry = self.attributes.get(input.attribute).ok_or_else(|| input.unknown())?;
        let decode = entry.allowed.decode(input.operator);
        let decode = decode.ok_or_else(|| input.not_allowed(entry.allowed.operators()))?;
        if !input.operator.takes().allows(input.values.len()) {
            return Err(input.miscounted());
        }
        let values = input.values.iter().map(|given| self.value(input, decode, given));
        let filter = compare(entry.path.clone(), input.operator, values.collect::<Built<_>>()?);
        let filter = filter.ok_or_else(|| input.miscounted())?;
        filter.validate().map_err(|error| input.invalid(&error))?;
        Ok(filter)
    }

    fn value(&self, input: Comparison<'_>, decode: Decode, given: &InputValue) -> Built<Value> {
        if let InputValue::Text(text) = given {
            self.budget.text(text)?;
            if text.len() > FilterInput::MAX_TEXT {
                return Err(input.wrong(TEXT_TOO_LONG));
            }
        }
        decode(given).map_err(|error| input.wrong(error.problem()))
    }
}

/// The comparison of what is at a path; `None` for too few values.
fn compare(path: Path, operator: InputOperator, values: Vec<Value>) -> Option<Filter> {
    let mut values = values.into_iter();
    let mut next = || values.next();
    let at = Operand::Path(path.clone());
    Some(match operator {
        InputOperator::Eq => at.eq(next()?),
        InputOperator::Ne => at.ne(next()?),
        InputOperator::Lt => at.lt(next()?),
        InputOperator::Le => at.le(next()?),
        InputOperator::Gt => at.gt(next()?),
        InputOperator::Ge => at.ge(next()?),
        InputOperator::Between => at.between(next()?, next()?),
        InputOperator::In => at.is_in(values),
        InputOperator::BeginsWith => at.begins_with(next()?),
        InputOperator::Contains => at.contains(next()?),
        InputOperator::Exists => path.exists(),
        InputOperator::NotExists => path.not_exists(),
    })
}

fn rule(error: &Error) -> Rule {
    error.rule().unwrap_or(Rule::Service)
}

impl Comparison<'_> {
    fn unknown(self) -> FilterInputError {
        FilterInputError::UnknownAttribute { attribute: shown(self.attribute) }
    }

    fn not_allowed(self, allowed: impl Iterator<Item = InputOperator>) -> FilterInputError {
        FilterInputError::OperatorNotAllowed {
            attribute: shown(self.attribute),
            operator: self.operator,
            allowed: allowed.collect(),
        }
    }

    fn miscounted(self) -> FilterInputError {
        FilterInputError::ValueCount {
            attribute: shown(self.attribute),
            operator: self.operator,
            found: self.values.len(),
        }
    }

    fn wrong(self, expected: &str) -> FilterInputError {
        FilterInputError::WrongValue {
            attribute: shown(self.attribute),
            operator: self.operator,
            expected: expected.into(),
        }
    }

    fn invalid(self, error: &Error) -> FilterInputError {
        FilterInputError::InvalidComparison {
            attribute: shown(self.attribute),
            operator: self.operator,
            rule: rule(error),
        }
    }
}
