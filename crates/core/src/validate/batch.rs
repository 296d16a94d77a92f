//! Batches.

use super::request::read_projection;
use crate::{
    Error, PrimaryKey, Rule, TableSchema,
    store::{BatchGet, BatchGetItem, BatchWrite, BatchWriteItem, TableName, WriteRequest},
};
use std::collections::HashSet;

const MAX_GETS: usize = 100;
const MAX_WRITES: usize = 25;

impl BatchGetItem {
    /// Checks the request by itself.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate(&self) -> Result<(), Error> {
        shape(self.tables.iter().map(|get| (&get.table, get.keys.len())), MAX_GETS)?;
        for BatchGet { table: _, keys, projection, consistent: _ } in &self.tables {
            keys.iter().try_for_each(PrimaryKey::validate)?;
            read_projection(projection.as_ref())?;
            each_once(keys.iter())?;
        }
        Ok(())
    }
}

impl BatchGet {
    /// Checks the part of a batch against its table.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        self.keys.iter().try_for_each(|key| key.validate_against(schema))
    }
}

impl BatchWriteItem {
    /// Checks the request by itself.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken, or [`Error::ItemTooLarge`].
    pub fn validate(&self) -> Result<(), Error> {
        shape(self.tables.iter().map(|write| (&write.table, write.requests.len())), MAX_WRITES)?;
        // 25 items of 400 KB are less than the 16 MB that a batch may have.
        self.tables.iter().flat_map(|write| &write.requests).try_for_each(|request| match request {
            WriteRequest::Put(item) => super::item(item),
            WriteRequest::Delete(key) => key.validate(),
        })
    }
}

impl BatchWrite {
    /// Checks the part of a batch against its table.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        let mut keys = Vec::with_capacity(self.requests.len());
        for request in &self.requests {
            match request {
                WriteRequest::Put(item) => {
                    super::stored_item(item, schema)?;
                    keys.push(schema.primary_key(item)?);
                }
                WriteRequest::Delete(key) => {
                    key.validate_against(schema)?;
                    keys.push(key.clone());
                }
            }
        }
        each_once(keys.iter())
    }
}

/// Something for each table, each table once, and not too much.
fn shape<'r>(tables: impl Iterator<Item = (&'r TableName, usize)>, most: usize) -> Result<(), Error> {
    let (mut names, mut total) = (HashSet::new(), 0);
    for (name, count) in tables {
        super::table_name(name)?;
        if count == 0 {
            return Err(Error::invalid(Rule::BatchEmpty));
        }
        if !names.insert(name) {
            return Err(Error::invalid(Rule::BatchTableTwice));
        }
        total += count;
    }
    match total {
        0 => Err(Error::invalid(Rule::BatchEmpty)),
        total if total > most => Err(Error::invalid(Rule::BatchTooLong)),
        _ => Ok(()),
    }
}

fn each_once<'r>(mut keys: impl Iterator<Item = &'r PrimaryKey>) -> Result<(), Error> {
    let mut seen = HashSet::new();
    if keys.all(|key| seen.insert(key)) { Ok(()) } else { Err(Error::invalid(Rule::BatchItemTwice)) }
}
