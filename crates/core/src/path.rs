//! Document paths: which attribute, and where inside it.

mod text;

use crate::Value;
use std::borrow::Cow;

pub use text::PathError;

/// A path to an attribute, or to a value inside its maps and lists.
///
/// Names are literal: a dot or a bracket in a name is part of the name, and no name can be read as
/// expression text. As text a path reads `address.lines[0]`; a name that would read otherwise stands in
/// double quotes: `"x.y".z`.
///
/// # Examples
///
/// ```
/// use twintable::{Path, path};
///
/// let line = path("address").field("lines").index(0);
/// assert_eq!(line.to_string(), "address.lines[0]");
/// assert_eq!("address.lines[0]".parse::<Path>()?, line);
/// # Ok::<(), twintable::PathError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path {
    attribute: Cow<'static, str>,
    steps: Vec<Step>,
}

/// One step of a path into a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// To the value under a name in a map.
    Field(Cow<'static, str>),
    /// To an element of a list, counted from 0.
    Index(u32),
}

/// The path to an attribute: the short form of [`Path::new`].
pub fn path(attribute: impl Into<Cow<'static, str>>) -> Path {
    Path { attribute: attribute.into(), steps: Vec::new() }
}

/// How two paths stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// They lead to different places.
    Apart,
    /// They are equal, or one leads inside the other.
    Overlap,
    /// One takes a value for a map where the other takes it for a list.
    Conflict,
}

impl Path {
    /// The path to an attribute. The name is literal.
    pub const fn new(attribute: &'static str) -> Self {
        Self { attribute: Cow::Borrowed(attribute), steps: Vec::new() }
    }

    /// Steps to the value under a name in a map.
    #[must_use]
    pub fn field(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.steps.push(Step::Field(name.into()));
        self
    }

    /// Steps to an element of a list, counted from 0.
    #[must_use]
    pub fn index(mut self, index: u32) -> Self {
        self.steps.push(Step::Index(index));
        self
    }

    /// Takes one more step.
    #[must_use]
    pub fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// The name of the attribute that the path starts from.
    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    /// The steps inside the attribute; empty for the attribute itself.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// All names on the path, the attribute's first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let fields = self.steps.iter().filter_map(|step| match step {
            Step::Field(name) => Some(name.as_ref()),
            Step::Index(_) => None,
        });
        std::iter::once(self.attribute()).chain(fields)
    }

    pub(crate) fn relation(&self, other: &Self) -> Relation {
        if self.attribute != other.attribute {
            return Relation::Apart;
        }
        match self.steps.iter().zip(&other.steps).find(|(a, b)| a != b) {
            None => Relation::Overlap,
            Some((Step::Field(_), Step::Index(_)) | (Step::Index(_), Step::Field(_))) => Relation::Conflict,
            Some((Step::Field(_), Step::Field(_)) | (Step::Index(_), Step::Index(_))) => Relation::Apart,
        }
    }
}

impl Step {
    /// The value that the step leads to, if it leads anywhere.
    pub fn of<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        match self {
            Self::Field(name) => value.as_map()?.get(name),
            Self::Index(index) => value.as_list()?.get(usize::try_from(*index).ok()?),
        }
    }
}

impl From<&'static str> for Path {
    /// The attribute with that literal name; not parsed, see [`str::parse`] for that.
    fn from(attribute: &'static str) -> Self {
        Self::new(attribute)
    }
}

impl From<String> for Path {
    /// The attribute with that literal name; not parsed, see [`str::parse`] for that.
    fn from(attribute: String) -> Self {
        path(attribute)
    }
}

#[cfg(test)]
mod tests;
