//! The types that a field of an entity may have.

mod codec;
mod containers;
mod external;
mod primitives;

pub use codec::{Codec, Coded, EpochSeconds, EpochTime, Serde};
pub(crate) use containers::set_of_values;
pub use external::{AutoId, Timestamp};

use crate::{Error, Item, Path, Step, Value, ValueType, kind};
use std::{borrow::Cow, collections::BTreeSet, fmt};

/// A type whose values are stored in an attribute.
///
/// Rust's own integers, `bool`, `String`, [`Number`](crate::Number), `SystemTime`, lists, maps, sets and `Option`s
/// are; times, dates and identifiers of other crates are, with the feature of the crate's name (`time`, `chrono`,
/// `jiff`, `uuid`); a newtype, an enum of names and a nested struct become one with `#[derive(Attribute)]`. The
/// [`Kind`](Self::Kind) decides which operators an attribute of the type has.
///
/// # Examples
///
/// ```
/// use twintable::{AttributeType, Value, ValueError, kind};
///
/// /// An amount of money in cents, stored as a number.
/// #[derive(Debug, PartialEq)]
/// struct Cents(i64);
///
/// impl AttributeType for Cents {
///     type Kind = kind::Signed<19>;
///
///     fn to_value(&self) -> Result<Value, ValueError> {
///         Ok(Value::from(self.0))
///     }
///
///     fn from_value(value: &Value) -> Result<Self, ValueError> {
///         i64::from_value(value).map(Self)
///     }
/// }
///
/// assert_eq!(Cents::from_value(&Cents(250).to_value()?)?, Cents(250));
/// assert_eq!(Cents::from_value(&Value::from("250")).unwrap_err().to_string(), "a number is expected, not S");
/// # Ok::<(), ValueError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in an attribute",
    label = "not an `AttributeType`",
    note = "derive `Attribute` for a type of your own; for a foreign type use `#[entity(with = ..)]`, or \
            `#[entity(serde)]` to store it through serde"
)]
pub trait AttributeType: Sized {
    /// How values are stored.
    type Kind: kind::Wrapped;

    /// The value that is stored.
    ///
    /// # Errors
    ///
    /// Where this cannot be stored: a number out of range, for example.
    fn to_value(&self) -> Result<Value, ValueError>;

    /// Reads a stored value.
    ///
    /// # Errors
    ///
    /// Where the value does not stand for one of this type.
    fn from_value(value: &Value) -> Result<Self, ValueError>;

    /// Reads a stored value that is not needed afterwards: a text, for example, is taken and not copied.
    ///
    /// # Errors
    ///
    /// As [`from_value`](Self::from_value).
    fn from_owned(value: Value) -> Result<Self, ValueError> {
        Self::from_value(&value)
    }

    /// The set of texts that a set of values is, if that is what it is: `String` alone.
    #[doc(hidden)]
    fn as_texts(_set: &BTreeSet<Self>) -> Option<&BTreeSet<String>> {
        None
    }

    /// A set of values from a set of texts, if that is what it is: `String` alone.
    #[doc(hidden)]
    fn of_texts(texts: BTreeSet<String>) -> Result<BTreeSet<Self>, BTreeSet<String>> {
        Err(texts)
    }

    /// The bytes that some values are, if a list of them is stored as bytes: `u8` alone.
    #[doc(hidden)]
    fn as_bytes(_values: &[Self]) -> Option<&[u8]> {
        None
    }

    /// The other half of [`as_bytes`](Self::as_bytes).
    #[doc(hidden)]
    fn from_bytes(_bytes: Vec<u8>) -> Option<Vec<Self>> {
        None
    }

    /// Whether nothing is stored for this: `None`, and an empty set, which DynamoDB cannot store.
    fn is_absent(&self) -> bool {
        false
    }

    /// What a missing attribute stands for: `None`, and the empty set. For most types it is an error.
    fn from_absent() -> Option<Self> {
        None
    }
}

/// Why a value cannot be stored, or a stored value cannot be read. It never shows the value.
#[derive(Clone, PartialEq, Eq)]
// In one word, since every field that is written or read has a result.
pub struct ValueError(Box<Wrong>);

#[derive(Clone, PartialEq, Eq)]
struct Wrong {
    // From the inside out.
    steps: Vec<Step>,
    problem: Cow<'static, str>,
}

impl ValueError {
    /// An error that says what is wrong. Do not put the value into it.
    pub fn new(problem: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Wrong { steps: Vec::new(), problem: problem.into() }))
    }

    /// A stored value of another type than expected.
    pub fn expected(what: &str, found: ValueType) -> Self {
        Self::new(format!("{what} is expected, not {found}"))
    }

    /// A value that is not there.
    pub fn missing() -> Self {
        Self::new("missing")
    }

    /// The same error, one level further out: inside a map, under a name.
    #[must_use]
    pub fn in_field(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.0.steps.push(Step::Field(name.into()));
        self
    }

    /// The same error, one level further out: inside a list.
    #[must_use]
    pub fn in_element(mut self, index: usize) -> Self {
        self.0.steps.push(Step::Index(u32::try_from(index).unwrap_or(u32::MAX)));
        self
    }

    /// The error of an entity, where the outermost step is the attribute.
    pub fn into_codec(self, entity: &'static str) -> Error {
        let Wrong { steps, problem } = *self.0;
        let mut steps = steps.into_iter().rev();
        let path = match steps.next() {
            Some(Step::Field(name)) => crate::path(name),
            Some(Step::Index(_)) | None => return Error::codec(entity, "", problem),
        };
        Error::codec(entity, steps.fold(path, Path::step).to_string(), problem)
    }

    /// What is wrong.
    pub fn problem(&self) -> &str {
        &self.0.problem
    }

    /// Where it is wrong, in an attribute.
    pub fn path_in(&self, attribute: &str) -> Path {
        self.path_from(crate::path(attribute.to_owned()))
    }

    /// Where it is wrong, in the value at a path.
    pub(crate) fn path_from(&self, path: Path) -> Path {
        self.0.steps.iter().rev().cloned().fold(path, Path::step)
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.problem)
    }
}

impl fmt::Debug for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Wrong { steps, problem } = &*self.0;
        f.debug_struct("ValueError").field("steps", steps).field("problem", problem).finish()
    }
}

impl std::error::Error for ValueError {}

impl From<crate::NumberError> for ValueError {
    fn from(error: crate::NumberError) -> Self {
        Self::new(error.to_string())
    }
}

/// Reads an attribute of an item.
pub(crate) fn read<V: AttributeType>(entity: &'static str, item: &Item, attribute: &str) -> Result<V, Error> {
    let read = match item.get(attribute) {
        Some(value) => V::from_value(value),
        None => V::from_absent().ok_or_else(ValueError::missing),
    };
    read.map_err(|error| fault(entity, attribute, &error))
}

/// The error of an attribute that cannot be stored or read.
pub(crate) fn fault(entity: &'static str, attribute: &str, error: &ValueError) -> Error {
    Error::codec(entity, error.path_in(attribute).to_string(), error.problem())
}

#[cfg(test)]
mod tests;
