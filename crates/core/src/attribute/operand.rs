//! What may stand beside an attribute.

use super::Attribute;
use crate::{AttributeType, Codec, Coded, Number, Value, ValueError, expr::Operand, kind};

/// What may stand on the right of an attribute of type `V` of the entity `E`: a `V`, a reference to one, an
/// attribute of the same entity and type; a `&str` beside a `String`, and any integer beside a
/// [`Number`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand beside an attribute of type `{V}` of `{E}`",
    label = "neither a `{V}` nor an attribute of `{E}` with that type"
)]
pub trait IntoOperand<E, V> {
    /// The operand.
    ///
    /// # Errors
    ///
    /// Where the value cannot be stored.
    fn into_operand(self) -> Result<Operand, ValueError>;
}

impl<E, V: AttributeType> IntoOperand<E, V> for V {
    fn into_operand(self) -> Result<Operand, ValueError> {
        self.to_value().map(Operand::Value)
    }
}

impl<E, V: AttributeType> IntoOperand<E, V> for &V {
    fn into_operand(self) -> Result<Operand, ValueError> {
        self.to_value().map(Operand::Value)
    }
}

impl<E, V, M> IntoOperand<E, V> for Attribute<E, V, M> {
    fn into_operand(self) -> Result<Operand, ValueError> {
        Ok(Operand::Path(self.path))
    }
}

impl<E, V, C: Codec<V>> IntoOperand<E, Coded<V, C>> for V {
    fn into_operand(self) -> Result<Operand, ValueError> {
        C::to_value(&self).map(Operand::Value)
    }
}

impl<E, V, C: Codec<V>> IntoOperand<E, Coded<V, C>> for &V {
    fn into_operand(self) -> Result<Operand, ValueError> {
        C::to_value(self).map(Operand::Value)
    }
}

impl<E> IntoOperand<E, String> for &str {
    fn into_operand(self) -> Result<Operand, ValueError> {
        Ok(Operand::Value(Value::from(self)))
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl<E> IntoOperand<E, Number> for $integer {
            fn into_operand(self) -> Result<Operand, ValueError> {
                Ok(Operand::Value(Value::from(self)))
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

/// A value for a part of type `V` of a key: a `V`, a reference to one, and any text where `V` is stored as text.
///
/// A key only says where to look, so that a newtype need not be made for it: `Customer::key("c-1")`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a key part of type `{V}`",
    label = "neither a `{V}` nor a text that stands for one"
)]
pub trait IntoKeyPart<V> {
    /// The value.
    ///
    /// # Errors
    ///
    /// Where it cannot be stored.
    fn into_key_part(self) -> Result<Value, ValueError>;
}

impl<V: AttributeType> IntoKeyPart<V> for V {
    fn into_key_part(self) -> Result<Value, ValueError> {
        self.to_value()
    }
}

impl<V: AttributeType> IntoKeyPart<V> for &V {
    fn into_key_part(self) -> Result<Value, ValueError> {
        self.to_value()
    }
}

impl<V, C: Codec<V>> IntoKeyPart<Coded<V, C>> for &V {
    fn into_key_part(self) -> Result<Value, ValueError> {
        C::to_value(self)
    }
}

impl<V: AttributeType<Kind: kind::FromText>> IntoKeyPart<V> for &str {
    fn into_key_part(self) -> Result<Value, ValueError> {
        Ok(Value::from(self))
    }
}
