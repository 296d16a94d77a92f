//! How what a repository holds stands in its table.

use crate::{Entity, Error, Item, TableSchema, layout::Layout};
use std::{fmt, fmt::Debug, marker::PhantomData, time::SystemTime};

/// Maps what a repository holds to items and back.
pub trait Mapping<T>: Debug + Send + Sync {
    /// How all of them stand in the table.
    fn layout(&self) -> &Layout;

    /// How one of them stands in the table.
    fn layout_of<'m>(&'m self, entity: &T) -> &'m Layout;

    /// Fills in what is made when it is first written.
    fn fill(&self, entity: &mut T, now: SystemTime);

    /// Checks its own rules.
    ///
    /// # Errors
    ///
    /// [`Error::ValidationFailed`].
    fn validate(&self, entity: &T) -> Result<(), Error>;

    /// Its fields.
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
    fn from_item(&self, item: &Item) -> Result<T, Error>;

    /// As [`from_item`](Self::from_item), for an item that is not needed afterwards: values may move out of it.
    ///
    /// # Errors
    ///
    /// As [`from_item`](Self::from_item).
    fn take_from(&self, item: &mut Item) -> Result<T, Error>;
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
    fn layout(&self) -> &Layout {
        T::layout()
    }

    fn layout_of<'m>(&'m self, entity: &T) -> &'m Layout {
        entity.layout_of()
    }

    fn fill(&self, entity: &mut T, now: SystemTime) {
        entity.fill(now);
    }

    fn validate(&self, entity: &T) -> Result<(), Error> {
        entity.validate()
    }

    fn to_item(&self, entity: &T) -> Result<Item, Error> {
        entity.to_item()
    }

    fn from_item(&self, item: &Item) -> Result<T, Error> {
        T::from_item(item)
    }

    fn take_from(&self, item: &mut Item) -> Result<T, Error> {
        T::take_from(item)
    }
}

/// The mapping of plain items, for tools that work on any table.
#[derive(Debug, Clone)]
pub struct ItemMapping {
    layout: Layout,
}

impl ItemMapping {
    /// The items of a table.
    pub fn new(schema: TableSchema) -> Self {
        Self { layout: Layout::of_items(schema) }
    }
}

impl Mapping<Item> for ItemMapping {
    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn layout_of<'m>(&'m self, _item: &Item) -> &'m Layout {
        &self.layout
    }

    fn fill(&self, _item: &mut Item, _now: SystemTime) {}

    fn validate(&self, _item: &Item) -> Result<(), Error> {
        Ok(())
    }

    fn to_item(&self, item: &Item) -> Result<Item, Error> {
        Ok(item.clone())
    }

    fn from_item(&self, item: &Item) -> Result<Item, Error> {
        Ok(item.clone())
    }

    fn take_from(&self, item: &mut Item) -> Result<Item, Error> {
        Ok(std::mem::take(item))
    }
}
