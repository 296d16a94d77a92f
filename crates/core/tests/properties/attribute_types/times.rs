//! Times, dates and identifiers: one text, and the order of texts is that of times.

use super::same;
use proptest::prelude::*;
use std::time::SystemTime;
use twintable::{AttributeType, EpochTime, Timestamp, Value};

/// The first second of the year 0 and the last of the year 9999.
const FIRST: i64 = -62_167_219_200;
const LAST: i64 = 253_402_300_799;

/// Seconds since 1970 in years of four digits, often near others, and nanoseconds.
fn moment() -> impl Strategy<Value = (i64, u32)> {
    let seconds = prop_oneof![2 => FIRST..=LAST, 1 => -2..=2_i64, 1 => Just(LAST), 1 => Just(FIRST)];
    (seconds, prop_oneof![2 => 0..1_000_000_000_u32, 1 => 0..2_u32, 1 => 999_999_998..1_000_000_000_u32])
}

fn system_time((seconds, nanos): (i64, u32)) -> Option<SystemTime> {
    SystemTime::from_epoch_seconds(seconds)?.checked_add(std::time::Duration::from_nanos(nanos.into()))
}

/// A time is stored, read back, and has the same text as the standard library's.
fn agrees<T: Timestamp + EpochTime + PartialEq + std::fmt::Debug>(
    time: SystemTime,
) -> Result<(), TestCaseError> {
    if let Some(other) = T::from_system_time(time) {
        same(&other)?;
        prop_assert_eq!(other.to_value(), time.to_value());
        prop_assert_eq!(other.to_epoch_seconds(), time.to_epoch_seconds());
    }
    Ok(())
}

proptest! {
    #[test]
    fn times_are_stored_and_read(moment in moment()) {
        let Some(time) = system_time(moment) else { return Ok(()) };
        same(&time)?;
        prop_assert_eq!(time.to_epoch_seconds(), moment.0);
        agrees::<SystemTime>(time)?;
        #[cfg(feature = "time")]
        agrees::<time::OffsetDateTime>(time)?;
        #[cfg(feature = "chrono")]
        agrees::<chrono::DateTime<chrono::Utc>>(time)?;
        #[cfg(feature = "jiff")]
        agrees::<jiff::Timestamp>(time)?;
    }

    #[test]
    fn texts_of_times_are_ordered_as_times(a in moment(), b in moment()) {
        let (Some(x), Some(y)) = (system_time(a), system_time(b)) else { return Ok(()) };
        let (Ok(Value::String(text)), Ok(Value::String(other))) = (x.to_value(), y.to_value()) else {
            return Err(TestCaseError::fail("a time is a text"));
        };
        prop_assert_eq!((text.len(), other.len()), (30, 30));
        prop_assert_eq!(text.cmp(&other), x.cmp(&y));
        prop_assert_eq!(a.cmp(&b), x.cmp(&y));
    }

    #[test]
    fn any_time_is_stored_or_refused(seconds: i64, nanos in 0..1_000_000_000_u32) {
        if let Some(time) = system_time((seconds, nanos)) {
            prop_assert_eq!(time.to_value().is_ok(), (FIRST..=LAST).contains(&seconds));
            if let Some(same) = SystemTime::from_epoch_seconds(seconds) {
                prop_assert_eq!(same.to_epoch_seconds(), seconds);
            }
        }
    }

    #[test]
    fn texts_of_any_offset_are_read(
        moment in moment(),
        (hours, minutes, east) in (0..24_i64, 0..60_i64, any::<bool>()),
        digits in 0..=9_usize,
    ) {
        // The text of the local time, with its offset behind it.
        let offset = (hours * 3600 + minutes * 60) * if east { 1 } else { -1 };
        let (local, utc) = (moment.0, moment.0 - offset);
        let Some(Ok(Value::String(text))) = system_time((local, moment.1)).map(|time| time.to_value()) else {
            return Ok(());
        };
        let sign = if east { '+' } else { '-' };
        let end = if digits == 0 { 19 } else { 20 + digits };
        let text = Value::from(format!("{}{sign}{hours:02}:{minutes:02}", &text[..end]));
        let unit = 10_u32.pow(9 - u32::try_from(digits).unwrap_or_default());
        let expected = system_time((utc, moment.1 / unit * unit));
        let read = SystemTime::from_value(&text).ok();
        prop_assert_eq!(read, expected.filter(|_| (FIRST..=LAST).contains(&utc)), "{:?}", text);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>(), near in "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]?[0-9:.+Zz-]{0,30}") {
        for text in [text, near] {
            if let Ok(time) = SystemTime::from_value(&Value::from(text)) {
                same(&time)?;
            }
        }
    }
}

#[cfg(any(feature = "time", feature = "chrono", feature = "jiff"))]
proptest! {
    #[test]
    fn dates_are_stored_and_read((year, month, day) in (0..=9999_u16, 1..=12_u8, 1..=31_u8), near in "[0-9]{4}-[01][0-9]-[0-3][0-9]") {
        let text = Value::from(format!("{year:04}-{month:02}-{day:02}"));
        for text in [text, Value::from(near)] {
            let read = [
                #[cfg(feature = "time")]
                time::Date::from_value(&text).ok().map(|date| date.to_value()),
                #[cfg(feature = "chrono")]
                chrono::NaiveDate::from_value(&text).ok().map(|date| date.to_value()),
                #[cfg(feature = "jiff")]
                jiff::civil::Date::from_value(&text).ok().map(|date| date.to_value()),
            ];
            prop_assert!(read.iter().all(|date| date == &read[0]), "{:?}", text);
            prop_assert!(read[0].iter().all(|date| date.as_ref() == Ok(&text)), "{:?}", text);
        }
    }
}

#[cfg(feature = "uuid")]
proptest! {
    #[test]
    fn identifiers_are_stored_and_read(bytes: [u8; 16], now in moment(), later in moment()) {
        use twintable::AutoId;
        use uuid::Uuid;

        let id = Uuid::from_bytes(bytes);
        same(&id)?;
        prop_assert_eq!(id.is_unset(), bytes == [0; 16]);
        let (Some(now), Some(later)) = (system_time(now), system_time(later)) else { return Ok(()) };
        let millis = |time: SystemTime| {
            time.duration_since(SystemTime::UNIX_EPOCH).map(|since| since.as_millis()).unwrap_or_default()
        };
        let (one, other) = (Uuid::generate(now), Uuid::generate(later));
        prop_assert!(!one.is_unset() && one != other);
        if millis(now) != millis(later) {
            prop_assert_eq!(one.to_string().cmp(&other.to_string()), millis(now).cmp(&millis(later)));
        }
    }
}
