use super::*;

#[test]
fn days_are_counted_without_a_gap() {
    let mut expected = (0, 1, 1);
    for days in days_from_civil(0, 1, 1)..days_from_civil(10_000, 1, 1) {
        assert_eq!(civil_from_days(days), expected);
        assert_eq!(days_from_civil(expected.0, expected.1, expected.2), days);
        let (year, month, day) = expected;
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 => 28 + i64::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        expected = match (month, day) {
            (12, 31) => (year + 1, 1, 1),
            (month, day) if day == length => (year, month + 1, 1),
            (month, day) => (year, month, day + 1),
        };
    }
    assert_eq!(expected, (10_000, 1, 1));
    assert_eq!(days_from_civil(1970, 1, 1), 0);
}

/// Moments all over the range, as other crates write and read them.
#[cfg(all(feature = "time", feature = "chrono", feature = "jiff"))]
#[test]
fn other_crates_agree() {
    let nanos = 987_654_321;
    for seconds in (FIRST..END).step_by(100 * 86_400 + 3_671) {
        let text = moment_text(seconds, nanos).unwrap();
        assert_eq!(read_moment(&text), Ok((seconds, nanos)));
        let chrono = ::chrono::DateTime::parse_from_rfc3339(&text).unwrap();
        assert_eq!((chrono.timestamp(), chrono.timestamp_subsec_nanos()), (seconds, nanos));
        if let Ok(jiff) = ::jiff::Timestamp::new(seconds, 987_654_321) {
            assert_eq!(format!("{jiff:.9}"), text);
            assert_eq!(text.parse::<::jiff::Timestamp>().unwrap(), jiff);
        }
        let time = ::time::OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        assert_eq!(date_text(time.year(), time.month().into(), time.day()).unwrap(), text[..10]);
        assert_eq!(read_date(&text[..10]), Ok((time.year(), time.month().into(), time.day())));
    }
}
