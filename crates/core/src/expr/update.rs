//! What an update changes.

use crate::{Path, Value};
use serde::{Deserialize, Serialize};
use std::ops::{Add, Sub};

/// The actions of an update. All of them read the item as it was before the update, so
/// `set(a, b).set(b, a)` swaps two values.
///
/// # Examples
///
/// ```
/// use twintable::{expr::{Update, if_not_exists}, path};
///
/// let update = Update::new()
///     .set("status", "shipped")
///     .set("parcels", if_not_exists("parcels", 0) + 1)
///     .remove("note")
///     .add("version", 1);
/// assert_eq!(update.actions.len(), 4);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[must_use = "an update does nothing until a request carries it"]
pub struct Update {
    /// What is done, in any order: no two actions may touch the same place.
    pub actions: Vec<Action>,
}

/// One action of an update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// `SET`: puts a value at a path.
    Set(Path, SetValue),
    /// `REMOVE`: takes an attribute or an element away.
    Remove(Path),
    /// `ADD`: adds a number to a number, or elements to a set; a missing attribute counts as zero or as
    /// the empty set.
    Add(Path, Value),
    /// `DELETE`: takes elements out of a set.
    Delete(Path, Value),
}

/// What `SET` puts at a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetValue {
    /// A value as it is.
    Source(Source),
    /// The sum of two numbers, exactly.
    Plus(Source, Source),
    /// The difference of two numbers, exactly.
    Minus(Source, Source),
    /// One list after the other.
    ListAppend(Source, Source),
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// The value at a path of the item as it was; it must be there.
    Path(Path),
    /// A constant.
    Value(Value),
    /// The value at the first of some paths where there is one, else a fallback: `if_not_exists`, nested
    /// once for each path.
    IfNotExists {
        /// The paths, the first one first; at least one.
        paths: Vec<Path>,
        /// What is taken where none of the paths has a value.
        fallback: Fallback,
    },
}

/// What `if_not_exists` falls back on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fallback {
    /// The value at a path; it must be there.
    Path(Path),
    /// A constant.
    Value(Value),
}

impl Update {
    /// An update that changes nothing. On a missing item it creates one that has the key alone.
    pub const fn new() -> Self {
        Self { actions: Vec::new() }
    }

    /// Puts a value at a path: a constant, another path's value, a sum, an appended list.
    pub fn set(self, path: impl Into<Path>, value: impl Into<SetValue>) -> Self {
        self.with(Action::Set(path.into(), value.into()))
    }

    /// Takes an attribute or an element away. Where there is none, nothing happens.
    pub fn remove(self, path: impl Into<Path>) -> Self {
        self.with(Action::Remove(path.into()))
    }

    /// Adds a number to a number, or elements to a set; a missing attribute counts as zero or as the empty
    /// set.
    pub fn add(self, path: impl Into<Path>, value: impl Into<Value>) -> Self {
        self.with(Action::Add(path.into(), value.into()))
    }

    /// Takes elements out of a set; a set that becomes empty is removed.
    pub fn delete(self, path: impl Into<Path>, elements: impl Into<Value>) -> Self {
        self.with(Action::Delete(path.into(), elements.into()))
    }

    /// Whether there are no actions.
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty()
    }

    fn with(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }
}

impl Action {
    /// The place that the action changes.
    pub const fn target(&self) -> &Path {
        match self {
            Self::Set(path, _) | Self::Remove(path) | Self::Add(path, _) | Self::Delete(path, _) => path,
        }
    }
}

impl SetValue {
    /// The sources of the value: one or two.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        let (first, second) = match self {
            Self::Source(source) => (source, None),
            Self::Plus(left, right) | Self::Minus(left, right) | Self::ListAppend(left, right) => {
                (left, Some(right))
            }
        };
        std::iter::once(first).chain(second)
    }
}

/// The value at a path, or another where there is none: `if_not_exists`.
///
/// Where the fallback is `if_not_exists` itself, its paths come after this one.
pub fn if_not_exists(path: impl Into<Path>, otherwise: impl Into<Source>) -> Source {
    let path = path.into();
    match otherwise.into() {
        Source::Path(fallback) => {
            Source::IfNotExists { paths: vec![path], fallback: Fallback::Path(fallback) }
        }
        Source::Value(fallback) => {
            Source::IfNotExists { paths: vec![path], fallback: Fallback::Value(fallback) }
        }
        Source::IfNotExists { mut paths, fallback } => {
            paths.insert(0, path);
            Source::IfNotExists { paths, fallback }
        }
    }
}

/// One list after the other: `list_append`. Both must be lists, and a path must lead to one:
/// `list_append(if_not_exists("log", Value::List(List::new())), entries)` appends to a list that may be
/// missing.
pub fn list_append(first: impl Into<Source>, second: impl Into<Source>) -> SetValue {
    SetValue::ListAppend(first.into(), second.into())
}

impl From<Path> for Source {
    fn from(path: Path) -> Self {
        Self::Path(path)
    }
}

impl<V: Into<Value>> From<V> for Source {
    fn from(value: V) -> Self {
        Self::Value(value.into())
    }
}

impl<S: Into<Source>> From<S> for SetValue {
    fn from(source: S) -> Self {
        Self::Source(source.into())
    }
}

impl<S: Into<Source>> Add<S> for Source {
    type Output = SetValue;

    fn add(self, other: S) -> SetValue {
        SetValue::Plus(self, other.into())
    }
}

impl<S: Into<Source>> Sub<S> for Source {
    type Output = SetValue;

    fn sub(self, other: S) -> SetValue {
        SetValue::Minus(self, other.into())
    }
}

impl<S: Into<Source>> Add<S> for Path {
    type Output = SetValue;

    fn add(self, other: S) -> SetValue {
        Source::Path(self) + other
    }
}

impl<S: Into<Source>> Sub<S> for Path {
    type Output = SetValue;

    fn sub(self, other: S) -> SetValue {
        Source::Path(self) - other
    }
}
