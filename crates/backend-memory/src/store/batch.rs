//! Batches: many items, each for itself.

use super::MemoryStore;
use crate::{
    capacity::{Meter, read_units},
    eval,
    table::{Change, Table},
};
use std::sync::Arc;
use twintable::{
    Error, PrimaryKey,
    store::{
        BatchGet, BatchGetItem, BatchGetItemOutcome, BatchWrite, BatchWriteItem, BatchWriteItemOutcome,
        WriteRequest,
    },
};

/// The most bytes of items that one batch returns; the rest is left for another one.
const MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;

impl MemoryStore {
    pub(super) fn batch_get(&self, request: BatchGetItem) -> Result<BatchGetItemOutcome, Error> {
        request.validate()?;
        let BatchGetItem { tables, return_consumed_capacity } = request;
        let tables = self.resolve(tables, |get| &get.table, BatchGet::validate_against)?;
        let mut meter = Meter::new(return_consumed_capacity);
        let mut outcome = BatchGetItemOutcome::default();
        let mut bytes = 0;
        for (table, get) in tables {
            let BatchGet { table: name, keys, projection, consistent } = get;
            let (mut items, mut left) = (Vec::new(), Vec::new());
            for key in keys {
                let stored = self.read_one(&table, &key, consistent);
                let size = stored.as_ref().map_or(0, |stored| stored.size);
                if bytes + size > MAX_RESPONSE_BYTES {
                    left.push(key);
                    continue;
                }
                bytes += size;
                meter.charge_table(&name, read_units(size, consistent));
                items.extend(stored.map(|stored| match &projection {
                    Some(projection) => eval::projection::project(projection, &stored.item),
                    None => stored.item,
                }));
            }
            outcome.items.push((name.clone().into_owned(), items));
            if !left.is_empty() {
                outcome.unprocessed.push(BatchGet { table: name, keys: left, projection, consistent });
            }
        }
        outcome.consumed_capacity = meter.into_all();
        Ok(outcome)
    }

    pub(super) fn batch_write(&self, request: BatchWriteItem) -> Result<BatchWriteItemOutcome, Error> {
        request.validate()?;
        let BatchWriteItem { tables, return_consumed_capacity } = request;
        let tables = self.resolve(tables, |write| &write.table, BatchWrite::validate_against)?;
        let mut meter = Meter::new(return_consumed_capacity);
        for (table, write) in tables {
            let BatchWrite { table: _, requests } = write;
            for request in requests {
                let (key, change) = match request {
                    WriteRequest::Put(item) => (table.key_of_item(&item), Change::Put(item)),
                    WriteRequest::Delete(key) => (table.key_of(&key), Change::Delete),
                };
                let _gate = self.shared.gate.read();
                let written = table.write(key, |_| Ok::<_, Error>(change))?;
                meter.charge_write(&table, &written, 1.0);
            }
        }
        Ok(BatchWriteItemOutcome { unprocessed: Vec::new(), consumed_capacity: meter.into_all() })
    }

    /// Finds all tables and checks each part against its own, before anything is read or written.
    fn resolve<P>(
        &self,
        parts: Vec<P>,
        name: impl Fn(&P) -> &str,
        validate: impl Fn(&P, &twintable::TableSchema) -> Result<(), Error>,
    ) -> Result<Vec<(Arc<Table>, P)>, Error> {
        let found: Vec<_> = parts
            .into_iter()
            .map(|part| Ok::<_, Error>((self.table(name(&part))?, part)))
            .collect::<Result<_, _>>()?;
        found.iter().try_for_each(|(table, part)| validate(part, &table.schema))?;
        Ok(found)
    }

    fn read_one(&self, table: &Table, key: &PrimaryKey, consistent: bool) -> Option<crate::table::Stored> {
        let _gate = self.shared.gate.read();
        table.read(&table.key_of(key), consistent)
    }
}
