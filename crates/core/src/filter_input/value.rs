//! Values as a client sends them.

use crate::Number;

/// A value that a client compares an attribute with.
///
/// It is not yet what is stored: the attribute's own type decides what becomes of it. There is no `NULL`, and no list:
/// an operator that takes several values has them beside each other.
///
/// With serde it reads a text of at most 4,096 bytes, a number, `true` or `false`.
///
/// # Examples
///
/// ```
/// use twintable::{InputValue, Number};
///
/// assert_eq!(serde_json::from_str::<InputValue>("0.1")?, InputValue::Number("0.1".parse::<Number>()?));
/// assert_eq!(InputValue::from("0.1"), InputValue::Text("0.1".to_owned()));
/// assert!(serde_json::from_str::<InputValue>("null").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputValue {
    /// A text. It stands for a number too, where the attribute is one.
    Text(String),
    /// A number.
    Number(Number),
    /// `true` or `false`.
    Bool(bool),
}

impl InputValue {
    /// What the value is, for error messages.
    pub(super) const fn what(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Bool(_) => "a truth value",
        }
    }
}

impl From<&str> for InputValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for InputValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for InputValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Number> for InputValue {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for InputValue {
            fn from(integer: $integer) -> Self {
                Self::Number(Number::from(integer))
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);
