//! Filters, which are conditions too.

use super::{
    Code, list,
    value::{Written, are_alike},
};
use std::fmt;
use twintable::{
    ValueType,
    expr::{Comparator, Filter, Operand},
};

impl fmt::Display for Code<'_, Filter> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Filter::Compare { left, comparator, right } => {
                write!(f, "{}.{}({})", Receiver(left), method(*comparator), Code(right))
            }
            Filter::Between { operand, low, high } => {
                write!(f, "{}.between({}, {})", Receiver(operand), Code(low), Code(high))
            }
            Filter::In { operand, list: operands } => {
                write!(f, "{}.is_in{}", Receiver(operand), operand_list(operands))
            }
            Filter::Exists(path) => write!(f, "{}.exists()", Code(path)),
            Filter::NotExists(path) => write!(f, "{}.not_exists()", Code(path)),
            Filter::TypeIs(path, value_type) => {
                write!(f, "{}.type_is(ValueType::{})", Code(path), variant(*value_type))
            }
            Filter::BeginsWith { operand, prefix } => {
                write!(f, "{}.begins_with({})", Receiver(operand), Code(prefix))
            }
            Filter::Contains { container, element } => {
                write!(f, "{}.contains({})", Receiver(container), Code(element))
            }
            Filter::And(terms) => joined(f, "&", "all", terms, |term| matches!(term, Filter::And(_))),
            Filter::Or(terms) => joined(f, "|", "any", terms, |term| matches!(term, Filter::Or(_))),
            // Two negations by the operator would cancel.
            Filter::Not(term) if matches!(**term, Filter::Not(_)) => {
                write!(f, "Filter::Not(Term::new({}))", Code(&**term))
            }
            Filter::Not(term) => write!(f, "!{}", Grouped(term)),
        }
    }
}

/// Terms with an operator between them. It takes terms of its own kind in flat, and needs two: whatever else there is, is
/// made by a function.
fn joined(
    f: &mut fmt::Formatter<'_>,
    operator: &str,
    function: &str,
    terms: &[Filter],
    is_flattened: fn(&Filter) -> bool,
) -> fmt::Result {
    if terms.len() < 2 || terms.len() >= super::MANY || terms.iter().any(is_flattened) {
        return write!(f, "Filter::{function}({})", list(terms, |term| Code(term).to_string()));
    }
    let terms: Vec<_> = terms.iter().map(|term| Grouped(term).to_string()).collect();
    f.write_str(&terms.join(&format!(" {operator} ")))
}

/// A term beside an operator: in parentheses where it has one itself.
struct Grouped<'a>(&'a Filter);

impl fmt::Display for Grouped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = Code(self.0);
        match self.0 {
            Filter::And(_) | Filter::Or(_) => write!(f, "({code})"),
            Filter::Compare { .. }
            | Filter::Between { .. }
            | Filter::In { .. }
            | Filter::Exists(_)
            | Filter::NotExists(_)
            | Filter::TypeIs(..)
            | Filter::BeginsWith { .. }
            | Filter::Contains { .. }
            | Filter::Not(_) => write!(f, "{code}"),
        }
    }
}

impl fmt::Display for Code<'_, Operand> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Operand::Path(path) => write!(f, "{}", Code(path)),
            Operand::Value(value) => write!(f, "{}", Code(value)),
            Operand::Size(path) => write!(f, "{}.size()", Code(path)),
        }
    }
}

/// An operand that a method is called on.
struct Receiver<'a>(&'a Operand);

impl fmt::Display for Receiver<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Operand::Path(_) | Operand::Size(_) => write!(f, "{}", Code(self.0)),
            Operand::Value(value) => write!(f, "Operand::from({})", Code(value)),
        }
    }
}

/// The Rust type of an operand's code.
#[derive(PartialEq)]
enum OperandType {
    Path,
    Operand,
    Value(Written),
}

fn operand_type(operand: &Operand) -> OperandType {
    match operand {
        Operand::Path(_) => OperandType::Path,
        Operand::Size(_) => OperandType::Operand,
        Operand::Value(value) => OperandType::Value(Written::of(value)),
    }
}

fn operand_list(operands: &[Operand]) -> String {
    if operands.is_empty() {
        return "::<Operand>([])".to_owned();
    }
    let as_they_are = are_alike(operands.iter().map(operand_type));
    let code = |operand: &Operand| match operand_type(operand) {
        OperandType::Path | OperandType::Value(_) if !as_they_are => {
            format!("Operand::from({})", Code(operand))
        }
        OperandType::Path | OperandType::Value(_) | OperandType::Operand => Code(operand).to_string(),
    };
    format!("({})", list(operands, code))
}

const fn method(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Equal => "eq",
        Comparator::NotEqual => "ne",
        Comparator::Less => "lt",
        Comparator::LessOrEqual => "le",
        Comparator::Greater => "gt",
        Comparator::GreaterOrEqual => "ge",
    }
}

const fn variant(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::String => "String",
        ValueType::Number => "Number",
        ValueType::Binary => "Binary",
        ValueType::Bool => "Bool",
        ValueType::Null => "Null",
        ValueType::List => "List",
        ValueType::Map => "Map",
        ValueType::StringSet => "StringSet",
        ValueType::NumberSet => "NumberSet",
        ValueType::BinarySet => "BinarySet",
    }
}
