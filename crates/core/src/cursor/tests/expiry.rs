//! Time.

use super::*;

const SECOND: Duration = Duration::from_secs(1);
const NANOSECOND: Duration = Duration::from_nanos(1);

fn open_at(cursors: &Cursors, cursor: &Cursor, moment: SystemTime) -> Result<(), CursorError> {
    cursors.open(cursor, &query(), moment).map(drop)
}

fn sealed_at(cursors: &Cursors, moment: SystemTime) -> Cursor {
    cursors.seal(&after_order(), &query(), moment).unwrap()
}

#[test]
fn a_cursor_is_good_until_its_time_and_no_longer() {
    for cursors in both() {
        let cursors = cursors.expiring_after(SECOND);
        let cursor = sealed_at(&cursors, now());
        for (moment, expected) in [
            (SystemTime::UNIX_EPOCH, Ok(())),
            (now(), Ok(())),
            (now() + SECOND - NANOSECOND, Ok(())),
            (now() + SECOND, Err(CursorError::Expired)),
            (now() + SECOND + NANOSECOND, Err(CursorError::Expired)),
            (now() + 1_000_000 * SECOND, Err(CursorError::Expired)),
        ] {
            assert_eq!(open_at(&cursors, &cursor, moment), expected, "{moment:?}");
        }
    }
}

#[test]
fn a_part_of_a_millisecond_is_rounded_up() {
    let millisecond = Duration::from_millis(1);
    let cursors = sealing().expiring_after(SECOND);
    let cursor = sealed_at(&cursors, now() + NANOSECOND);
    assert_eq!(open_at(&cursors, &cursor, now() + SECOND + NANOSECOND), Ok(()));
    assert_eq!(open_at(&cursors, &cursor, now() + SECOND + millisecond - NANOSECOND), Ok(()));
    assert_eq!(open_at(&cursors, &cursor, now() + SECOND + millisecond), Err(CursorError::Expired));
}

#[test]
fn the_time_stands_in_the_cursor() {
    for cursors in both() {
        let expiring = sealed_at(&cursors.clone().expiring_after(SECOND), now());
        let lasting = sealed_at(&cursors, now());
        assert_eq!(open_at(&cursors, &expiring, now() + SECOND), Err(CursorError::Expired));
        let cursors = cursors.expiring_after(SECOND);
        assert_eq!(open_at(&cursors, &lasting, now() + 1_000_000 * SECOND), Ok(()));
    }
}

#[test]
fn a_lifetime_of_zero_is_over_at_once() {
    for moment in [now(), SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH - SECOND] {
        let cursors = sealing().expiring_after(Duration::ZERO);
        assert_eq!(open_at(&cursors, &sealed_at(&cursors, moment), moment), Err(CursorError::Expired));
    }
}

#[test]
fn the_longest_lifetime_never_ends() {
    let far = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::MAX >> 1);
    for cursors in [sealing(), sealing().expiring_after(Duration::MAX)] {
        for sealed in [now(), far] {
            assert_eq!(open_at(&cursors, &sealed_at(&cursors, sealed), far), Ok(()));
        }
    }
}

#[test]
fn a_clock_before_1970_shows_1970() {
    let before = SystemTime::UNIX_EPOCH - 10 * SECOND;
    let cursors = sealing().expiring_after(SECOND);
    let cursor = sealed_at(&cursors, before);
    assert_eq!(open_at(&cursors, &cursor, before), Ok(()));
    assert_eq!(open_at(&cursors, &cursor, SystemTime::UNIX_EPOCH + SECOND), Err(CursorError::Expired));
}

#[test]
fn a_seal_that_does_not_fit_is_found_before_the_time_is_read() {
    let cursors = sealing().expiring_after(SECOND);
    let cursor = sealed_at(&cursors, now());
    let other = query().context("another tenant");
    assert_eq!(cursors.open(&cursor, &other, now() + SECOND), Err(CursorError::Forged));
}
