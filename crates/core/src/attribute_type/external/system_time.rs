//! The standard library's time.

use super::{Moment, moments};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

impl Moment for SystemTime {
    fn seconds(&self) -> i64 {
        let signed = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX);
        match self.duration_since(UNIX_EPOCH) {
            Ok(after) => signed(after.as_secs()),
            Err(before) => {
                let before = before.duration();
                -signed(before.as_secs()) - i64::from(before.subsec_nanos() > 0)
            }
        }
    }

    fn nanos(&self) -> u32 {
        match self.duration_since(UNIX_EPOCH) {
            Ok(after) => after.subsec_nanos(),
            Err(before) => match before.duration().subsec_nanos() {
                0 => 0,
                before => 1_000_000_000 - before,
            },
        }
    }

    fn at(seconds: i64, nanos: u32) -> Option<Self> {
        let distance = Duration::from_secs(seconds.unsigned_abs());
        let second =
            if seconds < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) };
        second?.checked_add(Duration::from_nanos(u64::from(nanos)))
    }
}

moments! {
    /// RFC 3339 in UTC with nine digits of a second, `2026-11-22T13:11:45.000000000Z`. It is as fine as the
    /// platform's clock, which drops what is finer when it is read.
    SystemTime
}
