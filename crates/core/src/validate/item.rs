//! Items as they are to be stored.

use super::key::{Part, key_value};
use crate::{Error, Item, KeyAttribute, PrimaryKey, Rule, TableSchema, path};

/// The largest name of an attribute, in bytes.
const MAX_NAME: usize = 65_535;

/// Checks an item as far as it can be without the schema: its names, its values, its size.
///
/// # Errors
///
/// [`Error::InvalidRequest`], and [`Error::ItemTooLarge`] above 400 KB.
pub fn item(item: &Item) -> Result<(), Error> {
    for (name, value) in item {
        if name.is_empty() {
            return Err(Error::invalid(Rule::EmptyName));
        }
        if name.len() > MAX_NAME {
            return Err(Error::invalid(Rule::NameTooLong));
        }
        super::value(name, value)?;
    }
    if item.size() > Item::MAX_SIZE { Err(Error::item_too_large(item)) } else { Ok(()) }
}

/// Checks an item against the keys of its table and of the table's indexes.
///
/// # Errors
///
/// [`Error::InvalidRequest`] with the key attribute that is missing, empty, too long or of another type.
pub fn stored_item(item: &Item, schema: &TableSchema) -> Result<(), Error> {
    for (part, key) in parts(&schema.partition_key, schema.sort_key.as_ref()) {
        let Some(value) = item.get(&key.name) else {
            return Err(Error::invalid_at(Rule::KeyMissing, path(key.name.clone())));
        };
        if value.value_type() != key.key_type.value_type() {
            return Err(Error::invalid_at(Rule::KeyType, path(key.name.clone())));
        }
        key_value(part, &key.name, value)?;
    }
    index_keys(item, schema)
}

fn parts<'s>(
    partition: &'s KeyAttribute,
    sort: Option<&'s KeyAttribute>,
) -> impl Iterator<Item = (Part, &'s KeyAttribute)> {
    std::iter::once((Part::Partition, partition)).chain(sort.map(|key| (Part::Sort, key)))
}

/// Checks the attributes of an item that are keys of an index: each is missing, or has the declared type,
/// is not empty and not too long.
///
/// # Errors
///
/// [`Error::InvalidRequest`] with the attribute.
pub fn index_keys(item: &Item, schema: &TableSchema) -> Result<(), Error> {
    let local = schema.local_indexes.iter().map(|index| (Part::Sort, &index.sort_key));
    let global = schema.global_indexes.iter().flat_map(|index| {
        let partition = index.partition_keys.iter().map(|key| (Part::Partition, key));
        partition.chain(index.sort_keys.iter().map(|key| (Part::Sort, key)))
    });
    for (part, key) in local.chain(global) {
        let Some(value) = item.get(&key.name) else { continue };
        if value.value_type() != key.key_type.value_type() {
            return Err(Error::invalid_at(Rule::IndexKeyType, path(key.name.clone())));
        }
        key_value(part, &key.name, value)?;
    }
    Ok(())
}

impl TableSchema {
    /// The primary key of an item.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] with [`Rule::KeyMissing`] and the attribute that the item lacks.
    pub fn primary_key(&self, item: &Item) -> Result<PrimaryKey, Error> {
        let part = |key: &KeyAttribute| match item.get(&key.name) {
            Some(value) => Ok((key.name.clone(), value.clone())),
            None => Err(Error::invalid_at(Rule::KeyMissing, path(key.name.clone()))),
        };
        Ok(PrimaryKey {
            partition: part(&self.partition_key)?,
            sort: self.sort_key.as_ref().map(part).transpose()?,
        })
    }
}
