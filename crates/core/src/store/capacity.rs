//! What a request cost.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether a request asks what it consumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ReturnConsumedCapacity {
    /// No.
    #[default]
    None,
    /// The sum for each table.
    Total,
    /// The sum, and its parts for the table and each index that was touched.
    Indexes,
}

/// The capacity units that a request consumed in one table.
///
/// A read unit is 4 KB read with strong consistency; half of one with eventual consistency, two in a
/// transaction. A write unit is 1 KB written; two in a transaction.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ConsumedCapacity {
    /// The table's name.
    pub table_name: String,
    /// All units: the table's and the indexes'.
    pub total: f64,
    /// The parts of the total, if the request asked for them.
    pub parts: Option<CapacityParts>,
}

/// How the units of a request are spread over a table and its indexes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CapacityParts {
    /// The units of the table itself.
    pub table: f64,
    /// The units of each local index that was touched.
    pub local_indexes: BTreeMap<String, f64>,
    /// The units of each global index that was touched.
    pub global_indexes: BTreeMap<String, f64>,
}
