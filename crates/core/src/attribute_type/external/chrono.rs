//! Types of the crate `chrono`.
//!
//! `DateTime<FixedOffset>` is none: the offset would be lost, since the text is in UTC to keep its order.

use super::{Day, Moment, days, moments};
use ::chrono::{DateTime, Datelike, NaiveDate, Utc};

impl Moment for DateTime<Utc> {
    fn seconds(&self) -> i64 {
        self.timestamp()
    }

    fn nanos(&self) -> u32 {
        self.timestamp_subsec_nanos()
    }

    fn at(seconds: i64, nanos: u32) -> Option<Self> {
        Self::from_timestamp(seconds, nanos)
    }
}

moments! {
    /// RFC 3339 in UTC with nine digits of a second, `2026-11-22T13:11:45.000000000Z`. A leap second, which this
    /// type can hold, is not stored.
    DateTime<Utc>
}

impl Day for NaiveDate {
    fn civil(&self) -> (i32, u8, u8) {
        // A month and a day fit in a byte.
        let byte = |part: u32| u8::try_from(part).unwrap_or_default();
        (self.year(), byte(self.month()), byte(self.day()))
    }

    fn on(year: i32, month: u8, day: u8) -> Option<Self> {
        Self::from_ymd_opt(year, month.into(), day.into())
    }
}

days! {
    /// `2026-11-22`
    NaiveDate
}
