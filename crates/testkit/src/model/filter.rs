//! Whether a filter, a condition or a key condition is true for an item.

use super::operand::value;
use std::cmp::Ordering;
use twintable::{
    Item, Value,
    expr::{Comparator, Filter, KeyCondition, Operand},
};

/// Whether a filter is true for an item. An item without attributes stands for a missing one.
pub(super) fn is_true(filter: &Filter, item: &Item) -> bool {
    let compare = |left: &Operand, comparator, right: &Operand| {
        compare(value(left, item), comparator, value(right, item))
    };
    match filter {
        Filter::Compare { left, comparator, right } => compare(left, *comparator, right),
        Filter::Between { operand, low, high } => {
            compare(low, Comparator::LessOrEqual, operand) && compare(operand, Comparator::LessOrEqual, high)
        }
        Filter::In { operand, list } => list.iter().any(|each| compare(operand, Comparator::Equal, each)),
        Filter::Exists(path) => item.at(path).is_some(),
        Filter::NotExists(path) => item.at(path).is_none(),
        Filter::TypeIs(path, value_type) => item.at(path).map(Value::value_type) == Some(*value_type),
        Filter::BeginsWith { operand, prefix } => begins_with(value(operand, item), value(prefix, item)),
        Filter::Contains { container, element } => contains(value(container, item), value(element, item)),
        Filter::And(terms) => terms.iter().all(|term| is_true(term, item)),
        Filter::Or(terms) => terms.iter().any(|term| is_true(term, item)),
        Filter::Not(term) => !is_true(term, item),
    }
}

/// Whether a key condition is true for an item.
pub(super) fn key_matches(condition: &KeyCondition, item: &Item) -> bool {
    let KeyCondition { partition, sort } = condition;
    partition.iter().all(|(name, value)| item.get(name) == Some(value))
        && sort
            .iter()
            .all(|(name, condition)| item.get(name).is_some_and(|value| condition.is_true_for(value)))
}

/// What is missing is not equal to anything, has no order, and so differs from everything. Only texts, numbers and bytes
/// have an order, each among themselves.
fn compare(left: Option<Value>, comparator: Comparator, right: Option<Value>) -> bool {
    let is_equal = left.is_some() && left == right;
    let order = left.zip(right).and_then(|(left, right)| left.compare(&right));
    match comparator {
        Comparator::Equal => is_equal,
        Comparator::NotEqual => !is_equal,
        Comparator::Less => order == Some(Ordering::Less),
        Comparator::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Comparator::Greater => order == Some(Ordering::Greater),
        Comparator::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}

fn begins_with(whole: Option<Value>, start: Option<Value>) -> bool {
    match (whole, start) {
        (Some(Value::String(whole)), Some(Value::String(start))) => whole.starts_with(&start),
        (Some(Value::Binary(whole)), Some(Value::Binary(start))) => whole.starts_with(&start),
        _ => false,
    }
}

fn contains(whole: Option<Value>, part: Option<Value>) -> bool {
    match (whole, part) {
        (Some(Value::String(whole)), Some(Value::String(part))) => whole.contains(&part),
        (Some(Value::Binary(whole)), Some(Value::Binary(part))) => {
            (0..=whole.len()).any(|start| whole.iter().skip(start).take(part.len()).eq(&part))
        }
        (Some(Value::List(list)), Some(element)) => list.contains(&element),
        (Some(Value::StringSet(set)), Some(Value::String(element))) => set.contains(&element),
        (Some(Value::NumberSet(set)), Some(Value::Number(element))) => set.contains(&element),
        (Some(Value::BinarySet(set)), Some(Value::Binary(element))) => set.contains(&element),
        _ => false,
    }
}
