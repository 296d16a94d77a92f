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
    Error, InvalidRequest, Item, Number, PrimaryKey, Rule, Value,
    expr::{Filter, Update},
    layout::{Layout, epoch_seconds},
    store::ReturnOld,
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
    pub(crate) fn guard(&self) -> Guard<'p> {
        Guard::new(self.layout, self.hides_expired.then(|| epoch_seconds(self.now)))
    }

    pub(crate) const fn scope(&self) -> Scope<'_> {
        Scope { layout: self.layout, scope: self.scope }
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

/// What a write asks for where its condition fails: the item as it is. Without a condition there is nothing to ask for.
pub(crate) const fn told_on_failure(condition: Option<&Filter>) -> ReturnOld {
    if condition.is_some() { ReturnOld::AllOld } else { ReturnOld::None }
}

/// The values of the attributes that an update is told about.
pub(crate) type Given = Vec<(crate::Path, Value)>;
