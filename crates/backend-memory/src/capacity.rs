//! What a request costs.

use crate::table::{Index, Table, Written};
use twintable::store::{CapacityParts, ConsumedCapacity, ReturnConsumedCapacity};

const READ_UNIT: usize = 4 * 1024;
const WRITE_UNIT: usize = 1024;
/// A transaction costs this much more, for the table but not for its indexes.
pub(crate) const TRANSACTION: f64 = 2.0;

/// The read units of some bytes: one for each 4 KB, at least one, and half of that without consistency.
pub(crate) fn read_units(bytes: usize, consistent: bool) -> f64 {
    let units = units(bytes, READ_UNIT);
    if consistent { units } else { units / 2.0 }
}

/// The write units of some bytes: one for each KB, at least one.
pub(crate) fn write_units(bytes: usize) -> f64 {
    units(bytes, WRITE_UNIT)
}

fn units(bytes: usize, unit: usize) -> f64 {
    // Nothing that is charged at once comes near the 2^32 units where this would saturate.
    f64::from(u32::try_from(bytes.div_ceil(unit).max(1)).unwrap_or(u32::MAX))
}

/// Adds up what a request costs in each table, if the request asked.
#[derive(Debug)]
pub(crate) struct Meter {
    wanted: ReturnConsumedCapacity,
    tables: Vec<ConsumedCapacity>,
}

impl Meter {
    pub(crate) const fn new(wanted: ReturnConsumedCapacity) -> Self {
        Self { wanted, tables: Vec::new() }
    }

    /// Charges the table itself.
    pub(crate) fn charge_table(&mut self, table: &str, units: f64) {
        if let Some(capacity) = self.of_table(table) {
            capacity.total += units;
            if let Some(parts) = &mut capacity.parts {
                parts.table += units;
            }
        }
    }

    /// Charges an index.
    pub(crate) fn charge_index(&mut self, table: &str, index: &Index, units: f64) {
        if let Some(capacity) = self.of_table(table) {
            capacity.total += units;
            if let Some(parts) = &mut capacity.parts {
                let indexes =
                    if index.is_local() { &mut parts.local_indexes } else { &mut parts.global_indexes };
                *indexes.entry(index.name().to_owned()).or_default() += units;
            }
        }
    }

    /// Charges a write: the table for the larger of the item before and after, `factor` times, and each index
    /// for what changed in it.
    pub(crate) fn charge_write(&mut self, table: &Table, written: &Written, factor: f64) {
        if self.wanted == ReturnConsumedCapacity::None {
            return;
        }
        self.charge_table(&table.schema.name, factor * write_units(written.larger_size()));
        for (index, units) in table.indexes().iter().zip(&written.index_units) {
            if *units > 0.0 {
                self.charge_index(&table.schema.name, index, *units);
            }
        }
    }

    /// What one table was charged.
    pub(crate) fn into_one(self) -> Option<ConsumedCapacity> {
        self.tables.into_iter().next()
    }

    /// What each table was charged, in the order of the request.
    pub(crate) fn into_all(self) -> Vec<ConsumedCapacity> {
        self.tables
    }

    fn of_table(&mut self, name: &str) -> Option<&mut ConsumedCapacity> {
        let parts = match self.wanted {
            ReturnConsumedCapacity::None => return None,
            ReturnConsumedCapacity::Total => None,
            ReturnConsumedCapacity::Indexes => Some(CapacityParts::default()),
        };
        let position = self.tables.iter().position(|capacity| capacity.table_name == name);
        let position = position.unwrap_or_else(|| {
            self.tables.push(ConsumedCapacity { table_name: name.to_owned(), total: 0.0, parts });
            self.tables.len() - 1
        });
        self.tables.get_mut(position)
    }
}
