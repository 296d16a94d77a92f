//! Types of other crates, each behind the feature with the crate's name.

use super::{AttributeType, EpochTime, ValueError};
use std::time::SystemTime;

/// A time that a repository can fill in: `created_at` and `updated_at`.
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

#[allow(dead_code, reason = "used by the features")]
fn out_of_range() -> ValueError {
    ValueError::new("the time is out of range")
}
