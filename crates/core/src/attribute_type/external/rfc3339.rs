//! RFC 3339: points in time and days as text, written once for the types of all crates.
//!
//! What is written has one length and is ordered as time is. What is read may be any text of the standard.

use super::out_of_range;
use crate::ValueError;

const DAY: i64 = 86_400;
/// The first second of the year 0, and the first after the year 9999.
const FIRST: i64 = days_from_civil(0, 1, 1) * DAY;
const END: i64 = days_from_civil(10_000, 1, 1) * DAY;
const NANOS: u32 = 1_000_000_000;

/// A point in time as text, in UTC and with nine digits of a second: 30 characters.
pub(super) fn moment_text(seconds: i64, nanos: u32) -> Result<String, ValueError> {
    if !(FIRST..END).contains(&seconds) {
        return Err(out_of_range());
    }
    if nanos >= NANOS {
        return Err(ValueError::new("a leap second cannot be stored"));
    }
    let (year, month, day) = civil_from_days(seconds.div_euclid(DAY));
    let second = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    Ok(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{nanos:09}Z"))
}

/// The seconds since 1970 and the nanoseconds after them that a text stands for. A leap second reads as the last
/// nanosecond before it.
pub(super) fn read_moment(text: &str) -> Result<(i64, u32), ValueError> {
    let (seconds, nanos) = Reader(text.as_bytes())
        .moment()
        .ok_or_else(|| ValueError::new("a time like 2026-11-22T13:11:45Z is expected"))?;
    if (FIRST..END).contains(&seconds) { Ok((seconds, nanos)) } else { Err(out_of_range()) }
}

/// A day as text: 10 characters.
#[cfg(any(feature = "time", feature = "chrono", feature = "jiff"))]
pub(super) fn date_text(year: i32, month: u8, day: u8) -> Result<String, ValueError> {
    if !(0..=9999).contains(&year) {
        return Err(out_of_range());
    }
    Ok(format!("{year:04}-{month:02}-{day:02}"))
}

/// The year, month and day that a text stands for.
#[cfg(any(feature = "time", feature = "chrono", feature = "jiff"))]
pub(super) fn read_date(text: &str) -> Result<(i32, u8, u8), ValueError> {
    let mut reader = Reader(text.as_bytes());
    let parts = reader.date().filter(|_| reader.0.is_empty());
    let parts = parts.and_then(|(year, month, day)| {
        Some((year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?))
    });
    parts.ok_or_else(|| ValueError::new("a date like 2026-11-22 is expected"))
}

/// The rest of a text that is being read.
struct Reader<'t>(&'t [u8]);

impl Reader<'_> {
    fn moment(&mut self) -> Option<(i64, u32)> {
        let (year, month, day) = self.date()?;
        self.one_of(b"Tt ")?;
        let hour = self.number(2, 23)?;
        self.one_of(b":")?;
        let minute = self.number(2, 59)?;
        self.one_of(b":")?;
        let second = self.number(2, 60)?;
        let nanos = self.fraction()?;
        let offset = self.offset()?;
        let leap = second == 60;
        let second =
            days_from_civil(year, month, day) * DAY + hour * 3600 + minute * 60 + second - i64::from(leap);
        let nanos = if leap { NANOS - 1 } else { nanos };
        self.0.is_empty().then_some((second - offset, nanos))
    }

    /// A day that there is.
    fn date(&mut self) -> Option<(i64, i64, i64)> {
        let year = self.number(4, 9999)?;
        self.one_of(b"-")?;
        let month = self.number(2, 12)?;
        self.one_of(b"-")?;
        let date = (year, month, self.number(2, 31)?);
        // A day that the month does not have comes back as one of the next.
        (month > 0 && civil_from_days(days_from_civil(date.0, date.1, date.2)) == date).then_some(date)
    }

    fn fraction(&mut self) -> Option<u32> {
        if self.one_of(b".").is_none() {
            return Some(0);
        }
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let missing = 9_u32.checked_sub(u32::try_from(digits).ok()?)?;
        let fraction = (digits > 0).then(|| self.number(digits, i64::from(NANOS)))??;
        u32::try_from(fraction * 10_i64.pow(missing)).ok()
    }

    /// Seconds east of Greenwich.
    fn offset(&mut self) -> Option<i64> {
        let sign = self.one_of(b"Zz+-")?;
        if sign.eq_ignore_ascii_case(&b'z') {
            return Some(0);
        }
        let hours = self.number(2, 23)?;
        self.one_of(b":")?;
        let offset = hours * 3600 + self.number(2, 59)? * 60;
        Some(if sign == b'-' { -offset } else { offset })
    }

    /// A number of so many digits, up to a greatest one.
    fn number(&mut self, digits: usize, greatest: i64) -> Option<i64> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        let number = number
            .iter()
            .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')));
        number.filter(|number| *number <= greatest)
    }

    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let (byte, rest) = self.0.split_first().filter(|(byte, _)| bytes.contains(byte))?;
        self.0 = rest;
        Some(*byte)
    }
}

// Both count in eras of 400 years that begin in March, so that a leap day is the last of its year: Howard Hinnant,
// "chrono-compatible low-level date algorithms".
const ERA: i64 = 146_097;
const EPOCH: i64 = 719_468;

/// The days from 1970 to a day of the Gregorian calendar.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * ERA + year * 365 + year / 4 - year / 100 + day_of_year - EPOCH
}

/// The year, month and day that is so many days after 1970.
const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let (era, day) = ((days + EPOCH).div_euclid(ERA), (days + EPOCH).rem_euclid(ERA));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + if month <= 2 { 1 } else { 0 }, month, day)
}

#[cfg(test)]
mod tests;
