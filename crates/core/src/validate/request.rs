//! Requests for one item, and what all requests share.

use crate::{
    Error, Path, Rule, TableSchema, Value,
    expr::{Action, Fallback, Filter, KeyCondition, Operand, Projection, Source, Update},
    store::{DeleteItem, GetItem, PutItem, UpdateItem},
};
use std::collections::HashSet;

/// The most bytes of names and values that the expressions of one request may have.
const MAX_SUBSTITUTIONS: usize = 2 * 1024 * 1024;

/// The bytes of the names and values in a request's expressions.
///
/// Names and values that come again are sent once. To find them takes time, so they are looked for only
/// where it matters.
#[derive(Debug, Default)]
pub(super) struct Substitutions<'r> {
    bytes: usize,
    seen: Option<(HashSet<&'r str>, HashSet<&'r Value>)>,
}

impl<'r> Substitutions<'r> {
    /// Adds up what `walk` finds, and checks that it is not too much.
    pub(super) fn within_limit(walk: impl Fn(&mut Self)) -> Result<usize, Error> {
        let mut all = Self::default();
        walk(&mut all);
        if all.bytes <= MAX_SUBSTITUTIONS {
            return Ok(all.bytes);
        }
        let mut distinct = Self { seen: Some(Default::default()), ..Self::default() };
        walk(&mut distinct);
        if distinct.bytes > MAX_SUBSTITUTIONS {
            return Err(Error::invalid(Rule::SubstitutionsTooLarge));
        }
        Ok(distinct.bytes)
    }

    fn name(&mut self, name: &'r str) {
        if self.seen.as_mut().is_none_or(|(names, _)| names.insert(name)) {
            self.bytes += name.len();
        }
    }

    fn value(&mut self, value: &'r Value) {
        if self.seen.as_mut().is_none_or(|(_, values)| values.insert(value)) {
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

/// Checks the expressions of a write, and returns the bytes of their names and values.
pub(super) fn write_expressions(condition: Option<&Filter>, update: Option<&Update>) -> Result<usize, Error> {
    condition.map_or(Ok(()), Filter::validate)?;
    update.map_or(Ok(()), Update::validate)?;
    Substitutions::within_limit(|substitutions| {
        if let Some(condition) = condition {
            substitutions.filter(condition);
        }
        if let Some(update) = update {
            substitutions.update(update);
        }
    })
}

/// Checks the projection of a read.
pub(super) fn read_projection(projection: Option<&Projection>) -> Result<(), Error> {
    let Some(projection) = projection else { return Ok(()) };
    projection.validate()?;
    Substitutions::within_limit(|substitutions| substitutions.projection(projection)).map(drop)
}

impl GetItem {
    /// Checks the request by itself.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate(&self) -> Result<(), Error> {
        super::table_name(&self.table)?;
        self.key.validate()?;
        read_projection(self.projection.as_ref())
    }

    /// Checks the request against its table.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        self.key.validate_against(schema)
    }
}

impl PutItem {
    /// Checks the request by itself.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken, or [`Error::ItemTooLarge`].
    pub fn validate(&self) -> Result<(), Error> {
        super::table_name(&self.table)?;
        super::item(&self.item)?;
        write_expressions(self.condition.as_ref(), None).map(drop)
    }

    /// Checks the request against its table.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        super::stored_item(&self.item, schema)
    }
}

impl UpdateItem {
    /// Checks the request by itself.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate(&self) -> Result<(), Error> {
        super::table_name(&self.table)?;
        self.key.validate()?;
        write_expressions(self.condition.as_ref(), Some(&self.update)).map(drop)
    }

    /// Checks the request against its table.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        self.key.validate_against(schema)?;
        self.update.validate_against(schema)
    }
}

impl DeleteItem {
    /// Checks the request by itself.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate(&self) -> Result<(), Error> {
        super::table_name(&self.table)?;
        self.key.validate()?;
        write_expressions(self.condition.as_ref(), None).map(drop)
    }

    /// Checks the request against its table.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        self.key.validate_against(schema)
    }
}
