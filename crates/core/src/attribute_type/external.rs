//! Times, dates and identifiers: the standard library's, and those of other crates, each behind the feature with
//! the crate's name.

mod auto_id;
mod rfc3339;
mod system_time;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "serde_dynamo")]
mod serde;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

pub use auto_id::AutoId;

use super::{AttributeType, EpochTime, ValueError};
use crate::Value;
use std::time::SystemTime;

/// A time that a repository can fill in: `created_at` and `updated_at`.
///
/// `SystemTime` is one, and so are integers of epoch seconds (`u64`, `i64`) and, with the feature of the crate's
/// name, `time::OffsetDateTime`, `chrono::DateTime<Utc>` and `jiff::Timestamp`.
#[diagnostic::on_unimplemented(
    message = "a repository cannot fill in a `{Self}` as a time",
    note = "use a time of the crates `time`, `chrono` or `jiff` with the feature of that name, `SystemTime`, or an \
            integer of epoch seconds"
)]
pub trait Timestamp: AttributeType {
    /// The time as this type; `None` outside its range.
    fn from_system_time(time: SystemTime) -> Option<Self>;
}

macro_rules! epoch_seconds {
    ($($integer:ty),*) => {$(
        impl Timestamp for $integer {
            fn from_system_time(time: SystemTime) -> Option<Self> {
                Self::try_from(time.to_epoch_seconds()).ok()
            }
        }
    )*};
}

epoch_seconds!(u64, i64);

/// A type whose values are points in time, taken apart.
trait Moment: Sized {
    /// The seconds since 1970, rounded down.
    fn seconds(&self) -> i64;

    /// The nanoseconds after these seconds: less than a thousand million, except in a leap second.
    fn nanos(&self) -> u32;

    /// The time that is so long after 1970; `None` outside the type's range.
    fn at(seconds: i64, nanos: u32) -> Option<Self>;
}

/// Makes a [`Moment`] storable: one text for all types.
macro_rules! moments {
    ($(#[$doc:meta])* $moment:ty) => {
        $(#[$doc])*
        impl $crate::AttributeType for $moment {
            type Kind = $crate::kind::FixedString;

            /// Fails before the year 0, after 9999, and in a leap second.
            fn to_value(&self) -> Result<$crate::Value, $crate::ValueError> {
                super::moment_to_value(self)
            }

            /// Reads any offset from UTC and up to nine digits of a second. Fails outside the type's range.
            fn from_value(value: &$crate::Value) -> Result<Self, $crate::ValueError> {
                super::moment_from_value(value)
            }
        }

        impl $crate::EpochTime for $moment {
            fn to_epoch_seconds(&self) -> i64 {
                super::Moment::seconds(self)
            }

            fn from_epoch_seconds(seconds: i64) -> Option<Self> {
                super::Moment::at(seconds, 0)
            }
        }

        impl $crate::Timestamp for $moment {
            fn from_system_time(time: std::time::SystemTime) -> Option<Self> {
                super::Moment::at(super::Moment::seconds(&time), super::Moment::nanos(&time))
            }
        }
    };
}
use moments;

fn moment_to_value(moment: &impl Moment) -> Result<Value, ValueError> {
    rfc3339::moment_text(moment.seconds(), moment.nanos()).map(Value::String)
}

fn moment_from_value<M: Moment>(value: &Value) -> Result<M, ValueError> {
    let (seconds, nanos) = rfc3339::read_moment(text(value)?)?;
    M::at(seconds, nanos).ok_or_else(out_of_range)
}

/// A type whose values are days of the calendar, taken apart.
#[cfg(any(feature = "time", feature = "chrono", feature = "jiff"))]
trait Day: Sized {
    /// The year, the month and the day of the month, both counted from 1.
    fn civil(&self) -> (i32, u8, u8);

    /// That day; `None` if there is no such day, or outside the type's range.
    fn on(year: i32, month: u8, day: u8) -> Option<Self>;
}

/// Makes a [`Day`] storable: one text for all types.
#[cfg(any(feature = "time", feature = "chrono", feature = "jiff"))]
macro_rules! days {
    ($(#[$doc:meta])* $day:ty) => {
        $(#[$doc])*
        impl $crate::AttributeType for $day {
            type Kind = $crate::kind::FixedString;

            /// Fails before the year 0 and after 9999.
            fn to_value(&self) -> Result<$crate::Value, $crate::ValueError> {
                let (year, month, day) = super::Day::civil(self);
                super::rfc3339::date_text(year, month, day).map($crate::Value::String)
            }

            fn from_value(value: &$crate::Value) -> Result<Self, $crate::ValueError> {
                let (year, month, day) = super::rfc3339::read_date(super::text(value)?)?;
                super::Day::on(year, month, day).ok_or_else(super::out_of_range)
            }
        }
    };
}
#[cfg(any(feature = "time", feature = "chrono", feature = "jiff"))]
use days;

fn text(value: &Value) -> Result<&str, ValueError> {
    value.as_str().ok_or_else(|| ValueError::expected("a text", value.value_type()))
}

pub(super) fn out_of_range() -> ValueError {
    ValueError::new("the time is out of range")
}
