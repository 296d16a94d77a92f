//! Requests for one item, and what all requests share.

use super::substitutions;
use crate::{
    Error, TableSchema,
    expr::{Filter, Projection, Update},
    store::{DeleteItem, GetItem, PutItem, UpdateItem},
};

/// Checks the expressions of a write, and returns the bytes of their names and values.
pub(super) fn write_expressions(condition: Option<&Filter>, update: Option<&Update>) -> Result<usize, Error> {
    let of_condition = condition.map_or(Ok(0), Filter::check)?;
    let of_update = update.map_or(Ok(0), Update::check)?;
    substitutions::within_limit(of_condition + of_update, |substitutions| {
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
    let bytes = projection.check()?;
    substitutions::within_limit(bytes, |substitutions| substitutions.projection(projection)).map(drop)
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
