//! How the values of an attribute's type are stored, as types: they decide which operators exist.
//!
//! An [`AttributeType`](crate::AttributeType) names its kind once, and with it gets every operator that
//! DynamoDB has for values stored so: order for texts and numbers, prefixes for texts, arithmetic for numbers,
//! elements for sets and lists.

use crate::{
    KeyType, PartFormat,
    index::{Inner, Last, Whole},
};
use std::marker::PhantomData;

/// Declares kinds that have no parameter.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub enum $name {}
    )*};
}

kinds! {
    /// Text of any length, ordered by its UTF-8 bytes.
    String;
    /// Text that has one length for all values, and whose order is that of the values: identifiers, times.
    FixedString;
    /// One of a few names: the variants of an enum. Stored as text, without an order that means anything.
    Name;
    /// A number of any size and sign.
    Number;
    /// A number from 0 to 255, `u8`: an integer like others, but a list of them is bytes.
    Byte;
    /// Bytes, ordered as unsigned bytes.
    Binary;
    /// `true` or `false`.
    Bool;
    /// A map with known fields: a nested struct.
    Document;
    /// A value of any type, with every operator: whether one makes sense depends on what is stored.
    Any;
    /// A value that this library knows nothing of: it can be set, removed, compared for equality and tested for
    /// existence.
    Opaque;
}

/// An integer without a sign, of at most so many digits.
#[derive(Debug, Clone, Copy)]
pub enum Unsigned<const DIGITS: u8> {}

/// An integer with a sign, of at most so many digits.
#[derive(Debug, Clone, Copy)]
pub enum Signed<const DIGITS: u8> {}

/// A list of `T`s.
#[derive(Debug, Clone, Copy)]
pub struct List<T>(PhantomData<fn() -> T>);

/// A map from names to `T`s.
#[derive(Debug, Clone, Copy)]
pub struct Map<T>(PhantomData<fn() -> T>);

/// A set of `T`s: texts, numbers or bytes.
#[derive(Debug, Clone, Copy)]
pub struct Set<T>(PhantomData<fn() -> T>);

/// Kinds with an order: `lt`, `le`, `gt`, `ge`, `between`, and ranges of a sort key.
#[diagnostic::on_unimplemented(
    message = "values stored as `{Self}` have no order in DynamoDB",
    label = "only texts, numbers and bytes are ordered",
    note = "compare with `eq`, `ne` or `is_in` instead"
)]
pub trait Ordered {}

/// Kinds with a prefix: `begins_with`.
#[diagnostic::on_unimplemented(
    message = "values stored as `{Self}` have no prefix",
    label = "`begins_with` works on texts and bytes"
)]
pub trait Prefixed {}

/// Kinds whose values a text can stand for in a key: `Customer::key("c-1")`.
#[diagnostic::on_unimplemented(
    message = "a text cannot be a key part that is stored as `{Self}`",
    label = "give a value of the part's own type"
)]
pub trait FromText {}

/// Kinds that are numbers: arithmetic, and `ADD`.
#[diagnostic::on_unimplemented(
    message = "values stored as `{Self}` are no numbers",
    label = "arithmetic works on attributes that are stored as a number"
)]
pub trait Numeric {}

/// Kinds with a size: `size`.
#[diagnostic::on_unimplemented(
    message = "values stored as `{Self}` have no size",
    label = "texts, bytes, lists, maps and sets have one"
)]
pub trait Measured {}

/// Kinds that are sets: `ADD` and `DELETE` of elements.
#[diagnostic::on_unimplemented(
    message = "values stored as `{Self}` are no sets",
    label = "elements are added to and deleted from sets; a list has `append` and `remove`"
)]
pub trait SetOf {
    /// The type of an element.
    type Element;
}

/// Kinds that are lists: `append`, `prepend`, and steps to an element.
#[diagnostic::on_unimplemented(
    message = "values stored as `{Self}` are no lists",
    label = "`append`, `prepend` and `index` work on lists; a set has `add`"
)]
pub trait ListOf {
    /// The type of an element.
    type Element;
}

/// Kinds that are maps: steps to an entry.
#[diagnostic::on_unimplemented(
    message = "values stored as `{Self}` are no maps",
    label = "`entry` works on maps from names to values; a nested struct has `then`"
)]
pub trait MapOf {
    /// The type of an entry's value.
    type Element;
}

/// Kinds that can be a key attribute as they are.
#[diagnostic::on_unimplemented(
    message = "values stored as `{Self}` cannot be a key",
    label = "a key attribute is a text, a number or bytes"
)]
pub trait KeyAttributeKind {
    /// The type that the table declares.
    const KEY_TYPE: KeyType;
}

/// Kinds that can be a part of a composed key.
#[diagnostic::on_unimplemented(
    message = "values stored as `{Self}` cannot be a part of a composed key",
    label = "a part is a text, a number, a truth value or a time"
)]
pub trait KeyPartKind {
    /// How the part is written.
    const FORMAT: PartFormat;
}

/// Kinds whose parts of a composed key all have one length: others may follow directly.
#[diagnostic::on_unimplemented(
    message = "a part stored as `{Self}` has no fixed width",
    label = "where it ends cannot be told from the part after it",
    note = "put the separator between the two parts"
)]
pub trait FixedWidth {}

/// Kinds that keep their order at a place of a sort key: [`Inner`] for a part that others
/// follow, [`Last`], and [`Whole`] for an attribute as it is.
#[diagnostic::on_unimplemented(
    message = "a part of a sort key that is stored as `{Self}` has no order here",
    label = "a range here would not be a range of values",
    note = "only numbers, times and identifiers of fixed width keep their order anywhere in a composed key, and a \
            text in last place; give this part with `eq`, or move it to the end of the key"
)]
pub trait Ranged<P> {}

/// Kinds of integers, whose number of digits in a composed key can be given.
#[diagnostic::on_unimplemented(
    message = "a number of digits is given for a part stored as `{Self}`",
    label = "`{{name:06}}` works on integers"
)]
pub trait Integer {}

/// Implements traits without items for kinds.
macro_rules! are {
    ($($name:path: $($kind:ty),*;)*) => {$($(impl $name for $kind {})*)*};
}

are! {
    Ordered: String, FixedString, Number, Byte, Binary, Any;
    Prefixed: String, FixedString, Binary, Any;
    Numeric: Number, Byte, Any;
    Measured: String, FixedString, Name, Binary, Document, Any;
    FixedWidth: Number, Byte, Bool;
    Integer: Byte;
    FromText: String;
    Ranged<Inner>: FixedString, Number, Byte, Bool;
    Ranged<Last>: String, FixedString, Number, Byte, Bool;
    Ranged<Whole>: String, FixedString, Number, Byte, Binary;
}

impl<const DIGITS: u8> Ordered for Unsigned<DIGITS> {}
impl<const DIGITS: u8> Ordered for Signed<DIGITS> {}
impl<const DIGITS: u8> Numeric for Unsigned<DIGITS> {}
impl<const DIGITS: u8> Numeric for Signed<DIGITS> {}
impl<const DIGITS: u8> FixedWidth for Unsigned<DIGITS> {}
impl<const DIGITS: u8> FixedWidth for Signed<DIGITS> {}
impl<const DIGITS: u8> Integer for Unsigned<DIGITS> {}
impl<const DIGITS: u8> Integer for Signed<DIGITS> {}
impl<const DIGITS: u8, P> Ranged<P> for Unsigned<DIGITS> {}
impl<const DIGITS: u8, P> Ranged<P> for Signed<DIGITS> {}
impl<T> Measured for List<T> {}
impl<T> Measured for Map<T> {}
impl<T> Measured for Set<T> {}

impl<T> SetOf for Set<T> {
    type Element = T;
}

impl<T> ListOf for List<T> {
    type Element = T;
}

impl<T> MapOf for Map<T> {
    type Element = T;
}

/// Implements the traits of keys: the type of an attribute, the format of a part.
macro_rules! keys {
    ($($kind:ty: $key_type:ident, $format:expr;)*) => {$(
        impl KeyAttributeKind for $kind {
            const KEY_TYPE: KeyType = KeyType::$key_type;
        }

        impl KeyPartKind for $kind {
            const FORMAT: PartFormat = $format;
        }
    )*};
}

keys! {
    String: String, PartFormat::String;
    FixedString: String, PartFormat::FixedString;
    Name: String, PartFormat::String;
    Number: Number, PartFormat::Number;
    Byte: Number, PartFormat::Unsigned { digits: 3 };
}

impl KeyAttributeKind for Binary {
    const KEY_TYPE: KeyType = KeyType::Binary;
}

impl KeyPartKind for Bool {
    const FORMAT: PartFormat = PartFormat::Bool;
}

impl<const DIGITS: u8> KeyAttributeKind for Unsigned<DIGITS> {
    const KEY_TYPE: KeyType = KeyType::Number;
}

impl<const DIGITS: u8> KeyAttributeKind for Signed<DIGITS> {
    const KEY_TYPE: KeyType = KeyType::Number;
}

impl<const DIGITS: u8> KeyPartKind for Unsigned<DIGITS> {
    const FORMAT: PartFormat = PartFormat::Unsigned { digits: DIGITS };
}

impl<const DIGITS: u8> KeyPartKind for Signed<DIGITS> {
    const FORMAT: PartFormat = PartFormat::Signed { digits: DIGITS };
}

/// What a kind becomes in a list and in a newtype: `Vec<u8>` is bytes, and a newtype of `u8` is an integer.
pub trait Wrapped {
    /// The kind of a list of `T`s that are of this kind.
    type List<T>: Wrapped;
    /// The kind of a newtype around a value of this kind.
    type Newtype: Wrapped;
}

impl Wrapped for Byte {
    type List<T> = Binary;
    type Newtype = Unsigned<3>;
}

macro_rules! wrapped {
    ($($kind:ty $(, $parameter:ident)?;)*) => {$(
        impl$(<$parameter>)? Wrapped for $kind {
            type List<E> = List<E>;
            type Newtype = Self;
        }
    )*};
}

wrapped! {
    String;
    FixedString;
    Name;
    Number;
    Binary;
    Bool;
    Document;
    Any;
    Opaque;
    List<T>, T;
    Map<T>, T;
    Set<T>, T;
}

impl<const DIGITS: u8> Wrapped for Unsigned<DIGITS> {
    type List<T> = List<T>;
    type Newtype = Self;
}

impl<const DIGITS: u8> Wrapped for Signed<DIGITS> {
    type List<T> = List<T>;
    type Newtype = Self;
}
