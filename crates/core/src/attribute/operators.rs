//! The operators of conditions, by the kind of what they look at.

use super::{Attribute, IntoOperand, unstorable, unstorable_element};
use crate::{
    AttributeType, Filter, InvalidRequest, Path, Value, ValueError, ValueType,
    expr::{self, Operand},
    kind,
};
use std::{fmt, marker::PhantomData};

type Made = Result<Operand, Box<InvalidRequest>>;

impl<E, V, M> Attribute<E, V, M> {
    /// `=`: false where the attribute is missing.
    pub fn eq(self, other: impl IntoOperand<E, V>) -> Filter<E> {
        self.compared(other, expr::Operand::eq)
    }

    /// `<>`: true where the attribute is missing.
    pub fn ne(self, other: impl IntoOperand<E, V>) -> Filter<E> {
        self.compared(other, expr::Operand::ne)
    }

    /// Whether the value equals one of 1 to 100 others. An empty list is refused when the request is made: it never
    /// makes the condition disappear.
    pub fn is_in<O: IntoOperand<E, V>>(self, others: impl IntoIterator<Item = O>) -> Filter<E> {
        let others =
            others.into_iter().map(|other| operand(&self.path, other)).collect::<Result<Vec<_>, _>>();
        Filter::of(others.map(|others| Operand::Path(self.path).is_in(others)))
    }

    /// Whether there is a value. `NULL` is one.
    pub fn exists(self) -> Filter<E> {
        Filter::untyped(self.path.exists())
    }

    /// Whether there is no value.
    pub fn not_exists(self) -> Filter<E> {
        Filter::untyped(self.path.not_exists())
    }

    /// Whether the value is stored with a type: for attributes whose type has changed over time.
    pub fn type_is(self, value_type: ValueType) -> Filter<E> {
        Filter::untyped(self.path.type_is(value_type))
    }

    fn compared(
        self,
        other: impl IntoOperand<E, V>,
        compare: impl FnOnce(Operand, Operand) -> expr::Filter,
    ) -> Filter<E> {
        let other = operand(&self.path, other);
        Filter::of(other.map(|other| compare(Operand::Path(self.path), other)))
    }
}

impl<E, V, M> Attribute<E, V, M> {
    /// `<`: false where the attribute is missing.
    pub fn lt(self, other: impl IntoOperand<E, V>) -> Filter<E>
    where
        V: AttributeType<Kind: kind::Ordered>,
    {
        self.compared(other, expr::Operand::lt)
    }

    /// `<=`: false where the attribute is missing.
    pub fn le(self, other: impl IntoOperand<E, V>) -> Filter<E>
    where
        V: AttributeType<Kind: kind::Ordered>,
    {
        self.compared(other, expr::Operand::le)
    }

    /// `>`: false where the attribute is missing.
    pub fn gt(self, other: impl IntoOperand<E, V>) -> Filter<E>
    where
        V: AttributeType<Kind: kind::Ordered>,
    {
        self.compared(other, expr::Operand::gt)
    }

    /// `>=`: false where the attribute is missing.
    pub fn ge(self, other: impl IntoOperand<E, V>) -> Filter<E>
    where
        V: AttributeType<Kind: kind::Ordered>,
    {
        self.compared(other, expr::Operand::ge)
    }

    /// Whether the value lies between two bounds, both included.
    pub fn between(self, low: impl IntoOperand<E, V>, high: impl IntoOperand<E, V>) -> Filter<E>
    where
        V: AttributeType<Kind: kind::Ordered>,
    {
        let bounds = operand(&self.path, low).and_then(|low| Ok((low, operand(&self.path, high)?)));
        Filter::of(bounds.map(|(low, high)| Operand::Path(self.path).between(low, high)))
    }
}

impl<E, V, M> Attribute<E, V, M> {
    /// Whether a text begins with a text, or bytes with bytes.
    pub fn begins_with(self, prefix: impl Into<Value>) -> Filter<E>
    where
        V: AttributeType<Kind: kind::Prefixed>,
    {
        Filter::untyped(self.path.begins_with(prefix.into()))
    }
}

impl<E, V, M> Attribute<E, V, M> {
    /// The size of the value, to compare with a number: a text's length in UTF-16 units, a binary's in bytes, the
    /// number of elements of a list, map or set.
    pub fn size(self) -> Size<E>
    where
        V: AttributeType<Kind: kind::Measured>,
    {
        Size { path: self.path, entity: PhantomData }
    }
}

impl<E, V: AttributeType, M> Attribute<E, V, M> {
    /// Whether a list or set has an element, or a text contains a text.
    pub fn contains<X>(self, element: X) -> Filter<E>
    where
        V::Kind: Contains<E, X>,
    {
        let element = <V::Kind as Contains<E, X>>::element(element);
        let element = element.map_err(|error| unstorable_element(&self.path, &error));
        Filter::of(element.map(|element| self.path.contains(element)))
    }
}

/// Kinds that can contain an `X`.
#[diagnostic::on_unimplemented(
    message = "values stored as `{Self}` cannot contain a `{X}`",
    label = "a list or set contains its elements, a text contains texts"
)]
pub trait Contains<E, X> {
    /// What is looked for.
    ///
    /// # Errors
    ///
    /// Where the value cannot be stored.
    fn element(element: X) -> Result<Operand, ValueError>;
}

impl<E, T, X: IntoOperand<E, T>> Contains<E, X> for kind::List<T> {
    fn element(element: X) -> Result<Operand, ValueError> {
        element.into_operand()
    }
}

impl<E, T, X: IntoOperand<E, T>> Contains<E, X> for kind::Set<T> {
    fn element(element: X) -> Result<Operand, ValueError> {
        element.into_operand()
    }
}

impl<E, X: IntoOperand<E, String>> Contains<E, X> for kind::String {
    fn element(element: X) -> Result<Operand, ValueError> {
        element.into_operand()
    }
}

impl<E, X: IntoOperand<E, Vec<u8>>> Contains<E, X> for kind::Binary {
    fn element(element: X) -> Result<Operand, ValueError> {
        element.into_operand()
    }
}

impl<E, X: IntoOperand<E, Value>> Contains<E, X> for kind::Any {
    fn element(element: X) -> Result<Operand, ValueError> {
        element.into_operand()
    }
}

/// The size of an attribute's value: its methods compare it.
pub struct Size<E> {
    path: Path,
    entity: PhantomData<fn() -> E>,
}

impl<E> Clone for Size<E> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), entity: PhantomData }
    }
}

impl<E> fmt::Debug for Size<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Size({})", self.path)
    }
}

macro_rules! size_comparisons {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        impl<E> Size<E> {
            $(
                $(#[$doc])*
                pub fn $name(self, size: usize) -> Filter<E> {
                    Filter::untyped(self.path.size().$name(size))
                }
            )*

            /// Whether the size lies between two bounds, both included.
            pub fn between(self, low: usize, high: usize) -> Filter<E> {
                Filter::untyped(self.path.size().between(low, high))
            }
        }
    };
}

size_comparisons! {
    /// `=`
    eq;
    /// `<>`
    ne;
    /// `<`
    lt;
    /// `<=`
    le;
    /// `>`
    gt;
    /// `>=`
    ge;
}

/// The operand that something beside an attribute is.
pub(crate) fn operand<E, V>(path: &Path, other: impl IntoOperand<E, V>) -> Made {
    other.into_operand().map_err(|error| unstorable(path, &error))
}
