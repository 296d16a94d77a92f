//! Values.

use crate::{Error, MAX_DEPTH, Path, Rule, Value, path};

/// Checks a value as it may stand in an attribute or a constant: no empty set, no empty name in a map, at
/// most 31 levels of lists and maps.
///
/// # Errors
///
/// [`Error::InvalidRequest`] with [`Rule::EmptySet`], [`Rule::EmptyName`] or [`Rule::ValueTooDeep`], and the
/// place inside the attribute `name`.
#[inline]
pub fn value(name: &str, value: &Value) -> Result<(), Error> {
    match value {
        Value::String(_) | Value::Number(_) | Value::Binary(_) | Value::Bool(_) | Value::Null => Ok(()),
        Value::List(_) | Value::Map(_) | Value::StringSet(_) | Value::NumberSet(_) | Value::BinarySet(_) => {
            collection(name, value)
        }
    }
}

fn collection(name: &str, value: &Value) -> Result<(), Error> {
    check(value, 1).map_err(|Fault { rule, steps }| {
        let steps = steps.into_iter().rev();
        let place = steps.fold(path(name.to_owned()), |place, step| match step {
            Step::Field(name) => place.field(name),
            Step::Index(index) => place.index(index),
        });
        Error::invalid_at(rule, place)
    })
}

/// As [`value`], for a constant that stands at no path.
pub(super) fn constant(value: &Value) -> Result<(), Error> {
    check(value, 1).map_err(|fault| Error::invalid(fault.rule))
}

/// As [`constant`], and names the path that the constant is for.
pub(super) fn constant_for(target: &Path, value: &Value) -> Result<(), Error> {
    check(value, 1).map_err(|fault| Error::invalid_at(fault.rule, target.clone()))
}

/// A broken rule, and the steps to it from the inside out.
struct Fault {
    rule: Rule,
    steps: Vec<Step>,
}

enum Step {
    Field(String),
    Index(u32),
}

impl Fault {
    fn at(rule: Rule) -> Self {
        Self { rule, steps: Vec::new() }
    }

    fn below(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

/// The recursion ends at `MAX_DEPTH`, so no value overflows the stack.
fn check(value: &Value, level: usize) -> Result<(), Fault> {
    match value {
        Value::List(_) | Value::Map(_) if level >= MAX_DEPTH => Err(Fault::at(Rule::ValueTooDeep)),
        Value::List(list) => list.iter().enumerate().try_for_each(|(index, element)| {
            check(element, level + 1)
                .map_err(|fault| fault.below(Step::Index(u32::try_from(index).unwrap_or(u32::MAX))))
        }),
        Value::Map(map) => map.iter().try_for_each(|(name, element)| {
            let found =
                if name.is_empty() { Err(Fault::at(Rule::EmptyName)) } else { check(element, level + 1) };
            found.map_err(|fault| fault.below(Step::Field(name.to_owned())))
        }),
        Value::StringSet(set) if set.is_empty() => Err(Fault::at(Rule::EmptySet)),
        Value::NumberSet(set) if set.is_empty() => Err(Fault::at(Rule::EmptySet)),
        Value::BinarySet(set) if set.is_empty() => Err(Fault::at(Rule::EmptySet)),
        Value::String(_)
        | Value::Number(_)
        | Value::Binary(_)
        | Value::Bool(_)
        | Value::Null
        | Value::StringSet(_)
        | Value::NumberSet(_)
        | Value::BinarySet(_) => Ok(()),
    }
}
