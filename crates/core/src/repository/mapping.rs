//! How what a repository holds stands in its table.

use crate::{Entity, Error, Item, TableSchema};
use std::{fmt, fmt::Debug, marker::PhantomData};

/// Maps what a repository holds to items and back.
pub trait Mapping<T>: Debug + Send + Sync {
    /// The name in errors.
    fn name(&self) -> &'static str;

    /// The table.
    fn schema(&self) -> &TableSchema;

    /// What is stored.
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where a value cannot be stored.
    fn to_item(&self, entity: &T) -> Result<Item, Error>;

    /// What an item holds.
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where the item cannot be read.
    #[expect(
        clippy::wrong_self_convention,
        reason = "the other half of `to_item`; the mapping is what reads"
    )]
    fn from_item(&self, item: Item) -> Result<T, Error>;

    /// The attribute that tells types apart, and this type's value; `None` if the table holds one type.
    fn type_tag(&self) -> Option<(&'static str, &'static str)>;
}

/// The mapping of an [`Entity`].
pub struct EntityMapping<T>(PhantomData<fn() -> T>);

impl<T> EntityMapping<T> {
    /// The mapping of `T`.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for EntityMapping<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Entity> fmt::Debug for EntityMapping<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EntityMapping").field(&T::NAME).finish()
    }
}

impl<T: Entity> Mapping<T> for EntityMapping<T> {
    fn name(&self) -> &'static str {
        T::NAME
    }

    fn schema(&self) -> &TableSchema {
        T::schema()
    }

    fn to_item(&self, entity: &T) -> Result<Item, Error> {
        let mut item = entity.to_item()?;
        for (name, value) in entity.primary_key().as_primary_key().attributes() {
            item.insert(name, value.clone());
        }
        Ok(match self.type_tag() {
            Some((attribute, name)) => item.with(attribute, name),
            None => item,
        })
    }

    fn from_item(&self, item: Item) -> Result<T, Error> {
        T::from_item(&item)
    }

    fn type_tag(&self) -> Option<(&'static str, &'static str)> {
        T::TYPE_ATTRIBUTE.map(|attribute| (attribute, T::NAME))
    }
}

/// The mapping of plain items, for tools that work on any table.
#[derive(Debug, Clone)]
pub struct ItemMapping {
    schema: TableSchema,
}

impl ItemMapping {
    /// The items of a table.
    pub const fn new(schema: TableSchema) -> Self {
        Self { schema }
    }
}

impl Mapping<Item> for ItemMapping {
    fn name(&self) -> &'static str {
        "item"
    }

    fn schema(&self) -> &TableSchema {
        &self.schema
    }

    fn to_item(&self, item: &Item) -> Result<Item, Error> {
        Ok(item.clone())
    }

    fn from_item(&self, item: Item) -> Result<Item, Error> {
        Ok(item)
    }

    fn type_tag(&self) -> Option<(&'static str, &'static str)> {
        None
    }
}
