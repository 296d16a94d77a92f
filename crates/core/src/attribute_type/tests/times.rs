use super::*;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Seconds since 1970 and nanoseconds after them, with their text.
const MOMENTS: [(i64, u32, &str); 10] = [
    (0, 0, "1970-01-01T00:00:00.000000000Z"),
    (-1, 999_999_999, "1969-12-31T23:59:59.999999999Z"),
    (1_795_353_105, 0, "2026-11-22T13:11:45.000000000Z"),
    (1_795_353_105, 120_000_003, "2026-11-22T13:11:45.120000003Z"),
    (951_782_400, 0, "2000-02-29T00:00:00.000000000Z"),
    (-2_203_891_201, 5, "1900-02-28T23:59:59.000000005Z"),
    (-2_203_891_200, 0, "1900-03-01T00:00:00.000000000Z"),
    (-62_167_219_200, 0, "0000-01-01T00:00:00.000000000Z"),
    (-62_162_121_600, 0, "0000-02-29T00:00:00.000000000Z"),
    (253_370_764_800, 999_999_999, "9999-01-01T00:00:00.999999999Z"),
];
const LAST: (i64, &str) = (253_402_300_799, "9999-12-31T23:59:59.000000000Z");

fn system_time(seconds: i64, nanos: u32) -> SystemTime {
    SystemTime::from_epoch_seconds(seconds).unwrap() + Duration::from_nanos(u64::from(nanos))
}

#[test]
fn a_time_is_a_text_of_one_length() {
    for (seconds, nanos, text) in MOMENTS {
        round_trips(&system_time(seconds, nanos), text);
        assert_eq!(text.len(), 30);
    }
    round_trips(&system_time(LAST.0, 0), LAST.1);
    assert_eq!(unreadable::<SystemTime>(1), "a text is expected, not N");
}

#[test]
fn times_outside_the_years_of_four_digits_are_refused() {
    for seconds in [LAST.0 + 1, -62_167_219_201, i64::MAX / 2, i64::MIN / 2] {
        let error = system_time(seconds, 0).to_value().unwrap_err();
        assert_eq!(error.to_string(), "the time is out of range", "{seconds}");
    }
    for text in ["0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"] {
        assert_eq!(unreadable::<SystemTime>(text), "the time is out of range");
    }
}

#[test]
fn any_text_of_the_standard_is_read() {
    let expected = system_time(1_795_353_105, 0);
    for text in [
        "2026-11-22T13:11:45Z",
        "2026-11-22t13:11:45z",
        "2026-11-22 13:11:45Z",
        "2026-11-22T13:11:45.0Z",
        "2026-11-22T13:11:45.000+00:00",
        "2026-11-22T13:11:45-00:00",
        "2026-11-22T14:11:45+01:00",
        "2026-11-23T00:41:45.000000000+11:30",
        "2026-11-21T13:12:45-23:59",
    ] {
        assert_eq!(SystemTime::from_value(&Value::from(text)), Ok(expected), "{text}");
    }
    for (digits, nanos) in
        [("5", 500_000_000), ("05", 50_000_000), ("1234567", 123_456_700), ("000000001", 1)]
    {
        let text = Value::from(format!("1970-01-01T00:00:00.{digits}Z"));
        assert_eq!(SystemTime::from_value(&text), Ok(system_time(0, nanos)), "{digits}");
    }
    // A second that a `SystemTime` has no name for: the last moment that it has one for.
    let leap = SystemTime::from_value(&Value::from("2016-12-31T23:59:60.5Z"));
    assert_eq!(leap, Ok(system_time(1_483_228_799, 999_999_999)));
}

#[test]
fn other_texts_are_no_times() {
    for text in [
        "",
        "2026-11-22",
        "2026-11-22T13:11Z",
        "2026-11-22T13:11:45",
        "2026-11-22T13:11:45.Z",
        "2026-11-22T13:11:45.1234567890Z",
        "2026-11-22T13:11:45+1:00",
        "2026-11-22T13:11:45+0100",
        "2026-11-22T13:11:45+24:00",
        "2026-11-22T13:11:45+01:60",
        "2026-11-22T13:11:45Zx",
        " 2026-11-22T13:11:45Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T13:60:00Z",
        "2026-11-22T13:11:61Z",
        "2026-00-22T13:11:45Z",
        "2026-13-22T13:11:45Z",
        "2026-11-00T13:11:45Z",
        "2026-11-31T13:11:45Z",
        "2026-02-29T13:11:45Z",
        "1900-02-29T13:11:45Z",
        "+2026-11-22T13:11:45Z",
        "-001-11-22T13:11:45Z",
        "2026-11-22T13:11:４5Z",
        "2026-11-22T+3:11:45Z",
    ] {
        assert_eq!(unreadable::<SystemTime>(text), "a time like 2026-11-22T13:11:45Z is expected", "{text}");
    }
}

#[test]
fn a_repository_fills_in_times() {
    let now = system_time(-2, 250_000_000);
    assert_eq!(SystemTime::from_system_time(now), Some(now));
    assert_eq!(i64::from_system_time(now), Some(-2));
    assert_eq!(u64::from_system_time(now), None);
    assert_eq!(u64::from_system_time(UNIX_EPOCH + Duration::from_millis(1999)), Some(1));
}

#[test]
fn a_time_to_live_is_a_number_of_seconds() {
    type Ttl = EpochSeconds;
    for (seconds, nanos, _) in MOMENTS {
        assert_eq!(Ttl::to_value(&system_time(seconds, nanos)), Ok(Value::from(seconds)));
        assert_eq!(Ttl::from_value(&Value::from(seconds)), Ok(system_time(seconds, 0)));
    }
    assert_eq!(Ttl::to_value(&7_u64), Ok(Value::from(7)));
    assert_eq!(<Ttl as Codec<i64>>::from_value(&Value::from(-7)), Ok(-7));
    let error = <Ttl as Codec<u64>>::from_value(&Value::from(-7)).unwrap_err();
    assert_eq!(error.to_string(), "the time is out of range");
    let error = <Ttl as Codec<i64>>::from_value(&Value::from("7")).unwrap_err();
    assert_eq!(error.to_string(), "a number is expected, not S");
}

#[test]
fn a_coded_field_is_stored_by_its_codec() {
    let coded = Coded::<_, EpochSeconds>::new(7_u64);
    assert_eq!(coded.to_value(), Ok(Value::from(7)));
    assert_eq!(format!("{coded:?}"), "Coded(7)");
    let read = Coded::<u64, EpochSeconds>::from_value(&Value::from(7)).unwrap();
    assert_eq!((read.is_absent(), read.into_inner()), (false, 7));
    assert!(Coded::<u64, EpochSeconds>::from_absent().is_none());
}

/// One module for each crate: the same texts as the standard library's time, and the crate's own reader of them.
macro_rules! crate_times {
    ($($feature:literal $name:ident: $moment:ty, $day:ty, $written:expr;)*) => {$(
        #[cfg(feature = $feature)]
        #[test]
        fn $name() {
            let written: fn($moment) -> (i64, u32) = $written;
            for (seconds, nanos, text) in MOMENTS {
                let time = <$moment>::from_system_time(system_time(seconds, nanos)).unwrap();
                round_trips(&time, text);
                assert_eq!(written(time), (seconds, nanos));
                assert_eq!(time.to_epoch_seconds(), seconds);
                assert_eq!(<$moment>::from_epoch_seconds(seconds).unwrap().to_epoch_seconds(), seconds);
                round_trips(&<$day>::from_value(&Value::from(&text[..10])).unwrap(), &text[..10]);
            }
            assert_eq!(<$moment>::from_epoch_seconds(i64::MAX), None);
            assert_eq!(<$moment>::from_epoch_seconds(i64::MIN), None);
            assert_eq!(<$moment>::from_system_time(system_time(i64::MAX / 2, 0)), None);
            let offset = <$moment>::from_value(&Value::from("1970-01-01T02:00:00+02:00")).unwrap();
            assert_eq!(offset.to_epoch_seconds(), 0);
            for text in ["", "2026-11-2", "2026-11-220", "2026-02-29", "2026-11-22T13:11:45Z"] {
                assert_eq!(unreadable::<$day>(text), "a date like 2026-11-22 is expected", "{text}");
            }
            assert_eq!(unreadable::<$day>(1), "a text is expected, not N");
            round_trips(&<$day>::from_value(&Value::from("9999-12-31")).unwrap(), "9999-12-31");
        }
    )*};
}

crate_times! {
    "time" times_of_time: ::time::OffsetDateTime, ::time::Date,
        |time| (time.unix_timestamp(), time.nanosecond());
    "chrono" times_of_chrono: ::chrono::DateTime<::chrono::Utc>, ::chrono::NaiveDate,
        |time| (time.timestamp(), time.timestamp_subsec_nanos());
    "jiff" times_of_jiff: ::jiff::Timestamp, ::jiff::civil::Date,
        |time| {
            let nanos = time.as_nanosecond();
            (nanos.div_euclid(1_000_000_000).try_into().unwrap(), nanos.rem_euclid(1_000_000_000).try_into().unwrap())
        };
}

#[cfg(feature = "time")]
#[test]
fn an_offset_is_not_kept_but_the_time_is() {
    use ::time::{OffsetDateTime, UtcOffset};
    let east = OffsetDateTime::UNIX_EPOCH.to_offset(UtcOffset::from_hms(5, 30, 0).unwrap());
    assert_eq!(east.to_value(), Ok(Value::from(MOMENTS[0].2)));
    let read = OffsetDateTime::from_value(&east.to_value().unwrap()).unwrap();
    assert_eq!((read, read.offset()), (east, UtcOffset::UTC));
    assert!(OffsetDateTime::from_unix_timestamp(-62_167_219_201).unwrap().to_value().is_err());
    assert!(::time::Date::MIN.to_value().is_err());
}

#[cfg(feature = "chrono")]
#[test]
fn a_leap_second_of_chrono_is_refused() {
    use ::chrono::{DateTime, NaiveDate, Utc};
    let leap = DateTime::<Utc>::from_timestamp(1_483_228_799, 1_500_000_000).unwrap();
    assert_eq!(leap.to_value().unwrap_err().to_string(), "a leap second cannot be stored");
    assert_eq!(leap.to_epoch_seconds(), 1_483_228_799);
    for day in [NaiveDate::MIN, NaiveDate::MAX] {
        assert_eq!(day.to_value().unwrap_err().to_string(), "the time is out of range");
    }
    assert!(DateTime::<Utc>::MIN_UTC.to_value().is_err() && DateTime::<Utc>::MAX_UTC.to_value().is_err());
}

#[cfg(feature = "jiff")]
#[test]
fn a_time_of_jiff_ends_with_its_range() {
    use ::jiff::{Timestamp, civil::Date};
    assert_eq!(unreadable::<Timestamp>(LAST.1), "the time is out of range");
    assert!(Timestamp::MIN.to_value().is_err() && Date::MIN.to_value().is_err());
    assert!(Timestamp::MAX.to_value().is_ok() && Date::MAX.to_value().is_ok());
}
