//! Types of the crate `jiff`.

use super::{Day, Moment, days, moments};
use ::jiff::{Timestamp, civil::Date};

impl Moment for Timestamp {
    fn seconds(&self) -> i64 {
        // `as_second` rounds towards 1970.
        self.as_second() - i64::from(self.subsec_nanosecond() < 0)
    }

    fn nanos(&self) -> u32 {
        // The remainder is less than a second.
        u32::try_from(self.subsec_nanosecond().rem_euclid(1_000_000_000)).unwrap_or_default()
    }

    fn at(seconds: i64, nanos: u32) -> Option<Self> {
        Self::new(seconds, i32::try_from(nanos).ok()?).ok()
    }
}

moments! {
    /// RFC 3339 in UTC with nine digits of a second, `2026-11-22T13:11:45.000000000Z`. The type ends some hours
    /// before the year 9999 does.
    Timestamp
}

impl Day for Date {
    fn civil(&self) -> (i32, u8, u8) {
        (self.year().into(), self.month().unsigned_abs(), self.day().unsigned_abs())
    }

    fn on(year: i32, month: u8, day: u8) -> Option<Self> {
        Self::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
    }
}

days! {
    /// `2026-11-22`
    Date
}
