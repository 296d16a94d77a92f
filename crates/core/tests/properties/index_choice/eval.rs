//! Whether a filter and a key condition are true for an item, as the service has it.

use std::cmp::Ordering;
use twintable::{
    Item, Value,
    expr::{Comparator, Filter, KeyCondition, Operand},
};

pub(crate) fn is_true(filter: &Filter, item: &Item) -> bool {
    match filter {
        Filter::Compare { left, comparator, right } => compare(left, *comparator, right, item),
        Filter::Between { operand, low, high } => {
            compare(operand, Comparator::GreaterOrEqual, low, item)
                && compare(operand, Comparator::LessOrEqual, high, item)
        }
        Filter::In { operand, list } => {
            list.iter().any(|each| compare(operand, Comparator::Equal, each, item))
        }
        Filter::Exists(path) => item.at(path).is_some(),
        Filter::NotExists(path) => item.at(path).is_none(),
        Filter::TypeIs(path, value_type) => {
            item.at(path).is_some_and(|value| value.value_type() == *value_type)
        }
        Filter::BeginsWith { operand, prefix } => match (value(operand, item), value(prefix, item)) {
            (Some(Value::String(text)), Some(Value::String(prefix))) => text.starts_with(&prefix),
            _ => false,
        },
        Filter::Contains { container, element } => match (value(container, item), value(element, item)) {
            (Some(Value::String(text)), Some(Value::String(part))) => text.contains(&part),
            (Some(Value::List(list)), Some(element)) => list.contains(&element),
            _ => false,
        },
        Filter::And(terms) => terms.iter().all(|term| is_true(term, item)),
        Filter::Or(terms) => terms.iter().any(|term| is_true(term, item)),
        Filter::Not(term) => !is_true(term, item),
    }
}

fn compare(left: &Operand, comparator: Comparator, right: &Operand, item: &Item) -> bool {
    let (Some(left), Some(right)) = (value(left, item), value(right, item)) else {
        return comparator == Comparator::NotEqual;
    };
    let order = left.compare(&right);
    match comparator {
        Comparator::Equal => left == right,
        Comparator::NotEqual => left != right,
        Comparator::Less => order.is_some_and(Ordering::is_lt),
        Comparator::LessOrEqual => order.is_some_and(Ordering::is_le),
        Comparator::Greater => order.is_some_and(Ordering::is_gt),
        Comparator::GreaterOrEqual => order.is_some_and(Ordering::is_ge),
    }
}

fn value(operand: &Operand, item: &Item) -> Option<Value> {
    match operand {
        Operand::Path(path) => item.at(path).cloned(),
        Operand::Value(value) => Some(value.clone()),
        Operand::Size(path) => item.at(path)?.as_str().map(|text| Value::from(text.encode_utf16().count())),
    }
}

pub(crate) fn key_is_true(condition: &KeyCondition, item: &Item) -> bool {
    condition.partition.iter().all(|(name, value)| item.get(name) == Some(value))
        && condition
            .sort
            .iter()
            .all(|(name, sort)| item.get(name).is_some_and(|value| sort.is_true_for(value)))
}
