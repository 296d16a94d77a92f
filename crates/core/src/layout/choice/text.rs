//! Choices as text: names and operators, and `?` for every value.

use super::{Choice, PassedOver, WhyNot};
use crate::expr::{Filter, KeyCondition, Operand, SortCondition};
use std::fmt;

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key_condition {
            Some(condition) => {
                place(f, self.index.as_deref())?;
                f.write_str(" where ")?;
                key_condition(f, condition)?;
            }
            None => f.write_str("a scan of the table")?,
        }
        if let Some(left) = &self.filter {
            f.write_str(", filtered by ")?;
            filter(f, left)?;
        }
        for other in &self.passed_over {
            write!(f, "\nnot {other}")?;
        }
        Ok(())
    }
}

impl fmt::Display for PassedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        place(f, self.index.as_deref())?;
        write!(f, ": {}", self.why)
    }
}

impl fmt::Display for WhyNot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotGiven(names) => write!(f, "{} not given by equality", listed(names)),
            Self::MayBeMissing(names) => {
                write!(f, "an item may lack {}, and be left out of the index", listed(names))
            }
            Self::NotMember(name) => {
                write!(f, "items with other values of `{name}` are left out of the index")
            }
            Self::NotAllHeld => f.write_str("the index does not hold all attributes"),
            Self::VariantsDiffer(name) => write!(f, "the variants compose `{name}` in different ways"),
            Self::OutOfScope => f.write_str("the items of other scopes would be read too"),
            Self::Refused(fault) => fault.fmt(f),
            Self::Outranked => f.write_str("it would do, but not as well"),
        }
    }
}

fn place(f: &mut fmt::Formatter<'_>, index: Option<&str>) -> fmt::Result {
    match index {
        Some(name) => write!(f, "index `{name}`"),
        None => f.write_str("the table"),
    }
}

fn listed(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn key_condition(f: &mut fmt::Formatter<'_>, condition: &KeyCondition) -> fmt::Result {
    for (index, (name, _)) in condition.partition.iter().enumerate() {
        let and = if index > 0 { " and " } else { "" };
        write!(f, "{and}{name} = ?")?;
    }
    condition.sort.iter().try_for_each(|(name, condition)| match condition {
        SortCondition::Equal(_) => write!(f, " and {name} = ?"),
        SortCondition::Less(_) => write!(f, " and {name} < ?"),
        SortCondition::LessOrEqual(_) => write!(f, " and {name} <= ?"),
        SortCondition::Greater(_) => write!(f, " and {name} > ?"),
        SortCondition::GreaterOrEqual(_) => write!(f, " and {name} >= ?"),
        SortCondition::Between(..) => write!(f, " and {name} between ? and ?"),
        SortCondition::BeginsWith(_) => write!(f, " and begins_with({name}, ?)"),
    })
}

fn filter(f: &mut fmt::Formatter<'_>, node: &Filter) -> fmt::Result {
    match node {
        Filter::Compare { left, comparator, right } => {
            write!(f, "{} {} {}", operand(left), comparator.symbol(), operand(right))
        }
        Filter::Between { operand: value, low, high } => {
            write!(f, "{} between {} and {}", operand(value), operand(low), operand(high))
        }
        Filter::In { operand: value, list } => {
            let list: Vec<_> = list.iter().map(operand).collect();
            write!(f, "{} in ({})", operand(value), list.join(", "))
        }
        Filter::Exists(path) => write!(f, "exists({path})"),
        Filter::NotExists(path) => write!(f, "not_exists({path})"),
        Filter::TypeIs(path, value_type) => write!(f, "type_is({path}, {value_type})"),
        Filter::BeginsWith { operand: value, prefix } => {
            write!(f, "begins_with({}, {})", operand(value), operand(prefix))
        }
        Filter::Contains { container, element } => {
            write!(f, "contains({}, {})", operand(container), operand(element))
        }
        Filter::And(terms) => joined(f, terms, " and "),
        Filter::Or(terms) => joined(f, terms, " or "),
        Filter::Not(negated) => {
            f.write_str("not ")?;
            term(f, negated)
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, terms: &[Filter], separator: &str) -> fmt::Result {
    for (index, each) in terms.iter().enumerate() {
        f.write_str(if index > 0 { separator } else { "" })?;
        term(f, each)?;
    }
    Ok(())
}

fn term(f: &mut fmt::Formatter<'_>, node: &Filter) -> fmt::Result {
    if !matches!(node, Filter::And(_) | Filter::Or(_)) {
        return filter(f, node);
    }
    f.write_str("(")?;
    filter(f, node)?;
    f.write_str(")")
}

fn operand(operand: &Operand) -> String {
    match operand {
        Operand::Path(path) => path.to_string(),
        Operand::Value(_) => "?".to_owned(),
        Operand::Size(path) => format!("size({path})"),
    }
}
