//! What a repository writes on its own, and checks.

use crate::{EpochTime, Timestamp, Value, ValueError};
use std::{fmt, time::SystemTime};

/// When a repository writes the time into an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StampOn {
    /// When the entity is created.
    Create,
    /// With every write.
    Write,
}

/// An attribute that holds a time which the repository writes.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// The attribute.
    pub attribute: &'static str,
    /// When it is written.
    pub on: StampOn,
    /// The time as it is stored.
    pub encode: fn(SystemTime) -> Result<Value, ValueError>,
}

impl Stamp {
    /// A time of type `V`, written when the entity is created.
    pub fn created<V: Timestamp>(attribute: &'static str) -> Self {
        Self { attribute, on: StampOn::Create, encode: encode::<V> }
    }

    /// A time of type `V`, written with every write.
    pub fn updated<V: Timestamp>(attribute: &'static str) -> Self {
        Self { attribute, on: StampOn::Write, encode: encode::<V> }
    }
}

fn encode<V: Timestamp>(now: SystemTime) -> Result<Value, ValueError> {
    V::from_system_time(now).ok_or_else(|| ValueError::new("the time is out of range"))?.to_value()
}

/// The time now, as time-to-live counts it.
pub(crate) fn epoch_seconds(now: SystemTime) -> i64 {
    now.to_epoch_seconds()
}

/// A rule for the values of an attribute.
#[derive(Clone, Copy)]
pub struct Check {
    /// The attribute.
    pub attribute: &'static str,
    /// Says what is wrong with a value; nothing where it cannot be read.
    pub problem: fn(&Value) -> Option<String>,
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check").field("attribute", &self.attribute).finish_non_exhaustive()
    }
}
