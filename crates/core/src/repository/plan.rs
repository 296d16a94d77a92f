//! How what is asked becomes what is stored: a repository and a unit of work add keys, type, version, times and
//! conditions in the same way.

mod put;
mod update;

pub(crate) use update::Changes;

use super::{
    Existence, Returning,
    guard::{Expected, Guard},
    scope::Scope,
};
use crate::{
    Error, InvalidRequest, Item, Key, Number, PrimaryKey, Rule, Value,
    expr::{Filter, Update},
    key_template::UNIQUE_MARK,
    layout::{Layout, epoch_seconds},
    store::TableName,
};
use std::time::SystemTime;

/// What is known beside the request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Planner<'p, 's> {
    pub(crate) layout: &'p Layout,
    pub(crate) now: SystemTime,
    pub(crate) scope: Option<&'s str>,
    pub(crate) hides_expired: bool,
}

/// The whole item that is written.
#[derive(Debug)]
pub(crate) struct PutPlan<'p> {
    pub(crate) item: Item,
    pub(crate) condition: Option<Filter>,
    pub(crate) refusal: Refusal<'p>,
}

/// What is changed of an item.
#[derive(Debug)]
pub(crate) struct UpdatePlan<'p> {
    pub(crate) key: PrimaryKey,
    pub(crate) update: Update,
    pub(crate) condition: Option<Filter>,
    pub(crate) refusal: Refusal<'p>,
}

/// The item that is removed, or only looked at.
#[derive(Debug)]
pub(crate) struct KeyPlan<'p> {
    pub(crate) key: PrimaryKey,
    pub(crate) condition: Option<Filter>,
    pub(crate) refusal: Refusal<'p>,
}

/// What a false condition means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Refusal<'p> {
    guard: Guard<'p>,
    existence: Existence,
    expected: Expected,
}

impl Refusal<'_> {
    /// A condition that failed because of what the verb asks for is that error.
    pub(crate) fn error(&self, error: Error) -> Error {
        self.guard.refused(error, self.existence, self.expected)
    }
}

impl<'p> Planner<'p, '_> {
    /// The table, of a layout that is sound.
    pub(crate) fn table(&self) -> Result<TableName, Error> {
        self.layout.sound()?;
        Ok(self.layout.schema().name.clone())
    }

    pub(crate) fn guard(&self) -> Guard<'p> {
        let expired_before = self.hides_expired.then(|| epoch_seconds(self.now));
        Guard { layout: self.layout, version: self.layout.version_attribute(), expired_before }
    }

    pub(super) const fn scope(&self) -> Scope<'_> {
        Scope { layout: self.layout, scope: self.scope }
    }

    /// The primary key with the scope. A key that was not composed for the entity could be that of another scope.
    pub(crate) fn filled<T>(&self, key: Key<T>) -> Result<PrimaryKey, Error> {
        let has_scope = key.has_scope();
        self.filled_key(key.into_unfilled()?, has_scope)
    }

    pub(crate) fn filled_key(&self, mut key: PrimaryKey, has_scope: bool) -> Result<PrimaryKey, Error> {
        let needs_scope = self.scope.is_some() && self.layout.scoped_fields().next().is_some();
        if needs_scope && !has_scope {
            return Err(InvalidRequest::new(Rule::KeyScope).because("a key that names its own scope").into());
        }
        self.check_partition(&key.partition.0, &key.partition.1)?;
        self.scope().fill_key(&mut key)?;
        Ok(key)
    }

    /// Refuses the keys of items that hold unique values: an entity has no such key.
    fn check_partition(&self, name: &str, value: &Value) -> Result<(), Error> {
        if !self.layout.is_of_items() && value.as_str().is_some_and(|text| text.starts_with(UNIQUE_MARK)) {
            return Err(InvalidRequest::new(Rule::KeyPartReserved).at(name.to_owned()).into());
        }
        Ok(())
    }

    /// The removal of an item.
    pub(crate) fn delete(
        &self,
        key: PrimaryKey,
        expecting: Option<u64>,
        condition: Option<Filter>,
        returning: Returning,
    ) -> Result<KeyPlan<'p>, Error> {
        if expecting.is_some() && self.layout.version_attribute().is_none() {
            return Err(InvalidRequest::new(Rule::VariantUpdate).into());
        }
        let expected =
            expecting.map_or(Expected::Any, |version| Expected::VersionOrAbsent(Number::from(version)));
        let (guard, existence) = (self.guard(), Existence::MayExist);
        let condition = guard.condition_beside(existence, expected, condition, returning);
        Ok(KeyPlan { key, condition, refusal: Refusal { guard, existence, expected } })
    }

    /// A look at an item, which changes nothing.
    pub(crate) fn check(
        &self,
        key: PrimaryKey,
        existence: Existence,
        condition: Option<Filter>,
    ) -> KeyPlan<'p> {
        let (guard, expected) = (self.guard(), Expected::Any);
        let condition = guard.condition(existence, expected, condition);
        KeyPlan { key, condition, refusal: Refusal { guard, existence, expected } }
    }
}

/// The values of the attributes that an update is told about.
pub(crate) type Given = Vec<(crate::Path, Value)>;
