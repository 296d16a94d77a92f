//! How much the names and values of a request's expressions are together.

use crate::{
    Error, Path, Rule, Value,
    expr::{Action, Fallback, Filter, KeyCondition, Operand, Projection, Source, Update},
};
use std::collections::HashSet;

/// The most bytes of names and values that the expressions of one request may have.
const MAX_SUBSTITUTIONS: usize = 2 * 1024 * 1024;

/// The bytes of the names and values in a request's expressions, each counted once.
#[derive(Debug, Default)]
pub(super) struct Substitutions<'r> {
    bytes: usize,
    names: HashSet<&'r str>,
    values: HashSet<&'r Value>,
}

/// Checks that a request's names and values have not too many bytes, and returns how many they have. Those that come again
/// are sent once, but to find them takes time: what `walk` counts is looked at only where the bytes `with_repeats` are too
/// many.
pub(super) fn within_limit<'r>(
    with_repeats: usize,
    walk: impl FnOnce(&mut Substitutions<'r>),
) -> Result<usize, Error> {
    if with_repeats <= MAX_SUBSTITUTIONS {
        return Ok(with_repeats);
    }
    let mut distinct = Substitutions::default();
    walk(&mut distinct);
    if distinct.bytes > MAX_SUBSTITUTIONS {
        return Err(Error::invalid(Rule::SubstitutionsTooLarge));
    }
    Ok(distinct.bytes)
}

impl<'r> Substitutions<'r> {
    fn name(&mut self, name: &'r str) {
        if self.names.insert(name) {
            self.bytes += name.len();
        }
    }

    fn value(&mut self, value: &'r Value) {
        if self.values.insert(value) {
            self.bytes += value.size();
        }
    }

    fn path(&mut self, path: &'r Path) {
        path.names().for_each(|name| self.name(name));
    }

    /// Only for a filter that has been validated: the recursion needs its bound.
    pub(super) fn filter(&mut self, filter: &'r Filter) {
        filter.visit_paths(&mut |path| self.path(path));
        self.filter_values(filter);
    }

    fn filter_values(&mut self, filter: &'r Filter) {
        for operand in filter.operands() {
            if let Operand::Value(value) = operand {
                self.value(value);
            }
        }
        filter.terms().iter().for_each(|term| self.filter_values(term));
    }

    pub(super) fn key_condition(&mut self, condition: &'r KeyCondition) {
        for (name, value) in &condition.partition {
            self.name(name);
            self.value(value);
        }
        for (name, condition) in &condition.sort {
            self.name(name);
            condition.values().for_each(|value| self.value(value));
        }
    }

    pub(super) fn projection(&mut self, projection: &'r Projection) {
        projection.paths.iter().for_each(|path| self.path(path));
    }

    pub(super) fn update(&mut self, update: &'r Update) {
        for action in &update.actions {
            self.path(action.target());
            match action {
                Action::Set(_, value) => value.sources().for_each(|source| self.source(source)),
                Action::Remove(_) => {}
                Action::Add(_, value) | Action::Delete(_, value) => self.value(value),
            }
        }
    }

    fn source(&mut self, source: &'r Source) {
        match source {
            Source::Path(path) => self.path(path),
            Source::Value(value) => self.value(value),
            Source::IfNotExists { paths, fallback } => {
                for path in paths {
                    self.path(path);
                }
                match fallback {
                    Fallback::Path(path) => self.path(path),
                    Fallback::Value(value) => self.value(value),
                }
            }
        }
    }
}
