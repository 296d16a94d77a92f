//! Where units go: partitions.

use super::Cost;
use std::{fmt, time::SystemTime};
use twintable::Value;

/// The read units that one partition gives in a second.
pub(super) const READS_PER_SECOND: f64 = 3_000.0;
/// The write units that one partition takes in a second.
pub(super) const WRITES_PER_SECOND: f64 = 1_000.0;

/// The items of a table, or of a global index, that have one partition key.
///
/// `Display` shows the key's values: it is for tests.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Partition {
    /// The table.
    pub table: String,
    /// The global index; `None` for the table itself and its local indexes.
    pub index: Option<String>,
    /// The partition attributes and their values, in the order of the key.
    pub key: Vec<(String, Value)>,
}

/// What went to one partition.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PartitionCost {
    /// The partition.
    pub partition: Partition,
    /// The read units.
    pub reads: f64,
    /// The write units.
    pub writes: f64,
}

/// A second in which a partition had more than the service gives it: 1,000 write units or 3,000 read units. What goes
/// beyond that is throttled, however much capacity the table has.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HotPartition {
    /// What the partition had in that second.
    pub cost: PartitionCost,
    /// The beginning of the second, by the store's clock.
    pub second: SystemTime,
}

/// What one request charges a partition with.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Charge {
    pub(super) partition: Partition,
    pub(super) units: f64,
}

impl PartitionCost {
    pub(super) const fn new(partition: Partition) -> Self {
        Self { partition, reads: 0.0, writes: 0.0 }
    }

    pub(super) fn add(&mut self, units: f64, writes: bool) {
        if writes {
            self.writes += units;
        } else {
            self.reads += units;
        }
    }

    pub(super) fn is_hot(&self) -> bool {
        self.reads > READS_PER_SECOND || self.writes > WRITES_PER_SECOND
    }
}

impl Cost {
    /// The units of a request that reads, or writes.
    pub(super) fn of_units(units: f64, writes: bool) -> Self {
        let (reads, writes) = if writes { (0.0, units) } else { (units, 0.0) };
        Self { reads, writes, ..Self::default() }
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, index, key } = self;
        f.write_str(table)?;
        if let Some(index) = index {
            write!(f, " by {index}")?;
        }
        let parts = key.iter().map(|(name, value)| match value {
            Value::String(text) => format!("{name} = {text:?}"),
            Value::Number(number) => format!("{name} = {number}"),
            other @ (Value::Binary(_)
            | Value::Bool(_)
            | Value::Null
            | Value::List(_)
            | Value::Map(_)
            | Value::StringSet(_)
            | Value::NumberSet(_)
            | Value::BinarySet(_)) => format!("{name} = {other:?}"),
        });
        write!(f, ", {}", parts.collect::<Vec<_>>().join(", "))
    }
}

impl fmt::Display for HotPartition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PartitionCost { partition, reads, writes } = &self.cost;
        write!(f, "{partition}: {reads} read units and {writes} write units in one second; ")?;
        write!(f, "a partition gives {READS_PER_SECOND} and takes {WRITES_PER_SECOND}")
    }
}
