//! Queries and scans.

use super::{
    key::{Part, key_value},
    request::Substitutions,
};
use crate::{
    Error, IndexKind, IndexProjection, Item, KeySchema, Rule, TableSchema,
    expr::{KeyCondition, Projection},
    path,
    store::{Query, Scan, Segment, Select},
};

/// The most segments of a parallel scan.
const MAX_SEGMENTS: u32 = 1_000_000;

impl Query {
    /// Checks the query by itself.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate(&self) -> Result<(), Error> {
        let Self { key_condition, filter, select, limit, .. } = self;
        let mut substitutions = Substitutions::default();
        key_condition.validate()?;
        substitutions.key_condition(key_condition);
        if let Some(filter) = filter {
            filter.validate()?;
            substitutions.filter(filter);
        }
        validate_select(select, &mut substitutions)?;
        validate_limit(*limit)?;
        substitutions.validate()
    }

    /// Checks the query against the table, or the index of it, that is read.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        let Self { index, key_condition, filter, select, consistent, exclusive_start_key, .. } = self;
        let key = key_schema(schema, index.as_deref())?;
        key_condition.validate_against(&key)?;
        if let Some(filter) = filter {
            filter.validate_beside_key(&key)?;
        }
        validate_index_read(&key, select, *consistent, schema)?;
        match exclusive_start_key {
            Some(start) => {
                validate_start_key(start, &key, schema)?;
                lies_inside(start, key_condition)
            }
            None => Ok(()),
        }
    }
}

impl Scan {
    /// Checks the scan by itself.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate(&self) -> Result<(), Error> {
        let Self { filter, select, limit, segment, .. } = self;
        let mut substitutions = Substitutions::default();
        if let Some(filter) = filter {
            filter.validate()?;
            substitutions.filter(filter);
        }
        validate_select(select, &mut substitutions)?;
        validate_limit(*limit)?;
        if let Some(Segment { index, total }) = segment
            && (*total == 0 || *total > MAX_SEGMENTS || index >= total)
        {
            return Err(Error::invalid(Rule::SegmentRange));
        }
        substitutions.validate()
    }

    /// Checks the scan against the table, or the index of it, that is read.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        let Self { index, select, consistent, exclusive_start_key, .. } = self;
        let key = key_schema(schema, index.as_deref())?;
        validate_index_read(&key, select, *consistent, schema)?;
        match exclusive_start_key {
            Some(start) => validate_start_key(start, &key, schema),
            None => Ok(()),
        }
    }
}

fn key_schema<'s>(schema: &'s TableSchema, index: Option<&str>) -> Result<KeySchema<'s>, Error> {
    schema.key_schema(index).ok_or_else(|| Error::invalid(Rule::NoSuchIndex))
}

fn validate_select(select: &Select, substitutions: &mut Substitutions) -> Result<(), Error> {
    match select {
        Select::Attributes(projection) => {
            substitutions.projection(projection);
            projection.validate()
        }
        Select::AllProjected | Select::AllAttributes | Select::Count => Ok(()),
    }
}

fn validate_limit(limit: Option<u32>) -> Result<(), Error> {
    if limit == Some(0) { Err(Error::invalid(Rule::LimitZero)) } else { Ok(()) }
}

/// What a global index cannot do.
fn validate_index_read(
    key: &KeySchema<'_>,
    select: &Select,
    consistent: bool,
    schema: &TableSchema,
) -> Result<(), Error> {
    let IndexKind::Global(projection) = key.kind else { return Ok(()) };
    if consistent {
        return Err(Error::invalid(Rule::ConsistentGlobalIndex));
    }
    match select {
        Select::AllAttributes if *projection != IndexProjection::All => {
            Err(Error::invalid(Rule::NotProjected))
        }
        Select::Attributes(Projection { paths }) => {
            let holds = |name: &str| projection.contains(name) || key.contains(name) || schema.is_key(name);
            match paths.iter().find(|path| !holds(path.attribute())) {
                Some(path) => Err(Error::invalid_at(Rule::NotProjected, path.clone())),
                None => Ok(()),
            }
        }
        Select::AllAttributes | Select::AllProjected | Select::Count => Ok(()),
    }
}

/// A start key has the keys of the table and of the index, and nothing else.
fn validate_start_key(start: &Item, key: &KeySchema<'_>, schema: &TableSchema) -> Result<(), Error> {
    let at = |rule, name: &str| Err(Error::invalid_at(rule, path(name.to_owned())));
    let partition = key.partition.iter().chain(std::iter::once(&schema.partition_key));
    let sort = key.sort.iter().chain(&schema.sort_key);
    let parts = partition.map(|key| (Part::Partition, key)).chain(sort.map(|key| (Part::Sort, key)));
    for (part, declared) in parts {
        let Some(value) = start.get(&declared.name) else {
            return at(Rule::StartKeyShape, &declared.name);
        };
        if value.value_type() != declared.key_type.value_type() {
            return at(Rule::KeyType, &declared.name);
        }
        key_value(part, &declared.name, value)?;
    }
    match start.iter().find(|(name, _)| !key.contains(name) && !schema.is_key(name)) {
        Some((name, _)) => at(Rule::StartKeyShape, name),
        None => Ok(()),
    }
}

/// A query goes on inside its own key condition.
fn lies_inside(start: &Item, condition: &KeyCondition) -> Result<(), Error> {
    let at = |name: &str| Err(Error::invalid_at(Rule::StartKeyOutside, path(name.to_owned())));
    for (name, value) in &condition.partition {
        if start.get(name) != Some(value) {
            return at(name);
        }
    }
    for (name, condition) in &condition.sort {
        if !start.get(name).is_some_and(|value| condition.is_true_for(value)) {
            return at(name);
        }
    }
    Ok(())
}
