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

impl ConsumedCapacity {
    /// Adds what another request consumed in the same table. Parts are kept if both have them.
    pub fn add(&mut self, other: Self) {
        let Self { table_name: _, total, parts } = other;
        self.total += total;
        self.parts = match (self.parts.take(), parts) {
            (Some(mut sum), Some(parts)) => {
                sum.add(parts);
                Some(sum)
            }
            (_, None) | (None, _) => None,
        };
    }
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

impl CapacityParts {
    fn add(&mut self, other: Self) {
        let Self { table, local_indexes, global_indexes } = other;
        self.table += table;
        for (name, units) in local_indexes {
            *self.local_indexes.entry(name).or_default() += units;
        }
        for (name, units) in global_indexes {
            *self.global_indexes.entry(name).or_default() += units;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CapacityParts, ConsumedCapacity};

    fn consumed(total: f64, parts: Option<(f64, &str)>) -> ConsumedCapacity {
        let parts = parts.map(|(units, index)| CapacityParts {
            table: total - units,
            local_indexes: [(index.to_owned(), units)].into(),
            global_indexes: [(format!("g_{index}"), 0.0)].into(),
        });
        ConsumedCapacity { table_name: "shop".to_owned(), total, parts }
    }

    #[test]
    fn units_are_added_part_by_part() {
        let mut sum = consumed(2.0, Some((0.5, "a")));
        sum.add(consumed(3.0, Some((1.0, "a"))));
        sum.add(consumed(1.0, Some((0.5, "b"))));
        let parts = CapacityParts {
            table: 4.0,
            local_indexes: [("a".to_owned(), 1.5), ("b".to_owned(), 0.5)].into(),
            global_indexes: [("g_a".to_owned(), 0.0), ("g_b".to_owned(), 0.0)].into(),
        };
        assert_eq!(sum, ConsumedCapacity { table_name: "shop".to_owned(), total: 6.0, parts: Some(parts) });
        sum.add(consumed(1.0, None));
        assert_eq!(sum, consumed(7.0, None));
    }
}
