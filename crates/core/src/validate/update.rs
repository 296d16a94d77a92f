//! Updates.

use super::{length, operators, path, tally::Tally, update_length, update_operators};
use crate::{
    Error, Path, Rule, TableSchema, ValueType,
    expr::{Action, Fallback, SetValue, Source, Update},
};

impl Update {
    /// Checks the update by itself: its paths, its constants, its size.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken, and the path.
    pub fn validate(&self) -> Result<(), Error> {
        self.check().map(drop)
    }

    /// As [`validate`](Self::validate), and returns the bytes of its names and values.
    pub(super) fn check(&self) -> Result<usize, Error> {
        let mut tally = Tally::default();
        for action in &self.actions {
            tally.part();
            tally.path(action.target())?;
            match action {
                Action::Set(target, set_value) => check_set_value(target, set_value, &mut tally)?,
                Action::Remove(_) => {}
                Action::Add(target, operand) => {
                    let value_type = operand.value_type();
                    let fits = value_type == ValueType::Number || value_type.is_set();
                    must(fits, target, Rule::AddOperand)?;
                    tally.constant_for(target, operand)?;
                }
                Action::Delete(target, operand) => {
                    must(operand.value_type().is_set(), target, Rule::DeleteOperand)?;
                    tally.constant_for(target, operand)?;
                }
            }
        }
        path::apart(self.actions.iter().map(Action::target))?;
        if tally.is_large() {
            operators::within_limit(update_operators(self))?;
            length::within_limit(update_length(self))?;
        }
        Ok(tally.bytes())
    }

    /// Checks that the update leaves the primary key alone.
    pub(super) fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        match self.actions.iter().map(Action::target).find(|target| schema.is_key(target.attribute())) {
            Some(target) => Err(Error::invalid_at(Rule::UpdateOfKey, target.clone())),
            None => Ok(()),
        }
    }
}

fn check_set_value(target: &Path, set_value: &SetValue, tally: &mut Tally) -> Result<(), Error> {
    set_value.sources().try_for_each(|source| check_source(target, source, tally))?;
    let (needed, rule) = match set_value {
        SetValue::Source(_) => return Ok(()),
        SetValue::Plus(..) | SetValue::Minus(..) => (ValueType::Number, Rule::ArithmeticOperand),
        SetValue::ListAppend(..) => (ValueType::List, Rule::ListAppendOperand),
    };
    for source in set_value.sources() {
        if let Source::Value(constant) = source {
            must(constant.value_type() == needed, target, rule)?;
        }
    }
    Ok(())
}

fn check_source(target: &Path, source: &Source, tally: &mut Tally) -> Result<(), Error> {
    match source {
        Source::Path(from) => tally.path(from),
        Source::Value(constant) => tally.constant_for(target, constant),
        Source::IfNotExists { paths, fallback } => {
            if paths.is_empty() {
                return Err(Error::invalid_at(Rule::IfNotExistsPath, target.clone()));
            }
            paths.iter().try_for_each(|from| tally.path(from))?;
            match fallback {
                Fallback::Path(from) => tally.path(from),
                Fallback::Value(constant) => tally.constant_for(target, constant),
            }
        }
    }
}

fn must(fit: bool, target: &Path, rule: Rule) -> Result<(), Error> {
    if fit { Ok(()) } else { Err(Error::invalid_at(rule, target.clone())) }
}
