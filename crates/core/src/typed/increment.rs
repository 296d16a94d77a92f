//! What `ADD` adds, and `DELETE` deletes.

use crate::{AttributeType, IntoOperand, Number, Value, expr::Operand, kind};

/// Kinds that `ADD` can add an `X` to: a number to a number, elements to a set.
#[diagnostic::on_unimplemented(
    message = "a `{X}` cannot be added to values stored as `{Self}`",
    label = "numbers are added to numbers, and lists of elements to sets"
)]
pub trait Increment<X> {
    /// What is added.
    ///
    /// # Errors
    ///
    /// Where it cannot be stored.
    fn value(value: X) -> Result<Value, crate::ValueError>;
}

macro_rules! increments {
    ($($kind:ty $(, $digits:ident)?;)*) => {$(
        impl<X: Into<Number>, $(const $digits: u8)?> Increment<X> for $kind {
            fn value(value: X) -> Result<Value, crate::ValueError> {
                Ok(Value::Number(value.into()))
            }
        }
    )*};
}

increments! {
    kind::Number;
    kind::Byte;
    kind::Unsigned<DIGITS>, DIGITS;
    kind::Signed<DIGITS>, DIGITS;
}

/// Elements are `T`s, or what may stand for one.
impl<T, I> Increment<I> for kind::Set<T>
where
    T: AttributeType<Kind: kind::KeyAttributeKind>,
    I: IntoIterator<Item: IntoOperand<(), T>>,
{
    fn value(elements: I) -> Result<Value, crate::ValueError> {
        let elements = elements.into_iter().map(|element| match element.into_operand()? {
            Operand::Value(value) => Ok(value),
            Operand::Path(_) | Operand::Size(_) => Err(crate::ValueError::new("an attribute is no element")),
        });
        crate::attribute_type::set_of_values::<T>(elements)
    }
}
