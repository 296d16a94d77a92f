//! Types that are stored through a codec of the field's choice.

use super::{AttributeType, ValueError};
use crate::{Number, Value, kind};
use std::{fmt, marker::PhantomData};

/// How a field of type `T` is stored, where `T` itself is no [`AttributeType`], or should be stored otherwise:
/// `#[entity(with = HexColor)]`.
///
/// # Examples
///
/// ```
/// use std::net::IpAddr;
/// use twintable::{Codec, Value, ValueError, kind};
///
/// /// Addresses as text.
/// #[derive(Debug)]
/// struct AsText;
///
/// impl Codec<IpAddr> for AsText {
///     type Kind = kind::String;
///
///     fn to_value(address: &IpAddr) -> Result<Value, ValueError> {
///         Ok(Value::from(address.to_string()))
///     }
///
///     fn from_value(value: &Value) -> Result<IpAddr, ValueError> {
///         let text = value.as_str().ok_or_else(|| ValueError::expected("a text", value.value_type()))?;
///         text.parse().map_err(|_| ValueError::new("an IP address is expected"))
///     }
/// }
///
/// let address = IpAddr::from([127, 0, 0, 1]);
/// assert_eq!(AsText::from_value(&AsText::to_value(&address)?)?, address);
/// # Ok::<(), ValueError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no codec for `{T}`",
    note = "implement `Codec<{T}>` for `{Self}`",
    note = "`#[entity(serde)]` needs the feature `serde_dynamo`, and a type that implements `Serialize` and \
            `Deserialize`"
)]
pub trait Codec<T> {
    /// How values are stored.
    type Kind: kind::Wrapped;

    /// The value that is stored.
    ///
    /// # Errors
    ///
    /// Where this cannot be stored.
    fn to_value(field: &T) -> Result<Value, ValueError>;

    /// Reads a stored value.
    ///
    /// # Errors
    ///
    /// Where the value does not stand for a `T`.
    fn from_value(value: &Value) -> Result<T, ValueError>;
}

/// A `T` that is stored by a codec: the type of an attribute whose field has `#[entity(with = ..)]`.
///
/// Plain `T`s stand beside such an attribute in conditions and updates.
pub struct Coded<T, C>(T, PhantomData<fn() -> C>);

impl<T, C> Coded<T, C> {
    /// A value with its codec.
    pub const fn new(field: T) -> Self {
        Self(field, PhantomData)
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: fmt::Debug, C> fmt::Debug for Coded<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Coded").field(&self.0).finish()
    }
}

impl<T, C: Codec<T>> AttributeType for Coded<T, C> {
    type Kind = C::Kind;

    fn to_value(&self) -> Result<Value, ValueError> {
        C::to_value(&self.0)
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        C::from_value(value).map(Self::new)
    }
}

/// The codec of `#[entity(ttl)]`: a number of seconds since 1970, as the service's time-to-live reads it.
#[derive(Debug)]
pub struct EpochSeconds;

/// A time that can be stored as a number of seconds since 1970.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a time-to-live",
    label = "not a time",
    note = "use `SystemTime`, an integer of epoch seconds, or a time of the crates `time`, `chrono` or `jiff` \
            with the feature of that name"
)]
pub trait EpochTime: Sized {
    /// The seconds since 1970, rounded down.
    fn to_epoch_seconds(&self) -> i64;

    /// The time that is so many seconds after 1970; `None` outside the type's range.
    fn from_epoch_seconds(seconds: i64) -> Option<Self>;
}

impl<T: EpochTime> Codec<T> for EpochSeconds {
    type Kind = kind::Signed<19>;

    fn to_value(time: &T) -> Result<Value, ValueError> {
        Ok(Value::Number(Number::from(time.to_epoch_seconds())))
    }

    fn from_value(value: &Value) -> Result<T, ValueError> {
        let seconds = i64::from_value(value)?;
        T::from_epoch_seconds(seconds).ok_or_else(super::external::out_of_range)
    }
}

impl EpochTime for i64 {
    fn to_epoch_seconds(&self) -> i64 {
        *self
    }

    fn from_epoch_seconds(seconds: i64) -> Option<Self> {
        Some(seconds)
    }
}

impl EpochTime for u64 {
    fn to_epoch_seconds(&self) -> i64 {
        i64::try_from(*self).unwrap_or(i64::MAX)
    }

    fn from_epoch_seconds(seconds: i64) -> Option<Self> {
        Self::try_from(seconds).ok()
    }
}

/// The codec of `#[entity(serde)]`: any type that serde can write and read, through `serde_dynamo`. It needs the
/// feature of that name.
///
/// serde cannot tell a newtype of a text from a number, so such an attribute has no operators but equality,
/// existence and being set and removed; and serde's numbers have no 38 digits.
#[derive(Debug)]
pub struct Serde;
