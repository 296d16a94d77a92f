//! What becomes of a client's value, by the kind of the attribute.

use super::InputValue;
use crate::{AttributeType, Number, Value, ValueError, kind};

/// Kinds that a client's value can stand for: texts, numbers and truth values.
///
/// A text stands for a text, and for a number if it is one. A number stands for a number, `true` and `false` for a
/// truth value. An attribute that takes [any](kind::Any) value takes all three as they are.
#[diagnostic::on_unimplemented(
    message = "a client's value cannot stand for one that is stored as `{Self}`",
    label = "texts, numbers and truth values can be given",
    note = "`op::Exists` and `op::NotExists` need no value, and `op::Contains` works on lists and sets of texts, \
            numbers and truth values"
)]
pub trait InputKind {
    /// The value to be read by the attribute's type.
    ///
    /// # Errors
    ///
    /// Where the client's value stands for none of this kind.
    fn value(given: &InputValue) -> Result<Value, ValueError>;

    /// What a client may see of the error of the attribute's type.
    fn shown(error: ValueError) -> ValueError {
        error
    }
}

/// Kinds that can contain a client's value: texts, and lists and sets of what a client can give.
#[diagnostic::on_unimplemented(
    message = "values stored as `{Self}` cannot contain a client's value",
    label = "texts contain texts; lists and sets contain texts, numbers and truth values"
)]
pub trait InputContains {
    /// What is looked for.
    ///
    /// # Errors
    ///
    /// Where the client's value stands for no element.
    fn element(given: &InputValue) -> Result<Value, ValueError>;
}

/// What is stored for a client's value: as the attribute's own type reads and writes it.
pub(super) fn decode<V: AttributeType<Kind: InputKind>>(given: &InputValue) -> Result<Value, ValueError> {
    let value = V::Kind::value(given)?;
    V::from_value(&value).and_then(|read| read.to_value()).map_err(V::Kind::shown)
}

/// A part of a text. It does not go through the attribute's type: a part of a valid text need not be valid.
pub(super) fn text(given: &InputValue) -> Result<Value, ValueError> {
    match given {
        InputValue::Text(text) => Ok(Value::from(text)),
        InputValue::Number(_) | InputValue::Bool(_) => Err(expected("a text", given)),
    }
}

fn number(given: &InputValue) -> Result<Value, ValueError> {
    match given {
        InputValue::Text(text) => Ok(Value::Number(text.parse::<Number>()?)),
        InputValue::Number(number) => Ok(Value::Number(*number)),
        InputValue::Bool(_) => Err(expected("a number", given)),
    }
}

fn bool(given: &InputValue) -> Result<Value, ValueError> {
    match given {
        InputValue::Bool(value) => Ok(Value::Bool(*value)),
        InputValue::Text(_) | InputValue::Number(_) => Err(expected("true or false", given)),
    }
}

fn any(given: &InputValue) -> Value {
    match given {
        InputValue::Text(text) => Value::from(text),
        InputValue::Number(number) => Value::Number(*number),
        InputValue::Bool(value) => Value::Bool(*value),
    }
}

fn expected(what: &str, given: &InputValue) -> ValueError {
    ValueError::new(format!("{what} is expected, not {}", given.what()))
}

/// Implements [`InputKind`] by a function.
macro_rules! stand_for {
    ($($function:ident: $($kind:ty $([$digits:ident])?),*;)*) => {$($(
        impl$(<const $digits: u8>)? InputKind for $kind {
            fn value(given: &InputValue) -> Result<Value, ValueError> {
                $function(given)
            }
        }
    )*)*};
}

stand_for! {
    text: kind::String, kind::FixedString, kind::Name;
    number: kind::Number, kind::Byte, kind::Unsigned<DIGITS> [DIGITS], kind::Signed<DIGITS> [DIGITS];
    bool: kind::Bool;
}

impl InputKind for kind::Any {
    fn value(given: &InputValue) -> Result<Value, ValueError> {
        Ok(any(given))
    }

    /// Not the error's own text: a codec such as serde's puts the value into it.
    fn shown(_: ValueError) -> ValueError {
        ValueError::new("a value of the attribute's type is expected")
    }
}

impl InputContains for kind::String {
    fn element(given: &InputValue) -> Result<Value, ValueError> {
        text(given)
    }
}

impl InputContains for kind::Any {
    fn element(given: &InputValue) -> Result<Value, ValueError> {
        Ok(any(given))
    }
}

impl<T: AttributeType<Kind: InputKind>> InputContains for kind::List<T> {
    fn element(given: &InputValue) -> Result<Value, ValueError> {
        decode::<T>(given)
    }
}

impl<T: AttributeType<Kind: InputKind>> InputContains for kind::Set<T> {
    fn element(given: &InputValue) -> Result<Value, ValueError> {
        decode::<T>(given)
    }
}
