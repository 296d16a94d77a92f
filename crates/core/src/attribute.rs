//! Typed attributes: names that know their entity and their type.

mod operand;
mod operators;

pub use operand::{IntoKeyPart, IntoOperand};
pub(crate) use operators::operand;
pub use operators::{Contains, Size};

use crate::{AttributeType, Path, ValueError, kind};
use std::{fmt, marker::PhantomData};

/// An attribute of an entity `E` with values of type `V`: `Customer::STATUS`.
///
/// `#[derive(Entity)]` makes one constant for each field. Its methods are the operators that DynamoDB has for the
/// type, and make a [`Filter`](crate::Filter) of the entity; the verbs of a repository take it to say what is
/// changed. `M` says what may be done with it: see [`Plain`], [`Optional`] and [`Fixed`].
///
/// # Examples
///
/// ```
/// use twintable::{Attribute, Filter, path};
///
/// struct Order;
///
/// impl Order {
///     const STATUS: Attribute<Self, String> = Attribute::new("status");
///     const TOTAL: Attribute<Self, u32> = Attribute::new("total");
///     const LINES: Attribute<Self, Vec<String>> = Attribute::new("lines");
/// }
///
/// let filter: Filter<Order> = Order::STATUS.eq("open") & Order::TOTAL.gt(100) | Order::LINES.index(0).exists();
/// let ast = path("status").eq("open") & path("total").gt(100) | path("lines").index(0).exists();
/// assert_eq!(filter, Filter::untyped(ast));
/// ```
pub struct Attribute<E, V, M = Plain> {
    path: Path,
    types: Types<E, V, M>,
}

type Types<E, V, M> = PhantomData<fn() -> (E, V, M)>;

/// Marks an attribute that every item of the entity has.
#[derive(Debug, Clone, Copy)]
pub enum Plain {}

/// Marks an attribute that an item may lack: it can be removed.
#[derive(Debug, Clone, Copy)]
pub enum Optional {}

/// Marks an attribute that no update changes: a part of the primary key, a version, a time that the repository
/// writes.
#[derive(Debug, Clone, Copy)]
pub enum Fixed {}

/// Attributes that an update may change.
#[diagnostic::on_unimplemented(
    message = "this attribute cannot be changed by an update",
    label = "a part of the primary key, a version or a time that the repository writes",
    note = "the key of an item never changes: delete it and create another; versions and times are written by the \
            repository"
)]
pub trait Settable {}

impl Settable for Plain {}
impl Settable for Optional {}

/// Attributes that an update may remove.
#[diagnostic::on_unimplemented(
    message = "this attribute cannot be removed by an update",
    label = "an item without it could not be read",
    note = "make the field an `Option`"
)]
pub trait Removable {}

impl Removable for Optional {}

impl<E, V, M> Attribute<E, V, M> {
    /// The attribute with that name. The name is literal.
    pub const fn new(name: &'static str) -> Self {
        Self { path: Path::new(name), types: PhantomData }
    }

    /// The attribute at a path.
    pub const fn at(path: Path) -> Self {
        Self { path, types: PhantomData }
    }

    /// The path to the attribute, without types.
    pub fn into_path(self) -> Path {
        self.path
    }

    /// The path to the attribute, without types.
    pub const fn as_path(&self) -> &Path {
        &self.path
    }

    /// Steps into a nested struct: `Customer::ADDRESS.then(Address::CITY)`.
    #[expect(clippy::needless_pass_by_value, reason = "a constant is given")]
    pub fn then<W, N>(self, inner: Attribute<V, W, N>) -> Attribute<E, W, N> {
        let path = self.path.field(inner.path.attribute().to_owned());
        let path = inner.path.steps().iter().cloned().fold(path, Path::step);
        Attribute { path, types: PhantomData }
    }
}

impl<E, V, M> Attribute<E, V, M> {
    /// Steps to an element of a list, counted from 0. There may be none.
    pub fn index(self, index: u32) -> Attribute<E, <V::Kind as kind::ListOf>::Element, Optional>
    where
        V: AttributeType<Kind: kind::ListOf>,
    {
        Attribute { path: self.path.index(index), types: PhantomData }
    }
}

impl<E, V, M> Attribute<E, V, M> {
    /// Steps to an entry of a map. There may be none.
    pub fn entry(self, name: impl Into<String>) -> Attribute<E, <V::Kind as kind::MapOf>::Element, Optional>
    where
        V: AttributeType<Kind: kind::MapOf>,
    {
        Attribute { path: self.path.field(name.into()), types: PhantomData }
    }
}

impl<E, V, M> Clone for Attribute<E, V, M> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), types: PhantomData }
    }
}

impl<E, V, M> fmt::Debug for Attribute<E, V, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attribute({})", self.path)
    }
}

impl<E, V, M> fmt::Display for Attribute<E, V, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path.fmt(f)
    }
}

/// What an operator could not store, at its place in the attribute.
#[expect(clippy::unnecessary_box_returns, reason = "an error holds it in a box")]
pub(crate) fn unstorable(path: &Path, error: &ValueError) -> Box<crate::InvalidRequest> {
    let place = error.path_from(path.clone());
    crate::InvalidRequest::new(crate::Rule::ValueEncoding).at(place).because(error.problem())
}

/// What an operator could not store as an element. The attribute is named alone, since the element has no place in it.
#[expect(clippy::unnecessary_box_returns, reason = "an error holds it in a box")]
pub(crate) fn unstorable_element(path: &Path, error: &ValueError) -> Box<crate::InvalidRequest> {
    crate::InvalidRequest::new(crate::Rule::ValueEncoding).at(path.clone()).because(error.problem())
}

#[cfg(test)]
mod tests;
