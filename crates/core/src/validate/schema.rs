//! Table schemas.

use crate::{Error, GlobalIndex, IndexProjection, KeyAttribute, Rule, TableSchema, path};
use std::collections::{HashMap, HashSet};

const MAX_LOCAL: usize = 5;
const MAX_GLOBAL: usize = 20;
const MAX_KEY_PARTS: usize = 4;
const MAX_INCLUDED: usize = 100;
const MAX_KEY_NAME: usize = 255;

impl TableSchema {
    /// Checks the service's rules for tables.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with the rule that is broken.
    pub fn validate(&self) -> Result<(), Error> {
        let index_names = || {
            let local = self.local_indexes.iter().map(|index| &index.name);
            local.chain(self.global_indexes.iter().map(|index| &index.name))
        };
        std::iter::once(&self.name).chain(index_names()).try_for_each(|name| new_name(name))?;
        if self.local_indexes.len() > MAX_LOCAL || self.global_indexes.len() > MAX_GLOBAL {
            return Err(Error::invalid(Rule::IndexCount));
        }
        let mut names = HashSet::new();
        if !index_names().all(|name| names.insert(name)) {
            return Err(Error::invalid(Rule::IndexNameTwice));
        }
        if !self.local_indexes.is_empty() && self.sort_key.is_none() {
            return Err(Error::invalid(Rule::LocalIndexNeedsSortKey));
        }
        self.global_indexes.iter().try_for_each(global_index)?;
        self.validate_keys()?;
        self.validate_projections()
    }

    fn validate_keys(&self) -> Result<(), Error> {
        distinct(self.key_attributes())?;
        for index in &self.local_indexes {
            distinct([&self.partition_key, &index.sort_key])?;
        }
        let mut declared = HashMap::new();
        for KeyAttribute { name, key_type } in self.key_attributes().chain(self.index_key_attributes()) {
            if name.is_empty() {
                return Err(Error::invalid(Rule::EmptyName));
            }
            if name.len() > MAX_KEY_NAME {
                return Err(Error::invalid(Rule::NameTooLong));
            }
            if declared.insert(name, key_type).is_some_and(|other| other != key_type) {
                return Err(Error::invalid_at(Rule::KeyAttributeTwice, path(name.clone())));
            }
        }
        Ok(())
    }

    fn validate_projections(&self) -> Result<(), Error> {
        let local = self.local_indexes.iter().map(|index| &index.projection);
        let global = self.global_indexes.iter().map(|index| &index.projection);
        let mut total = 0;
        for projection in local.chain(global) {
            if let IndexProjection::Include(names) = projection {
                total += names.len();
                let mut seen = HashSet::new();
                let repeated = names.iter().any(|name| !seen.insert(name));
                if names.is_empty() || repeated || total > MAX_INCLUDED {
                    return Err(Error::invalid(Rule::IndexProjectionCount));
                }
                if names.iter().any(|name| name.is_empty()) {
                    return Err(Error::invalid(Rule::EmptyName));
                }
            }
        }
        Ok(())
    }
}

/// The name of a new table or index.
fn new_name(name: &str) -> Result<(), Error> {
    if (3..=255).contains(&name.len()) && name.chars().all(is_name_character) {
        Ok(())
    } else {
        Err(Error::invalid(Rule::TableName))
    }
}

/// Checks the name of a table in a request: what cannot be the name of any table is no name. A table may be
/// named by its ARN.
///
/// # Errors
///
/// [`Error::InvalidRequest`] with [`Rule::TableName`].
pub fn table_name(name: &str) -> Result<(), Error> {
    let is_arn = name.starts_with("arn:");
    let allowed = |c: char| is_name_character(c) || (is_arn && matches!(c, ':' | '/'));
    if (1..=1024).contains(&name.len()) && name.chars().all(allowed) {
        Ok(())
    } else {
        Err(Error::invalid(Rule::TableName))
    }
}

const fn is_name_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

fn global_index(index: &GlobalIndex) -> Result<(), Error> {
    let counts_fit =
        (1..=MAX_KEY_PARTS).contains(&index.partition_keys.len()) && index.sort_keys.len() <= MAX_KEY_PARTS;
    if !counts_fit {
        return Err(Error::invalid(Rule::IndexKeyCount));
    }
    distinct(index.partition_keys.iter().chain(&index.sort_keys))
}

fn distinct<'s>(keys: impl IntoIterator<Item = &'s KeyAttribute>) -> Result<(), Error> {
    let mut seen = HashSet::new();
    match keys.into_iter().find(|key| !seen.insert(&key.name)) {
        Some(key) => Err(Error::invalid_at(Rule::KeyAttributeTwice, path(key.name.clone()))),
        None => Ok(()),
    }
}
