//! The length of an expression's text, told without writing it.
//!
//! Names and values stand in the text as aliases of three bytes, so its length depends on the shape of the
//! expression alone. The DynamoDB backend's tests hold these figures equal to the texts it writes.

use crate::{
    Error, Path, Rule, Step,
    expr::{
        Action, Fallback, Filter, KeyCondition, Operand, Projection, SetValue, SortCondition, Source, Update,
    },
};

/// The largest expression, in bytes.
const MAX_LENGTH: usize = 4096;
/// `#` or `:` and two characters.
const ALIAS: usize = 3;

pub(super) fn within_limit(length: usize) -> Result<(), Error> {
    if length > MAX_LENGTH { Err(Error::invalid(Rule::ExpressionTooLong)) } else { Ok(()) }
}

/// The bytes of a filter's text.
pub fn filter_length(filter: &Filter) -> usize {
    match filter {
        Filter::Compare { left, comparator, right } => {
            operand(left) + " ".len() + comparator.symbol().len() + " ".len() + operand(right)
        }
        Filter::Between { operand: value, low, high } => {
            operand(value) + " BETWEEN ".len() + operand(low) + " AND ".len() + operand(high)
        }
        Filter::In { operand: value, list } => {
            operand(value) + " IN ()".len() + joined(list.iter().map(operand), ",")
        }
        Filter::Exists(at) => "attribute_exists()".len() + path(at),
        Filter::NotExists(at) => "attribute_not_exists()".len() + path(at),
        Filter::TypeIs(at, _) => "attribute_type(,)".len() + path(at) + ALIAS,
        Filter::BeginsWith { operand: value, prefix } => {
            "begins_with(,)".len() + operand(value) + operand(prefix)
        }
        Filter::Contains { container, element } => {
            "contains(,)".len() + operand(container) + operand(element)
        }
        Filter::And(terms) => joined(terms.iter().map(term), " AND "),
        Filter::Or(terms) => joined(terms.iter().map(term), " OR "),
        Filter::Not(negated) => "NOT ".len() + term(negated),
    }
}

/// A term in another one: `and` and `or` of several terms stand in parentheses.
fn term(filter: &Filter) -> usize {
    if let Filter::And(terms) | Filter::Or(terms) = filter {
        match &**terms {
            [single] => term(single),
            _ => "()".len() + filter_length(filter),
        }
    } else {
        filter_length(filter)
    }
}

fn operand(operand: &Operand) -> usize {
    match operand {
        Operand::Path(at) => path(at),
        Operand::Value(_) => ALIAS,
        Operand::Size(at) => "size()".len() + path(at),
    }
}

/// The bytes of a key condition's text.
pub fn key_condition_length(condition: &KeyCondition) -> usize {
    let partition = condition.partition.iter().map(|_| ALIAS + " = ".len() + ALIAS);
    let sort = condition.sort.iter().map(|(_, condition)| match condition {
        SortCondition::Equal(_) | SortCondition::Less(_) | SortCondition::Greater(_) => {
            ALIAS + " = ".len() + ALIAS
        }
        SortCondition::LessOrEqual(_) | SortCondition::GreaterOrEqual(_) => ALIAS + " <= ".len() + ALIAS,
        SortCondition::Between(..) => ALIAS + " BETWEEN ".len() + ALIAS + " AND ".len() + ALIAS,
        SortCondition::BeginsWith(_) => "begins_with(,)".len() + 2 * ALIAS,
    });
    joined(partition.chain(sort), " AND ")
}

/// The bytes of an update's text; 0 for one without actions.
pub fn update_length(update: &Update) -> usize {
    let (mut set, mut remove, mut add, mut delete) = (None, None, None, None);
    for action in &update.actions {
        match action {
            Action::Set(target, value) => {
                clause(&mut set, "SET", path(target) + " = ".len() + set_value(value));
            }
            Action::Remove(target) => clause(&mut remove, "REMOVE", path(target)),
            Action::Add(target, _) => clause(&mut add, "ADD", path(target) + " ".len() + ALIAS),
            Action::Delete(target, _) => clause(&mut delete, "DELETE", path(target) + " ".len() + ALIAS),
        }
    }
    let clauses = [set, remove, add, delete];
    joined(clauses.into_iter().flatten(), " ")
}

/// Adds an action to a clause.
fn clause(length: &mut Option<usize>, keyword: &str, action: usize) {
    let before = length.map_or(keyword.len() + " ".len(), |length| length + ", ".len());
    *length = Some(before + action);
}

fn set_value(value: &SetValue) -> usize {
    match value {
        SetValue::Source(only) => source(only),
        SetValue::Plus(left, right) | SetValue::Minus(left, right) => {
            source(left) + " + ".len() + source(right)
        }
        SetValue::ListAppend(first, second) => "list_append(,)".len() + source(first) + source(second),
    }
}

fn source(source: &Source) -> usize {
    match source {
        Source::Path(at) => path(at),
        Source::Value(_) => ALIAS,
        Source::IfNotExists { paths, fallback } => {
            let paths: usize = paths.iter().map(|at| "if_not_exists(,)".len() + path(at)).sum();
            paths
                + match fallback {
                    Fallback::Path(at) => path(at),
                    Fallback::Value(_) => ALIAS,
                }
        }
    }
}

/// The bytes of a projection's text.
pub fn projection_length(projection: &Projection) -> usize {
    joined(projection.paths.iter().map(path), ",")
}

fn path(path: &Path) -> usize {
    let steps = path.steps().iter().map(|step| match step {
        Step::Field(_) => ".".len() + ALIAS,
        Step::Index(index) => "[]".len() + index.checked_ilog10().map_or(1, |log| log as usize + 1),
    });
    ALIAS + steps.sum::<usize>()
}

fn joined(lengths: impl Iterator<Item = usize>, separator: &str) -> usize {
    let (count, sum) = lengths.fold((0, 0), |(count, sum), length| (count + 1, sum + length));
    sum + separator.len() * usize::saturating_sub(count, 1)
}
