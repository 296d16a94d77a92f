//! The nodes of expressions and the types of values.

use super::Coverage;
use crate::reach;
use twintable::{
    Item, Path, Step, Value, ValueType,
    expr::{
        Action, Comparator, Fallback, Filter, KeyCondition, Operand, Projection, SetValue, SortCondition,
        Source, Update,
    },
};

pub(super) fn item(reached: &mut Coverage, item: &Item) {
    item.iter().for_each(|(_, element)| value(reached, element));
}

pub(super) fn value(reached: &mut Coverage, value: &Value) {
    reach!(reached, "value", value, {
        Value::String(_) => "S",
        Value::Number(_) => "N",
        Value::Binary(_) => "B",
        Value::Bool(_) => "BOOL",
        Value::Null => "NULL",
        Value::List(_) => "L",
        Value::Map(_) => "M",
        Value::StringSet(_) => "SS",
        Value::NumberSet(_) => "NS",
        Value::BinarySet(_) => "BS",
    });
    match value {
        Value::String(text) => {
            let beyond = text.chars().any(|char| u32::from(char) > 0xffff);
            reach!(reached, "text", (text.is_empty(), text.is_ascii(), beyond), {
                (true, _, _) => "empty",
                (_, true, _) => "ASCII",
                (_, _, true) => "beyond the basic plane",
                (_, _, false) => "beyond ASCII",
            });
        }
        Value::Number(number) => {
            reach!(reached, "number", (number.is_zero(), number.digits(), number.exponent()), {
                (true, _, _) => "zero",
                (_, 38, _) => "of 38 digits",
                (_, _, -130..=-101) => "very small",
                (_, _, 80..) => "very large",
                (_, _, ..=-1) => "with a fraction",
                (_, _, _) => "integer",
            });
        }
        Value::Binary(bytes) => {
            reach!(reached, "binary", bytes.is_empty(), { true => "empty", false => "not empty", });
        }
        Value::List(list) => {
            reach!(reached, "list", list.is_empty(), { true => "empty", false => "not empty", });
            list.iter().for_each(|element| self::value(reached, element));
        }
        Value::Map(map) => {
            reach!(reached, "map", map.is_empty(), { true => "empty", false => "not empty", });
            map.iter().for_each(|(_, element)| self::value(reached, element));
        }
        Value::StringSet(set) => {
            reach!(reached, "string set", set.len(), { 0 => "empty", 1 => "one", _ => "several", });
        }
        Value::NumberSet(set) => {
            reach!(reached, "number set", set.len(), { 0 => "empty", 1 => "one", _ => "several", });
        }
        Value::BinarySet(set) => {
            reach!(reached, "binary set", set.len(), { 0 => "empty", 1 => "one", _ => "several", });
        }
        Value::Bool(_) | Value::Null => {}
    }
}

fn path(reached: &mut Coverage, path: &Path) {
    reach!(reached, "path", path.steps(), {
        [] => "attribute",
        [Step::Field(_)] => "field",
        [Step::Index(_)] => "element",
        [Step::Field(_), Step::Field(_)] => "field of a field",
        [Step::Field(_), Step::Index(_)] => "element of a field",
        [Step::Index(_), Step::Field(_)] => "field of an element",
        [Step::Index(_), Step::Index(_)] => "element of an element",
        [_, _, _, ..] => "deeper",
    });
}

fn operand(reached: &mut Coverage, operand: &Operand) {
    reach!(reached, "operand", operand, {
        Operand::Path(_) => "path",
        Operand::Value(_) => "value",
        Operand::Size(_) => "size",
    });
    match operand {
        Operand::Path(at) | Operand::Size(at) => path(reached, at),
        Operand::Value(constant) => value(reached, constant),
    }
}

pub(super) fn filter(reached: &mut Coverage, filter: &Filter) {
    reach!(reached, "filter", filter, {
        Filter::Compare { .. } => "compare",
        Filter::Between { .. } => "between",
        Filter::In { .. } => "in",
        Filter::Exists(_) => "exists",
        Filter::NotExists(_) => "not exists",
        Filter::TypeIs(..) => "type is",
        Filter::BeginsWith { .. } => "begins with",
        Filter::Contains { .. } => "contains",
        Filter::And(_) => "and",
        Filter::Or(_) => "or",
        Filter::Not(_) => "not",
    });
    match filter {
        Filter::Compare { left, comparator, right } => {
            reach!(reached, "comparator", comparator, {
                Comparator::Equal => "=",
                Comparator::NotEqual => "<>",
                Comparator::Less => "<",
                Comparator::LessOrEqual => "<=",
                Comparator::Greater => ">",
                Comparator::GreaterOrEqual => ">=",
            });
            reach!(reached, "compared", (left, right), {
                (Operand::Path(_), Operand::Value(_)) => "path with value",
                (Operand::Path(_), Operand::Path(_)) => "path with path",
                (Operand::Path(_), Operand::Size(_)) => "path with size",
                (Operand::Value(_), Operand::Path(_)) => "value with path",
                (Operand::Value(_), Operand::Value(_)) => "value with value",
                (Operand::Value(_), Operand::Size(_)) => "value with size",
                (Operand::Size(_), Operand::Path(_)) => "size with path",
                (Operand::Size(_), Operand::Value(_)) => "size with value",
                (Operand::Size(_), Operand::Size(_)) => "size with size",
            });
        }
        Filter::TypeIs(at, value_type) => {
            path(reached, at);
            reach!(reached, "type asked for", value_type, {
                ValueType::String => "S",
                ValueType::Number => "N",
                ValueType::Binary => "B",
                ValueType::Bool => "BOOL",
                ValueType::Null => "NULL",
                ValueType::List => "L",
                ValueType::Map => "M",
                ValueType::StringSet => "SS",
                ValueType::NumberSet => "NS",
                ValueType::BinarySet => "BS",
            });
        }
        Filter::In { list, .. } => reach!(reached, "in a list", list.len(), {
            0 => "empty",
            1 => "of one",
            2..=100 => "of several",
            _ => "too long",
        }),
        Filter::Exists(at) | Filter::NotExists(at) => path(reached, at),
        Filter::Between { .. }
        | Filter::BeginsWith { .. }
        | Filter::Contains { .. }
        | Filter::And(_)
        | Filter::Or(_)
        | Filter::Not(_) => {}
    }
    filter.operands().for_each(|one| operand(reached, one));
    filter.terms().iter().for_each(|term| self::filter(reached, term));
}

pub(super) fn key_condition(reached: &mut Coverage, condition: &KeyCondition) {
    let KeyCondition { partition, sort } = condition;
    reach!(reached, "partition attributes", partition.len(), {
        0 => "none",
        1 => "1",
        2 => "2",
        3 => "3",
        _ => "4",
    });
    reach!(reached, "sort attributes", sort.len(), {
        0 => "none",
        1 => "1",
        2 => "2",
        3 => "3",
        _ => "4",
    });
    for (_, condition) in sort {
        reach!(reached, "sort condition", condition, {
            SortCondition::Equal(_) => "=",
            SortCondition::Less(_) => "<",
            SortCondition::LessOrEqual(_) => "<=",
            SortCondition::Greater(_) => ">",
            SortCondition::GreaterOrEqual(_) => ">=",
            SortCondition::Between(..) => "between",
            SortCondition::BeginsWith(_) => "begins with",
        });
        condition.values().for_each(|constant| value(reached, constant));
    }
}

pub(super) fn projection(reached: &mut Coverage, projection: &Projection) {
    reach!(reached, "projection", projection.paths.len(), { 0 => "empty", 1 => "one path", _ => "several paths", });
    projection.paths.iter().for_each(|at| path(reached, at));
}

pub(super) fn update(reached: &mut Coverage, update: &Update) {
    reach!(reached, "update", update.actions.len(), { 0 => "empty", 1 => "one action", _ => "several actions", });
    for action in &update.actions {
        reach!(reached, "action", action, {
            Action::Set(..) => "SET",
            Action::Remove(_) => "REMOVE",
            Action::Add(..) => "ADD",
            Action::Delete(..) => "DELETE",
        });
        path(reached, action.target());
        match action {
            Action::Set(_, put) => set_value(reached, put),
            Action::Add(_, operand) | Action::Delete(_, operand) => value(reached, operand),
            Action::Remove(_) => {}
        }
    }
}

fn set_value(reached: &mut Coverage, put: &SetValue) {
    reach!(reached, "SET to", put, {
        SetValue::Source(_) => "source",
        SetValue::Plus(..) => "+",
        SetValue::Minus(..) => "-",
        SetValue::ListAppend(..) => "list_append",
    });
    for source in put.sources() {
        reach!(reached, "source", source, {
            Source::Path(_) => "path",
            Source::Value(_) => "value",
            Source::IfNotExists { .. } => "if_not_exists",
        });
        match source {
            Source::Path(at) => path(reached, at),
            Source::Value(constant) => value(reached, constant),
            Source::IfNotExists { paths, fallback } => {
                reach!(reached, "if_not_exists", paths.len(), { 0 => "of none", 1 => "of one", _ => "nested", });
                reach!(reached, "fallback", fallback, {
                    Fallback::Path(_) => "path",
                    Fallback::Value(_) => "value",
                });
            }
        }
    }
}
