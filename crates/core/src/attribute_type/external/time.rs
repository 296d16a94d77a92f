//! Types of the crate `time`.

use super::{Day, Moment, days, moments};
use ::time::{Date, Month, OffsetDateTime};

impl Moment for OffsetDateTime {
    fn seconds(&self) -> i64 {
        self.unix_timestamp()
    }

    fn nanos(&self) -> u32 {
        self.nanosecond()
    }

    fn at(seconds: i64, nanos: u32) -> Option<Self> {
        Self::from_unix_timestamp(seconds).ok()?.replace_nanosecond(nanos).ok()
    }
}

moments! {
    /// RFC 3339 in UTC with nine digits of a second, `2026-11-22T13:11:45.000000000Z`. The offset is not kept: the
    /// time reads as UTC, and equals the one that was stored.
    OffsetDateTime
}

impl Day for Date {
    fn civil(&self) -> (i32, u8, u8) {
        (self.year(), self.month().into(), self.day())
    }

    fn on(year: i32, month: u8, day: u8) -> Option<Self> {
        Self::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
    }
}

days! {
    /// `2026-11-22`
    Date
}
