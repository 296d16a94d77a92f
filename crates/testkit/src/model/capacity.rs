//! What requests cost.

use super::{position::Position, table::index_entry};
use twintable::{
    IndexKind, Item, KeySchema, TableSchema,
    store::{CapacityParts, ConsumedCapacity, ReturnConsumedCapacity},
};

/// How much more a transaction costs in a table; in an index it costs the same.
const TRANSACTION: f64 = 2.0;

/// What reading one item costs, or finding that there is none.
pub(super) fn item_read(table: &str, item: Option<&Item>, consistent: bool) -> ConsumedCapacity {
    in_table(table, read_units(item.map_or(0, Item::size), consistent))
}

/// What reading some bytes of an index costs.
pub(super) fn index_read(
    table: &str,
    index: &str,
    kind: IndexKind<'_>,
    bytes: usize,
    consistent: bool,
) -> ConsumedCapacity {
    in_index(table, index, kind, read_units(bytes, consistent))
}

/// What reading some bytes of a table costs.
pub(super) fn table_read(table: &str, bytes: usize, consistent: bool) -> ConsumedCapacity {
    in_table(table, read_units(bytes, consistent))
}

/// What reading some bytes in a transaction costs.
pub(super) fn transact_read(table: &str, bytes: usize) -> ConsumedCapacity {
    in_table(table, TRANSACTION * read_units(bytes, true))
}

/// What a write costs: in the table by the larger of the item before and after, and in each index by what changes there.
pub(super) fn write(schema: &TableSchema, old: Option<&Item>, new: Option<&Item>) -> ConsumedCapacity {
    let mut charge = in_table(&schema.name, write_units(larger(old, new)));
    let local = schema.local_indexes.iter().map(|index| &index.name);
    for name in local.chain(schema.global_indexes.iter().map(|index| &index.name)) {
        let Some(key) = schema.key_schema(Some(name)) else { continue };
        let units = index_units(schema, &key, old, new);
        if units > 0.0 {
            charge.add(in_index(&schema.name, name, key.kind, units));
        }
    }
    charge
}

/// What a write costs in a transaction.
pub(super) fn transact_write(
    schema: &TableSchema,
    old: Option<&Item>,
    new: Option<&Item>,
) -> ConsumedCapacity {
    let mut charge = write(schema, old, new);
    charge.add(in_table(&schema.name, (TRANSACTION - 1.0) * write_units(larger(old, new))));
    charge
}

/// The bytes of the larger of an item before and after a write.
pub(super) fn larger(old: Option<&Item>, new: Option<&Item>) -> usize {
    old.map_or(0, Item::size).max(new.map_or(0, Item::size))
}

/// What a request reports of its charges: their sum for each table, if it asks.
pub(super) fn reported(
    wanted: ReturnConsumedCapacity,
    charges: impl IntoIterator<Item = ConsumedCapacity>,
) -> Vec<ConsumedCapacity> {
    let mut sums: Vec<ConsumedCapacity> = Vec::new();
    for charge in charges {
        match sums.iter_mut().find(|sum| sum.table_name == charge.table_name) {
            Some(sum) => sum.add(charge),
            None => sums.push(charge),
        }
    }
    match wanted {
        ReturnConsumedCapacity::None => Vec::new(),
        ReturnConsumedCapacity::Total => {
            sums.into_iter().map(|sum| ConsumedCapacity { parts: None, ..sum }).collect()
        }
        ReturnConsumedCapacity::Indexes => sums,
    }
}

/// An entry that comes or goes is one write, one that moves is two, and one that stays as it is is none.
fn index_units(schema: &TableSchema, key: &KeySchema<'_>, old: Option<&Item>, new: Option<&Item>) -> f64 {
    let entry = |item: Option<&Item>| item.and_then(|item| index_entry(item, key));
    match (entry(old), entry(new)) {
        (None, None) => 0.0,
        (Some(only), None) | (None, Some(only)) => write_units(only.size()),
        (Some(old), Some(new)) if old == new => 0.0,
        (Some(old), Some(new)) => {
            let position = |entry| Position::in_index(entry, key, schema);
            if position(&old) == position(&new) {
                write_units(larger(Some(&old), Some(&new)))
            } else {
                write_units(old.size()) + write_units(new.size())
            }
        }
    }
}

/// One unit for each 4 KB, at least one; half of that without consistency.
fn read_units(bytes: usize, consistent: bool) -> f64 {
    units(bytes, 4096) * if consistent { 1.0 } else { 0.5 }
}

/// One unit for each KB, at least one.
fn write_units(bytes: usize) -> f64 {
    units(bytes, 1024)
}

fn units(bytes: usize, size: usize) -> f64 {
    u32::try_from(bytes.div_ceil(size).max(1)).map_or(f64::INFINITY, f64::from)
}

fn in_table(table: &str, units: f64) -> ConsumedCapacity {
    let parts = CapacityParts { table: units, ..CapacityParts::default() };
    ConsumedCapacity { table_name: table.to_owned(), total: units, parts: Some(parts) }
}

fn in_index(table: &str, index: &str, kind: IndexKind<'_>, units: f64) -> ConsumedCapacity {
    let units_of_index = [(index.to_owned(), units)].into();
    let parts = match kind {
        IndexKind::Local(_) => CapacityParts { local_indexes: units_of_index, ..CapacityParts::default() },
        IndexKind::Table | IndexKind::Global(_) => {
            CapacityParts { global_indexes: units_of_index, ..CapacityParts::default() }
        }
    };
    ConsumedCapacity { table_name: table.to_owned(), total: units, parts: Some(parts) }
}
