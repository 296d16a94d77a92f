//! Values from Rust's own types.

use super::{List, Map, Value};
use crate::Number;
use std::{borrow::Cow, collections::BTreeSet};

macro_rules! from_number {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Value {
            fn from(integer: $integer) -> Self {
                Self::Number(Number::from(integer))
            }
        }
    )*};
}

from_number!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

macro_rules! from_same {
    ($($given:ty => $variant:ident),* $(,)?) => {$(
        impl From<$given> for Value {
            fn from(value: $given) -> Self {
                Self::$variant(value)
            }
        }
    )*};
}

from_same! {
    String => String,
    Number => Number,
    Vec<u8> => Binary,
    bool => Bool,
    List => List,
    Map => Map,
    BTreeSet<String> => StringSet,
    BTreeSet<Number> => NumberSet,
    BTreeSet<Vec<u8>> => BinarySet,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::String(text.clone())
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Self {
        Self::String(text.into_owned())
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Binary(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Value {
    fn from(bytes: &[u8; N]) -> Self {
        Self::Binary(bytes.to_vec())
    }
}

impl From<Vec<Value>> for Value {
    fn from(values: Vec<Value>) -> Self {
        Self::List(List::from(values))
    }
}
