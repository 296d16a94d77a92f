//! Operations that know their entity.

use super::{Body, EntityWrite, Fault, Of, Operation, Unfilled, Write};
use crate::{
    Change, Entity, IntoFilter, Key, Versioned,
    expr::Filter,
    repository::{Existence, plan::Changes},
    typed::Made,
};
use std::{borrow::Cow, fmt, marker::PhantomData, time::SystemTime};

/// Writes an entity, in place of the one with its key. An identifier that is made when an entity is first written
/// is made now.
pub fn put<T: Entity>(entity: T) -> Put<T> {
    Put {
        made: encoded(entity),
        existence: Existence::MayExist,
        condition: None,
        name: None,
        entity: PhantomData,
    }
}

/// Writes an entity that must not exist yet: [`put`], [`if_absent`](Put::if_absent).
pub fn create<T: Entity>(entity: T) -> Put<T> {
    put(entity).if_absent()
}

/// Changes an entity that must exist.
pub fn update<T: Entity>(key: Key<T>) -> Update<T> {
    Update::new(key, Existence::MustExist)
}

/// Changes an entity or creates it. The update has to set every attribute that the entity requires.
pub fn upsert<T: Entity>(key: Key<T>) -> Update<T> {
    Update::new(key, Existence::MayExist)
}

/// Removes an entity. A missing one is no error.
pub fn delete<T: Entity>(key: Key<T>) -> Delete<T> {
    Delete { key: unfilled(key), expecting: None, condition: None, name: None, entity: PhantomData }
}

/// Removes an entity by its own key. Of an entity with a version, only the version that was read.
pub fn delete_entity<T: Entity>(entity: &T) -> Delete<T> {
    Delete { expecting: entity.version(), ..delete(entity.primary_key()) }
}

/// Changes nothing, but lets the transaction happen only if the entity exists and a filter is true for it.
pub fn check<T: Entity>(key: Key<T>, filter: impl IntoFilter<T>) -> Check<T> {
    let condition = filter.into_filter().into_made().map(Some).map_err(Fault::from);
    Check { key: unfilled(key), existence: Existence::MustExist, condition, name: None, entity: PhantomData }
}

/// Changes nothing, but lets the transaction happen only if the entity exists.
pub fn check_exists<T: Entity>(key: Key<T>) -> Check<T> {
    let (key, existence) = (unfilled(key), Existence::MustExist);
    Check { key, existence, condition: Ok(None), name: None, entity: PhantomData }
}

/// Changes nothing, but lets the transaction happen only if the entity does not exist.
pub fn check_absent<T: Entity>(key: Key<T>) -> Check<T> {
    let (key, existence) = (unfilled(key), Existence::MustNotExist);
    Check { key, existence, condition: Ok(None), name: None, entity: PhantomData }
}

/// A whole entity that is written: see [`put`] and [`create`].
#[must_use = "an operation does nothing until a transaction or a batch carries it"]
pub struct Put<T> {
    made: Result<(Of<'static>, crate::Item), Fault>,
    existence: Existence,
    condition: Option<Made<Filter>>,
    name: Option<Cow<'static, str>>,
    entity: PhantomData<fn() -> T>,
}

/// A change of an entity: see [`update`] and [`upsert`].
#[must_use = "an operation does nothing until a transaction carries it"]
pub struct Update<T> {
    key: Made<Unfilled>,
    changes: crate::Update<T>,
    existence: Existence,
    expecting: Option<u64>,
    condition: Option<Made<Filter>>,
    name: Option<Cow<'static, str>>,
}

/// A removal of an entity: see [`delete`] and [`delete_entity`].
#[must_use = "an operation does nothing until a transaction or a batch carries it"]
pub struct Delete<T> {
    key: Made<Unfilled>,
    expecting: Option<u64>,
    condition: Option<Made<Filter>>,
    name: Option<Cow<'static, str>>,
    entity: PhantomData<fn() -> T>,
}

/// A look at an entity: see [`check`].
#[must_use = "an operation does nothing until a transaction carries it"]
pub struct Check<T> {
    key: Made<Unfilled>,
    existence: Existence,
    condition: Result<Option<Filter>, Fault>,
    name: Option<Cow<'static, str>>,
    entity: PhantomData<fn() -> T>,
}

impl<T> Put<T> {
    /// Asks that the entity does not exist yet.
    pub const fn if_absent(mut self) -> Self {
        self.existence = Existence::MustNotExist;
        self
    }
}

impl<T> Update<T> {
    fn new(key: Key<T>, existence: Existence) -> Self {
        let changes = crate::Update::new();
        Self { key: unfilled(key), changes, existence, expecting: None, condition: None, name: None }
    }

    /// Depends on the version of the entity. Every update counts it up, whether this is called or not.
    pub const fn expecting(mut self, version: u64) -> Self
    where
        T: Versioned,
    {
        self.expecting = Some(version);
        self
    }
}

impl<T> Change<T> for Update<T> {
    fn changed(mut self, change: impl FnOnce(crate::Update<T>) -> crate::Update<T>) -> Self {
        self.changes = change(self.changes);
        self
    }
}

impl<T> Delete<T> {
    /// Depends on the version, if the entity is there.
    pub const fn expecting(mut self, version: u64) -> Self
    where
        T: Versioned,
    {
        self.expecting = Some(version);
        self
    }
}

macro_rules! conditional {
    ($($operation:ident),*) => {$(
        impl<T> $operation<T> {
            /// Depends on a condition on the entity as it was. Several conditions must all be true.
            pub fn when(mut self, condition: impl IntoFilter<T>) -> Self {
                let condition = condition.into_filter().into_made();
                self.condition = Some(match (self.condition, condition) {
                    (None, condition) => condition,
                    (Some(Ok(first)), Ok(second)) => Ok(first.and(second)),
                    (Some(Err(fault)), _) | (_, Err(fault)) => Err(fault),
                });
                self
            }
        }
    )*};
}

conditional!(Put, Update, Delete);

macro_rules! named {
    ($($operation:ident),*) => {$(
        impl<T> $operation<T> {
            /// Gives the operation a name, which comes back in the error if it fails: what its condition means.
            pub fn named(mut self, name: impl Into<Cow<'static, str>>) -> Self {
                self.name = Some(name.into());
                self
            }
        }

        impl<T: Entity> From<$operation<T>> for Operation {
            fn from(mut operation: $operation<T>) -> Self {
                let name = operation.name.take();
                let body = operation.into_body().unwrap_or_else(Body::Fault);
                Self { body, name }
            }
        }

        impl<T> fmt::Debug for $operation<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($operation)).field("name", &self.name).finish_non_exhaustive()
            }
        }
    )*};
}

named!(Put, Update, Delete, Check);

impl<T: Entity> Put<T> {
    fn into_body(self) -> Result<Body<'static>, Fault> {
        let (of, item) = self.made?;
        let condition = self.condition.transpose()?;
        let write = Write::Put { item, existence: self.existence, condition };
        Ok(Body::Entity(Box::new(EntityWrite { of, write })))
    }
}

impl<T: Entity> Update<T> {
    fn into_body(self) -> Result<Body<'static>, Fault> {
        let (update, given) = self.changes.into_parts()?;
        let condition = self.condition.transpose()?;
        let (existence, expecting) = (self.existence, self.expecting);
        let changes = Changes { update, given, existence, expecting, condition };
        Ok(of_key::<T>(Write::Update { key: self.key?, changes }))
    }
}

impl<T: Entity> Delete<T> {
    fn into_body(self) -> Result<Body<'static>, Fault> {
        let condition = self.condition.transpose()?;
        Ok(of_key::<T>(Write::Delete { key: self.key?, expecting: self.expecting, condition }))
    }
}

impl<T: Entity> Check<T> {
    fn into_body(self) -> Result<Body<'static>, Fault> {
        let (existence, condition) = (self.existence, self.condition?);
        Ok(of_key::<T>(Write::Check { key: self.key?, existence, condition }))
    }
}

fn of_key<T: Entity>(write: Write) -> Body<'static> {
    Body::Entity(Box::new(EntityWrite { of: Of { layout: T::layout(), own: T::layout() }, write }))
}

fn encoded<T: Entity>(mut entity: T) -> Result<(Of<'static>, crate::Item), Fault> {
    entity.fill(SystemTime::now());
    entity.validate()?;
    let of = Of { layout: T::layout(), own: entity.layout_of() };
    Ok((of, entity.to_item()?))
}

fn unfilled<T>(key: Key<T>) -> Made<Unfilled> {
    let has_scope = key.has_scope();
    Ok(Unfilled { key: key.into_unfilled()?, has_scope })
}
