//! Queries and scans.

use super::{
    key::{Part, key_value},
    substitutions::{self, Substitutions},
};
use crate::{
    Error, IndexKind, IndexProjection, Item, KeySchema, Rule, TableSchema,
    expr::{Filter, KeyCondition, Projection},
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
        let Self { table, key_condition, filter, select, limit, exclusive_start_key, .. } = self;
        super::table_name(table)?;
        let of_key = key_condition.check()?;
        let of_rest = check_shared(filter.as_ref(), select, *limit, exclusive_start_key.as_ref())?;
        substitutions::within_limit(of_key + of_rest, |substitutions| {
            substitutions.key_condition(key_condition);
            count_shared(substitutions, filter.as_ref(), select);
        })
        .map(drop)
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
        validate_index_read(&key, select, *consistent)?;
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
        let Self { table, filter, select, limit, segment, exclusive_start_key, .. } = self;
        super::table_name(table)?;
        let bytes = check_shared(filter.as_ref(), select, *limit, exclusive_start_key.as_ref())?;
        if let Some(Segment { index, total }) = segment
            && (*total == 0 || *total > MAX_SEGMENTS || index >= total)
        {
            return Err(Error::invalid(Rule::SegmentRange));
        }
        substitutions::within_limit(bytes, |substitutions| {
            count_shared(substitutions, filter.as_ref(), select);
        })
        .map(drop)
    }

    /// Checks the scan against the table, or the index of it, that is read.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate_against(&self, schema: &TableSchema) -> Result<(), Error> {
        let Self { index, select, consistent, exclusive_start_key, .. } = self;
        let key = key_schema(schema, index.as_deref())?;
        validate_index_read(&key, select, *consistent)?;
        match exclusive_start_key {
            Some(start) => validate_start_key(start, &key, schema),
            None => Ok(()),
        }
    }
}

fn key_schema<'s>(schema: &'s TableSchema, index: Option<&str>) -> Result<KeySchema<'s>, Error> {
    schema.key_schema(index).ok_or_else(|| Error::invalid(Rule::NoSuchIndex))
}

/// Checks what queries and scans have in common, and returns the bytes of its names and values.
fn check_shared(
    filter: Option<&Filter>,
    select: &Select,
    limit: Option<u32>,
    start: Option<&Item>,
) -> Result<usize, Error> {
    let of_filter = filter.map_or(Ok(0), Filter::check)?;
    let of_projection = match select {
        Select::Attributes(projection) => projection.check()?,
        Select::AllProjected | Select::AllAttributes | Select::Count => 0,
    };
    if limit == Some(0) {
        return Err(Error::invalid(Rule::LimitZero));
    }
    // Which part of a key a value stands in is for the schema to say; the larger limit holds for both.
    start.into_iter().flatten().try_for_each(|(name, value)| match name {
        "" => Err(Error::invalid(Rule::EmptyName)),
        name => key_value(Part::Partition, name, value),
    })?;
    Ok(of_filter + of_projection)
}

/// Counts the names and values of what queries and scans have in common.
fn count_shared<'r>(substitutions: &mut Substitutions<'r>, filter: Option<&'r Filter>, select: &'r Select) {
    if let Some(filter) = filter {
        substitutions.filter(filter);
    }
    if let Select::Attributes(projection) = select {
        substitutions.projection(projection);
    }
}

/// What a global index cannot do.
fn validate_index_read(key: &KeySchema<'_>, select: &Select, consistent: bool) -> Result<(), Error> {
    let IndexKind::Global(projection) = key.kind else { return Ok(()) };
    if consistent {
        return Err(Error::invalid(Rule::ConsistentGlobalIndex));
    }
    match select {
        Select::AllAttributes if *projection != IndexProjection::All => {
            Err(Error::invalid(Rule::NotProjected))
        }
        Select::Attributes(Projection { paths }) => {
            match paths.iter().find(|path| !key.holds(path.attribute())) {
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
