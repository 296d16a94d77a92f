//! Keys that know their entity.

use crate::{
    Entity, Error, InvalidRequest, PrimaryKey, Rule, Value, ValueError, attribute, path, typed::Made,
};
use std::{fmt, hash, marker::PhantomData};

/// The primary key of an entity: a [`PrimaryKey`] that knows what it is the key of.
///
/// A value that cannot be part of the key is remembered, and refused when the key is used.
pub struct Key<T> {
    made: Made<PrimaryKey>,
    // The repository has to fill in a scope.
    has_scope: bool,
    entity: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// Takes a primary key for the key of a `T`.
    pub const fn new(key: PrimaryKey) -> Self {
        Self::of(Ok(key))
    }

    pub(crate) const fn of(made: Made<PrimaryKey>) -> Self {
        Self { made, has_scope: false, entity: PhantomData }
    }

    /// The primary key.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] where a value cannot be part of the key, and with
    /// [`Rule::KeyScope`] for a key that only a repository with a scope can complete.
    pub fn as_primary_key(&self) -> Result<&PrimaryKey, Error> {
        if self.has_scope {
            return Err(Error::invalid(Rule::KeyScope));
        }
        Ok(self.as_unfilled()?)
    }

    /// The primary key, with a hole where the scope is to be.
    pub(crate) fn as_unfilled(&self) -> Made<&PrimaryKey> {
        self.made.as_ref().map_err(Clone::clone)
    }

    /// The primary key, taken out.
    ///
    /// # Errors
    ///
    /// As [`as_primary_key`](Self::as_primary_key).
    pub fn into_primary_key(self) -> Result<PrimaryKey, Error> {
        self.as_primary_key()?;
        Ok(self.into_unfilled()?)
    }

    /// Whether the key has a hole where the scope is to be.
    pub(crate) const fn has_scope(&self) -> bool {
        self.has_scope
    }

    /// The primary key, with a hole where the scope is to be.
    pub(crate) fn into_unfilled(self) -> Made<PrimaryKey> {
        self.made
    }
}

impl<T: Entity> Key<T> {
    /// A key composed by the entity's layout.
    pub(crate) fn of_entity(made: Made<PrimaryKey>) -> Self {
        Self { has_scope: T::HAS_SCOPE, ..Self::of(made) }
    }

    /// Composes a key of values by the names of their attributes, as the entity's [layout](Entity::layout) says.
    #[expect(clippy::needless_pass_by_value, reason = "callers make the array in place")]
    pub fn from_parts<const N: usize>(parts: [(&'static str, Result<Value, ValueError>); N]) -> Self {
        Self::of_entity(key_of::<T, N>(&parts))
    }
}

fn key_of<T: Entity, const N: usize>(
    parts: &[(&'static str, Result<Value, ValueError>); N],
) -> Made<PrimaryKey> {
    for (name, value) in parts {
        if let Err(error) = value {
            return Err(attribute::unstorable(&path(*name), error));
        }
    }
    let value_of = |name: &str| {
        let part = parts.iter().find(|(part, _)| *part == name);
        part.and_then(|(_, value)| value.as_ref().ok())
    };
    T::layout().compose_key(value_of)
}

/// Why a key lacks some of its parts.
pub(crate) fn lacks_parts<'p>(parts: impl IntoIterator<Item = &'p str>) -> Box<InvalidRequest> {
    let missing: Vec<_> = parts.into_iter().map(|part| format!("`{part}`")).collect();
    InvalidRequest::new(Rule::KeyPartMissing).because(format!("missing: {}", missing.join(", ")))
}

/// A variant's key is a key of its enum.
impl<T> Key<T> {
    /// The same key, for a repository of an enum that has this entity as a variant.
    pub fn lifted<E: crate::Includes<T>>(self) -> Key<E> {
        Key { made: self.made, has_scope: self.has_scope, entity: PhantomData }
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        Self { made: self.made.clone(), has_scope: self.has_scope, entity: PhantomData }
    }
}

impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        self.made == other.made
    }
}

impl<T> Eq for Key<T> {}

impl<T> hash::Hash for Key<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.made.as_ref().ok().hash(state);
    }
}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.made {
            Ok(key) => f.debug_tuple("Key").field(key).finish(),
            Err(fault) => f.debug_tuple("Key").field(fault).finish(),
        }
    }
}
