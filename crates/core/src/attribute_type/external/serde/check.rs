//! What must not reach `serde_dynamo`: it panics where the key of a map is a list, a map or bytes, and recurses
//! without a bound.

use super::convert::too_deep;
use crate::{MAX_DEPTH, ValueError};
use ::serde::ser::{self, Serialize};
use std::fmt;

/// The calls that a value may be deep. `Option`s and newtypes count here, which take no level when they are stored.
const MAX_CALLS: usize = 8 * MAX_DEPTH;

/// Refuses what must not reach `serde_dynamo`.
pub(super) fn check<T: Serialize>(value: &T) -> Result<(), ValueError> {
    value.serialize(Check { calls: MAX_CALLS, is_key: false }).map_err(|refused| refused.0)
}

type Checked = Result<(), Refused>;

#[derive(Debug)]
struct Refused(ValueError);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    /// The message may show the value.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(ValueError::new("the type's own implementation of `Serialize` fails"))
    }
}

/// Looks at one value.
#[derive(Clone, Copy)]
struct Check {
    calls: usize,
    is_key: bool,
}

impl Check {
    fn inside(self) -> Result<Self, Refused> {
        let calls = self.calls.checked_sub(1).ok_or_else(|| Refused(too_deep()))?;
        Ok(Self { calls, ..self })
    }

    /// The values of a collection, which is no key.
    fn collection(self) -> Result<Self, Refused> {
        if self.is_key {
            let problem = "the key of a map is a text, an integer, a truth value or the name of a variant";
            return Err(Refused(ValueError::new(problem)));
        }
        self.inside()
    }
}

macro_rules! harmless {
    ($($method:ident: $scalar:ty),* $(,)?) => {$(
        fn $method(self, _: $scalar) -> Checked {
            Ok(())
        }
    )*};
}

impl ser::Serializer for Check {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    harmless! {
        serialize_bool: bool, serialize_char: char, serialize_str: &str, serialize_f32: f32, serialize_f64: f64,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
        serialize_unit_struct: &'static str,
    }

    fn serialize_bytes(self, _: &[u8]) -> Checked {
        self.collection().map(drop)
    }

    fn serialize_none(self) -> Checked {
        Ok(())
    }

    fn serialize_unit(self) -> Checked {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Checked {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Checked {
        value.serialize(self.inside()?)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Checked {
        value.serialize(self.inside()?)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Checked {
        field(self.collection()?, variant, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Refused> {
        self.collection()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Refused> {
        self.collection()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Refused> {
        self.collection()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Refused> {
        self.collection()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Refused> {
        self.collection()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Refused> {
        self.collection()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Refused> {
        self.collection()
    }
}

fn field<T: Serialize + ?Sized>(inside: Check, name: &'static str, value: &T) -> Checked {
    value.serialize(inside).map_err(|refused| Refused(refused.0.in_field(name)))
}

impl ser::SerializeMap for Check {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Checked {
        key.serialize(Self { is_key: true, ..*self })
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Checked {
        value.serialize(*self)
    }

    fn end(self) -> Checked {
        Ok(())
    }
}

/// Collections without names of their own.
macro_rules! elements {
    ($($name:ident: $method:ident;)*) => {$(
        impl ser::$name for Check {
            type Ok = ();
            type Error = Refused;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Checked {
                value.serialize(*self)
            }

            fn end(self) -> Checked {
                Ok(())
            }
        }
    )*};
}

elements! {
    SerializeSeq: serialize_element;
    SerializeTuple: serialize_element;
    SerializeTupleStruct: serialize_field;
    SerializeTupleVariant: serialize_field;
}

/// Collections of named fields.
macro_rules! fields {
    ($($name:ident),*) => {$(
        impl ser::$name for Check {
            type Ok = ();
            type Error = Refused;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Checked {
                field(*self, name, value)
            }

            fn end(self) -> Checked {
                Ok(())
            }
        }
    )*};
}

fields!(SerializeStruct, SerializeStructVariant);
