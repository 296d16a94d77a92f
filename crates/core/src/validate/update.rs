//! Updates.

use super::{length, operators, path, update_length, update_operators, value};
use crate::{
    Error, Path, Rule, TableSchema, Value, ValueType,
    expr::{Action, Fallback, SetValue, Source, Update},
};

impl Update {
    /// Checks the update by itself: its paths, its constants, its size.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken, and the path.
    pub fn validate(&self) -> Result<(), Error> {
        for action in &self.actions {
            path::one(action.target())?;
            match action {
                Action::Set(target, set_value) => check_set_value(target, set_value)?,
                Action::Remove(_) => {}
                Action::Add(target, operand) => {
                    let value_type = operand.value_type();
                    let fits = value_type == ValueType::Number || value_type.is_set();
                    check_operand(target, operand, fits, Rule::AddOperand)?;
                }
                Action::Delete(target, operand) => {
                    check_operand(target, operand, operand.value_type().is_set(), Rule::DeleteOperand)?;
                }
            }
        }
        path::apart(self.actions.iter().map(Action::target))?;
        operators::within_limit(update_operators(self))?;
        length::within_limit(update_length(self))
    }

    /// Checks that the update leaves the primary key alone.
    pub(super) fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        match self.actions.iter().map(Action::target).find(|target| schema.is_key(target.attribute())) {
            Some(target) => Err(Error::invalid_at(Rule::UpdateOfKey, target.clone())),
            None => Ok(()),
        }
    }
}

fn check_set_value(target: &Path, set_value: &SetValue) -> Result<(), Error> {
    set_value.sources().try_for_each(|source| check_source(target, source))?;
    let (needed, rule) = match set_value {
        SetValue::Source(_) => return Ok(()),
        SetValue::Plus(..) | SetValue::Minus(..) => (ValueType::Number, Rule::ArithmeticOperand),
        SetValue::ListAppend(..) => (ValueType::List, Rule::ListAppendOperand),
    };
    for source in set_value.sources() {
        if let Source::Value(constant) = source {
            check_operand(target, constant, constant.value_type() == needed, rule)?;
        }
    }
    Ok(())
}

fn check_source(target: &Path, source: &Source) -> Result<(), Error> {
    match source {
        Source::Path(from) => path::one(from),
        Source::Value(constant) => value::constant_for(target, constant),
        Source::IfNotExists { paths, fallback } => {
            if paths.is_empty() {
                return Err(Error::invalid_at(Rule::IfNotExistsPath, target.clone()));
            }
            paths.iter().try_for_each(path::one)?;
            match fallback {
                Fallback::Path(from) => path::one(from),
                Fallback::Value(constant) => value::constant_for(target, constant),
            }
        }
    }
}

fn check_operand(target: &Path, operand: &Value, fits: bool, rule: Rule) -> Result<(), Error> {
    if fits { value::constant_for(target, operand) } else { Err(Error::invalid_at(rule, target.clone())) }
}
