//! Operations that know their entity.

use super::{Body, EntityWrite, Fault, Of, Operation, Unfilled, Write};
use crate::{
    Change, Entity, IntoFilter, Key, Versioned,
    expr::Filter,
    repository::{Existence, plan::Changes},
    typed::Made,
};
use std::{borrow::Cow, fmt, marker::PhantomData, time::SystemTime};

/// A whole entity that is written: see [`put`](super::put) and [`create`](super::create).
#[must_use = "an operation does nothing until a transaction or a batch carries it"]
pub struct Put<T> {
    made: Result<(Of<'static>, crate::Item), Fault>,
    existence: Existence,
    condition: Option<Made<Filter>>,
    name: Option<Cow<'static, str>>,
    entity: PhantomData<fn() -> T>,
}

/// A change of an entity: see [`update`](super::update) and [`upsert`](super::upsert).
#[must_use = "an operation does nothing until a transaction carries it"]
pub struct Update<T> {
    key: Made<Unfilled>,
    changes: crate::Update<T>,
    existence: Existence,
    expecting: Option<u64>,
    condition: Option<Made<Filter>>,
    name: Option<Cow<'static, str>>,
}

/// A removal of an entity: see [`delete`](super::delete) and [`delete_entity`](super::delete_entity).
#[must_use = "an operation does nothing until a transaction or a batch carries it"]
pub struct Delete<T> {
    key: Made<Unfilled>,
    expecting: Option<u64>,
    condition: Option<Made<Filter>>,
    name: Option<Cow<'static, str>>,
    entity: PhantomData<fn() -> T>,
}

/// A look at an entity: see [`check`](super::check), [`check_exists`](super::check_exists) and
/// [`check_absent`](super::check_absent).
#[must_use = "an operation does nothing until a transaction carries it"]
pub struct Check<T> {
    key: Made<Unfilled>,
    existence: Existence,
    condition: Result<Option<Filter>, Fault>,
    name: Option<Cow<'static, str>>,
    entity: PhantomData<fn() -> T>,
}

impl<T: Entity> Put<T> {
    pub(super) fn new(entity: T) -> Self {
        let (made, existence) = (encoded(entity), Existence::MayExist);
        Self { made, existence, condition: None, name: None, entity: PhantomData }
    }
}

impl<T> Put<T> {
    /// Asks that the entity does not exist yet.
    pub const fn if_absent(mut self) -> Self {
        self.existence = Existence::MustNotExist;
        self
    }
}

impl<T> Update<T> {
    pub(super) fn new(key: Key<T>, existence: Existence) -> Self {
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

impl<T> Check<T> {
    pub(super) fn new(key: Key<T>, existence: Existence, condition: Result<Option<Filter>, Fault>) -> Self {
        Self { key: unfilled(key), existence, condition, name: None, entity: PhantomData }
    }
}

impl<T> Delete<T> {
    pub(super) fn new(key: Key<T>, expecting: Option<u64>) -> Self {
        Self { key: unfilled(key), expecting, condition: None, name: None, entity: PhantomData }
    }

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
