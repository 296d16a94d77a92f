//! How many operators an expression has.

use crate::{
    Error, Rule,
    expr::{Action, Filter, SetValue, Source, Update},
};

/// The most operators of an expression.
const MAX_OPERATORS: usize = 300;

pub(super) fn within_limit(count: usize) -> Result<(), Error> {
    if count > MAX_OPERATORS { Err(Error::invalid(Rule::TooManyOperators)) } else { Ok(()) }
}

/// The operators of a filter: comparisons, `BETWEEN` and `IN`, `AND`, `OR` and `NOT`.
pub fn filter_operators(filter: &Filter) -> usize {
    match filter {
        Filter::Compare { .. } | Filter::Between { .. } | Filter::In { .. } => 1,
        Filter::Exists(_)
        | Filter::NotExists(_)
        | Filter::TypeIs(..)
        | Filter::BeginsWith { .. }
        | Filter::Contains { .. } => 0,
        Filter::And(terms) | Filter::Or(terms) => {
            terms.len().saturating_sub(1) + terms.iter().map(filter_operators).sum::<usize>()
        }
        Filter::Not(term) => 1 + filter_operators(term),
    }
}

/// The operators and functions of an update: `+`, `-`, `if_not_exists` and `list_append`.
pub fn update_operators(update: &Update) -> usize {
    update
        .actions
        .iter()
        .map(|action| match action {
            Action::Set(_, value) => set_value(value),
            Action::Remove(_) | Action::Add(..) | Action::Delete(..) => 0,
        })
        .sum()
}

fn set_value(value: &SetValue) -> usize {
    let own = match value {
        SetValue::Source(_) => 0,
        SetValue::Plus(..) | SetValue::Minus(..) | SetValue::ListAppend(..) => 1,
    };
    own + value.sources().map(source).sum::<usize>()
}

fn source(source: &Source) -> usize {
    match source {
        Source::Path(_) | Source::Value(_) => 0,
        Source::IfNotExists { paths, fallback: _ } => paths.len(),
    }
}
