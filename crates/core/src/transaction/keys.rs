//! What is read together: keys, lists of keys, and tuples of both.

use crate::{
    Entity, Error, InvalidRequest, Item, Key, PrimaryKey, layout::Layout, operation::Unfilled, typed::Made,
};
use std::{collections::VecDeque, fmt};

/// Keys of entities that are read together: a [`Key`], a list of them, or a tuple of keys and lists. What is read has
/// the same shape: an `Option` of the entity for each key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key that can be read",
    note = "a `Key<T>`, a `Vec` of them, or a tuple of up to eight"
)]
pub trait Keys {
    /// What is read.
    type Output;

    /// Adds the reads, in order.
    fn reads(&self, reads: &mut Vec<Read>);

    /// Takes what was read for them, in the same order.
    ///
    /// # Errors
    ///
    /// [`Error::Codec`] where an item cannot be read, and [`Error::WrongType`].
    fn output(&self, items: &mut VecDeque<Option<Item>>) -> Result<Self::Output, Error>;
}

/// One read of an entity, as plain data.
#[derive(Clone)]
pub struct Read {
    pub(crate) layout: &'static Layout,
    key: Made<Unfilled>,
}

impl Read {
    fn new<T: Entity>(key: Key<T>) -> Self {
        let has_scope = key.has_scope();
        Self { layout: T::layout(), key: key.into_unfilled().map(|key| Unfilled { key, has_scope }) }
    }

    /// The entity's name.
    pub const fn entity(&self) -> &'static str {
        self.layout.name()
    }

    /// The entity's key; where the key has a scope, with U+10FFFE in its place.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] where a value cannot be part of the key.
    pub fn key(&self) -> Result<&PrimaryKey, Error> {
        Ok(&self.unfilled()?.key)
    }

    pub(crate) fn unfilled(&self) -> Result<&Unfilled, Box<InvalidRequest>> {
        self.key.as_ref().map_err(Clone::clone)
    }
}

impl PartialEq for Read {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.layout, other.layout) && self.key == other.key
    }
}

impl fmt::Debug for Read {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Read").field("entity", &self.entity()).field("key", &self.key).finish_non_exhaustive()
    }
}

impl<T: Entity> Keys for Key<T> {
    type Output = Option<T>;

    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::new(self.clone()));
    }

    fn output(&self, items: &mut VecDeque<Option<Item>>) -> Result<Option<T>, Error> {
        let Some(mut item) = items.pop_front().flatten() else { return Ok(None) };
        let layout = T::layout();
        if !layout.is_type_of(&item) {
            return Err(layout.wrong_type(&item));
        }
        T::take_from(&mut item).map(Some)
    }
}

impl<K: Keys> Keys for Vec<K> {
    type Output = Vec<K::Output>;

    fn reads(&self, reads: &mut Vec<Read>) {
        self.iter().for_each(|keys| keys.reads(reads));
    }

    fn output(&self, items: &mut VecDeque<Option<Item>>) -> Result<Self::Output, Error> {
        self.iter().map(|keys| keys.output(items)).collect()
    }
}

macro_rules! tuples {
    ($(($($name:ident $place:tt),+)),+ $(,)?) => {$(
        impl<$($name: Keys),+> Keys for ($($name,)+) {
            type Output = ($($name::Output,)+);

            fn reads(&self, reads: &mut Vec<Read>) {
                $(self.$place.reads(reads);)+
            }

            fn output(&self, items: &mut VecDeque<Option<Item>>) -> Result<Self::Output, Error> {
                Ok(($(self.$place.output(items)?,)+))
            }
        }
    )+};
}

tuples!(
    (A 0),
    (A 0, B 1),
    (A 0, B 1, C 2),
    (A 0, B 1, C 2, D 3),
    (A 0, B 1, C 2, D 3, E 4),
    (A 0, B 1, C 2, D 3, E 4, F 5),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7),
);
