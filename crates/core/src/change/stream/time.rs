//! The time of a record: epoch seconds, with or without a fraction, or a text of RFC 3339.

use crate::{AttributeType, Value};
use serde::{Deserializer, Serialize, Serializer, de};
use std::{
    fmt,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// The first second after the year 9999.
const END: u64 = 253_402_300_800;
/// A float of seconds is exact to this, and the service's times are no finer.
const MILLIS: u64 = 1_000;

#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
pub(super) fn serialize<S: Serializer>(at: &Option<SystemTime>, serializer: S) -> Result<S::Ok, S::Error> {
    let since = at.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    match since {
        Some(since) if since.subsec_millis() == 0 => since.as_secs().serialize(serializer),
        Some(since) => Duration::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
            .as_secs_f64()
            .serialize(serializer),
        None => serializer.serialize_none(),
    }
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<SystemTime>, D::Error> {
    deserializer.deserialize_any(Moment)
}

struct Moment;

impl Moment {
    fn from_millis<E: de::Error>(millis: Option<u64>) -> Result<Option<SystemTime>, E> {
        let millis = millis.filter(|millis| *millis < END * MILLIS);
        let at = millis.and_then(|millis| UNIX_EPOCH.checked_add(Duration::from_millis(millis)));
        at.map(Some).ok_or_else(|| E::custom("a time from 1970 to 9999 is expected"))
    }
}

impl de::Visitor<'_> for Moment {
    type Value = Option<SystemTime>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time in epoch seconds")
    }

    fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Self::Value, E> {
        Self::from_millis(seconds.checked_mul(MILLIS))
    }

    fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Self::Value, E> {
        Self::from_millis(u64::try_from(seconds).ok().and_then(|seconds| seconds.checked_mul(MILLIS)))
    }

    fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<Self::Value, E> {
        let millis = (seconds * 1e3).round();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what is out of range saturates, and is refused then"
        )]
        let in_range = (millis >= 0.0).then_some(millis as u64);
        Self::from_millis(in_range)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        SystemTime::from_value(&Value::from(text)).map(Some).map_err(E::custom)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}
