//! What errors tell beside their outcome.

use super::{Error, Rule};
use crate::{Item, Path, PrimaryKey};
use std::{error::Error as StdError, fmt, sync::Arc};

/// The rule that a request broke, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidRequest {
    /// The rule.
    pub rule: Rule,
    /// The attribute or the place inside it, where there is one to name.
    pub path: Option<Path>,
    /// More about it: other attributes, or what a value should be; never a value.
    pub detail: Option<Box<str>>,
    /// The name of the service's error, where it was the service that refused.
    pub service_code: Option<Box<str>>,
}

/// An item that is too large to store.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemTooLarge {
    /// The item's size in bytes, where it is known.
    pub size: Option<usize>,
    /// The largest attributes and their sizes in bytes, the largest first.
    pub attributes: Vec<(String, usize)>,
}

/// An item that cannot be read as an entity, or an entity that cannot be stored.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodecError {
    /// The entity's name.
    pub entity: &'static str,
    /// The key of the item, where one was read. `Display` and `Debug` do not show it.
    pub key: Option<PrimaryKey>,
    /// The attribute, or the place inside it.
    pub attribute: Box<str>,
    /// What was expected, or what is wrong; never a value.
    pub problem: Box<str>,
}

/// An entity that breaks a rule of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValidationError {
    /// The entity's name.
    pub entity: &'static str,
    /// The field, by the name of its attribute; `None` if the rule is about several.
    pub field: Option<Box<str>>,
    /// What is wrong, as the entity's own check said it.
    pub problem: Box<str>,
}

/// A value of a unique field that another entity has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UniqueViolation {
    /// The entity's name.
    pub entity: &'static str,
    /// The unique field, by the name of its attribute.
    pub attribute: &'static str,
}

/// An item of another type than the repository's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrongType {
    /// The name of the repository's entity.
    pub entity: &'static str,
    /// What the item says that it is; `None` if it does not say.
    pub found: Option<Box<str>>,
}

/// How much of a batch is done.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BatchIncomplete {
    /// How many of those asked for are done.
    pub done: usize,
    /// How many are certainly not done.
    pub not_done: usize,
    /// How many writes may have happened.
    pub unknown: usize,
    /// Why the batch ended, or the first error of a single one.
    pub cause: Arc<Error>,
}

/// What a backend said of a failure. `Display` and `Debug` show its code, and nothing of the source, which has
/// the rest.
pub struct BackendError {
    /// The backend's name for the error, such as `AccessDeniedException`.
    pub code: Box<str>,
    /// Whether the same request may succeed later.
    pub retryable: bool,
    /// The backend's own error.
    pub source: Option<Box<dyn StdError + Send + Sync>>,
}

impl InvalidRequest {
    /// A request that breaks a rule.
    pub fn new(rule: Rule) -> Box<Self> {
        Box::new(Self { rule, path: None, detail: None, service_code: None })
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self: Box<Self>, path: impl Into<Path>) -> Box<Self> {
        self.path = Some(path.into());
        self
    }

    /// Says more.
    #[must_use]
    pub fn because(mut self: Box<Self>, detail: impl Into<Box<str>>) -> Box<Self> {
        self.detail = Some(detail.into());
        self
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.service_code {
            Some(code) => write!(f, "refused by the service as {code}")?,
            None => write!(f, "{}", self.rule)?,
        }
        if let Some(path) = &self.path {
            write!(f, " (at `{path}`)")?;
        }
        match &self.detail {
            Some(detail) => write!(f, ": {detail}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for ItemTooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the item is too large: ")?;
        if let Some(size) = self.size {
            write!(f, "{size} bytes, and ")?;
        }
        write!(f, "{} are allowed", Item::MAX_SIZE)?;
        for (index, (name, size)) in self.attributes.iter().enumerate() {
            f.write_str(if index == 0 { "; the largest attributes: " } else { ", " })?;
            write!(f, "`{name}` {size}")?;
        }
        Ok(())
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "attribute `{}` of {}: {}", self.attribute, self.entity, self.problem)
    }
}

impl fmt::Debug for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodecError")
            .field("entity", &self.entity)
            .field("attribute", &self.attribute)
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.field {
            Some(field) => write!(f, "field `{field}` of {}: {}", self.entity, self.problem),
            None => write!(f, "{}: {}", self.entity, self.problem),
        }
    }
}

impl fmt::Display for UniqueViolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "another {} has the same `{}`", self.entity, self.attribute)
    }
}

impl fmt::Display for WrongType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.found.as_deref().unwrap_or("of no known type");
        write!(f, "the item under the key is {found}, not {}", self.entity)
    }
}

impl BatchIncomplete {
    /// Whether the whole batch can be tried again: nothing of it is done or may be, and what failed did so in passing.
    pub(super) fn is_retryable(&self) -> bool {
        self.done == 0 && self.unknown == 0 && self.cause.is_retryable()
    }
}

impl fmt::Display for BatchIncomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { done, not_done, unknown, cause: _ } = self;
        write!(f, "the batch is incomplete: {done} done, {not_done} not done, {unknown} unknown")
    }
}

impl fmt::Display for BackendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the backend failed: {}", self.code)
    }
}

impl fmt::Debug for BackendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BackendError")
            .field("code", &self.code)
            .field("retryable", &self.retryable)
            .finish_non_exhaustive()
    }
}

impl StdError for CodecError {}

impl StdError for ValidationError {}

impl StdError for BatchIncomplete {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.cause.as_ref())
    }
}

impl StdError for BackendError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.source {
            Some(source) => Some(source.as_ref()),
            None => None,
        }
    }
}
