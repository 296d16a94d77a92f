//! Texts, numbers, bytes and truth values.

use super::{AttributeType, ValueError};
use crate::{Number, Value, kind};
use std::{borrow::Cow, collections::BTreeSet, rc::Rc, sync::Arc};

#[inline]
fn number(value: &Value) -> Result<Number, ValueError> {
    value.as_number().ok_or_else(|| ValueError::expected("a number", value.value_type()))
}

/// The error of a value of another type.
#[cold]
#[inline(never)]
#[expect(
    clippy::needless_pass_by_value,
    reason = "dropped here, not on the way of values of the expected type"
)]
fn unexpected(what: &str, found: Value) -> ValueError {
    ValueError::expected(what, found.value_type())
}

#[inline]
fn into_number(value: Value) -> Result<Number, ValueError> {
    if let Value::Number(number) = value { Ok(number) } else { Err(unexpected("a number", value)) }
}

/// How all integers are read.
macro_rules! reads_integers {
    ($integer:ty) => {
        #[inline]
        fn from_value(value: &Value) -> Result<Self, ValueError> {
            Self::try_from(number(value)?)
                .map_err(|_| ValueError::new(concat!("the number is no ", stringify!($integer))))
        }

        #[inline]
        fn from_owned(value: Value) -> Result<Self, ValueError> {
            Self::try_from(into_number(value)?)
                .map_err(|_| ValueError::new(concat!("the number is no ", stringify!($integer))))
        }
    };
}

macro_rules! integers {
    ($($integer:ty: $kind:ty;)*) => {$(
        impl AttributeType for $integer {
            type Kind = $kind;

            #[inline]
            fn to_value(&self) -> Result<Value, ValueError> {
                Ok(Value::Number(Number::from(*self)))
            }

            reads_integers!($integer);
        }
    )*};
}

integers! {
    u16: kind::Unsigned<5>;
    u32: kind::Unsigned<10>;
    u64: kind::Unsigned<20>;
    usize: kind::Unsigned<20>;
    i8: kind::Signed<3>;
    i16: kind::Signed<5>;
    i32: kind::Signed<10>;
    i64: kind::Signed<19>;
    isize: kind::Signed<19>;
}

impl AttributeType for u8 {
    type Kind = kind::Byte;

    #[inline]
    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(Value::Number(Number::from(*self)))
    }

    reads_integers!(u8);

    fn as_bytes(values: &[Self]) -> Option<&[u8]> {
        Some(values)
    }

    fn from_bytes(bytes: Vec<u8>) -> Option<Vec<Self>> {
        Some(bytes)
    }
}

macro_rules! wide_integers {
    ($($integer:ty),*) => {$(
        impl AttributeType for $integer {
            type Kind = kind::Number;

            /// Fails for more than 38 digits.
            #[inline]
            fn to_value(&self) -> Result<Value, ValueError> {
                Ok(Value::Number(Number::try_from(*self)?))
            }

            reads_integers!($integer);
        }
    )*};
}

wide_integers!(i128, u128);

impl AttributeType for Number {
    type Kind = kind::Number;

    #[inline]
    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(Value::Number(*self))
    }

    #[inline]
    fn from_value(value: &Value) -> Result<Self, ValueError> {
        number(value)
    }

    #[inline]
    fn from_owned(value: Value) -> Result<Self, ValueError> {
        into_number(value)
    }
}

impl AttributeType for f64 {
    type Kind = kind::Number;

    /// Stores the shortest decimal that reads back as the same float. Fails for what is no number, and
    /// outside DynamoDB's range, which is smaller than the float's.
    #[inline]
    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(Value::Number(Number::try_from(*self)?))
    }

    /// Reads the nearest float: digits beyond its precision are lost. Use [`Number`] to keep them.
    #[inline]
    fn from_value(value: &Value) -> Result<Self, ValueError> {
        number(value).map(Number::to_f64)
    }

    #[inline]
    fn from_owned(value: Value) -> Result<Self, ValueError> {
        into_number(value).map(Number::to_f64)
    }
}

impl AttributeType for bool {
    type Kind = kind::Bool;

    #[inline]
    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(Value::Bool(*self))
    }

    #[inline]
    fn from_value(value: &Value) -> Result<Self, ValueError> {
        value.as_bool().ok_or_else(|| ValueError::expected("a truth value", value.value_type()))
    }

    #[inline]
    fn from_owned(value: Value) -> Result<Self, ValueError> {
        if let Value::Bool(truth) = value { Ok(truth) } else { Err(unexpected("a truth value", value)) }
    }
}

macro_rules! texts {
    ($($text:ty: $from:expr;)*) => {$(
        impl AttributeType for $text {
            type Kind = kind::String;

            #[inline]
            fn to_value(&self) -> Result<Value, ValueError> {
                Ok(Value::String(self.to_string()))
            }

            #[inline]
            fn from_value(value: &Value) -> Result<Self, ValueError> {
                let text = value.as_str().ok_or_else(|| ValueError::expected("a text", value.value_type()))?;
                Ok($from(text))
            }
        }
    )*};
}

impl AttributeType for String {
    type Kind = kind::String;

    #[inline]
    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(Value::String(self.clone()))
    }

    #[inline]
    fn from_value(value: &Value) -> Result<Self, ValueError> {
        let text = value.as_str().ok_or_else(|| ValueError::expected("a text", value.value_type()))?;
        Ok(text.to_owned())
    }

    #[inline]
    fn from_owned(value: Value) -> Result<Self, ValueError> {
        if let Value::String(text) = value { Ok(text) } else { Err(unexpected("a text", value)) }
    }

    #[inline]
    fn as_texts(set: &BTreeSet<Self>) -> Option<&BTreeSet<Self>> {
        Some(set)
    }

    #[inline]
    fn of_texts(texts: BTreeSet<Self>) -> Result<BTreeSet<Self>, BTreeSet<Self>> {
        Ok(texts)
    }
}

texts! {
    Box<str>: Box::from;
    Arc<str>: Arc::from;
    Rc<str>: Rc::from;
    Cow<'static, str>: |text: &str| Cow::Owned(text.to_owned());
}

impl AttributeType for char {
    type Kind = kind::String;

    #[inline]
    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(Value::String(self.to_string()))
    }

    #[inline]
    fn from_value(value: &Value) -> Result<Self, ValueError> {
        let text = value.as_str().ok_or_else(|| ValueError::expected("a text", value.value_type()))?;
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(one), None) => Ok(one),
            _ => Err(ValueError::new("one character is expected")),
        }
    }
}

impl<const N: usize> AttributeType for [u8; N] {
    type Kind = kind::Binary;

    #[inline]
    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(Value::Binary(self.to_vec()))
    }

    #[inline]
    fn from_value(value: &Value) -> Result<Self, ValueError> {
        let bytes = value.as_binary().ok_or_else(|| ValueError::expected("binary", value.value_type()))?;
        bytes.try_into().map_err(|_| ValueError::new(format!("{N} bytes are expected")))
    }
}

impl AttributeType for Value {
    type Kind = kind::Any;

    #[inline]
    fn to_value(&self) -> Result<Value, ValueError> {
        Ok(self.clone())
    }

    #[inline]
    fn from_value(value: &Value) -> Result<Self, ValueError> {
        Ok(value.clone())
    }

    #[inline]
    fn from_owned(value: Value) -> Result<Self, ValueError> {
        Ok(value)
    }
}
