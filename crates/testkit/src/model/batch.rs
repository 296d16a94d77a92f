//! Batches: many items, each for itself.

use super::{
    Model, capacity,
    item::{projected, write},
};
use twintable::{
    Error, Item,
    store::{
        BatchGet, BatchGetItem, BatchGetItemOutcome, BatchWrite, BatchWriteItem, BatchWriteItemOutcome,
        WriteRequest,
    },
};

/// The most bytes of items that a batch returns.
const MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;

impl Model {
    /// Reads up to 100 items. What no longer fits into the answer is left unprocessed.
    ///
    /// # Errors
    ///
    /// As [`ItemStore::batch_get_item`](twintable::store::ItemStore::batch_get_item).
    pub fn batch_get_item(&self, request: &BatchGetItem) -> Result<BatchGetItemOutcome, Error> {
        request.validate()?;
        let BatchGetItem { tables, return_consumed_capacity } = request;
        let found = tables.iter().map(|get| self.table(&get.table)).collect::<Result<Vec<_>, _>>()?;
        tables.iter().zip(&found).try_for_each(|(get, table)| get.validate_against(&table.schema))?;
        let mut outcome = BatchGetItemOutcome::default();
        let (mut bytes, mut charges) = (0, Vec::new());
        for (get, table) in tables.iter().zip(found) {
            let BatchGet { table: name, keys, projection, consistent } = get;
            let (mut items, mut left) = (Vec::new(), Vec::new());
            for key in keys {
                let item = table.get(&key.to_item());
                let size = item.map_or(0, Item::size);
                if bytes + size > MAX_RESPONSE_BYTES {
                    left.push(key.clone());
                    continue;
                }
                bytes += size;
                charges.push(capacity::item_read(name, item, *consistent));
                items.extend(item.map(|item| projected(item, projection.as_ref())));
            }
            outcome.items.push((name.to_string(), items));
            if !left.is_empty() {
                outcome.unprocessed.push(BatchGet { keys: left, ..get.clone() });
            }
        }
        outcome.consumed_capacity = capacity::reported(*return_consumed_capacity, charges);
        Ok(outcome)
    }

    /// Puts and deletes up to 25 items. Nothing is left unprocessed.
    ///
    /// # Errors
    ///
    /// As [`ItemStore::batch_write_item`](twintable::store::ItemStore::batch_write_item).
    pub fn batch_write_item(&mut self, request: &BatchWriteItem) -> Result<BatchWriteItemOutcome, Error> {
        request.validate()?;
        let BatchWriteItem { tables, return_consumed_capacity } = request;
        let found = tables.iter().map(|write| self.table(&write.table)).collect::<Result<Vec<_>, _>>()?;
        tables.iter().zip(found).try_for_each(|(write, table)| write.validate_against(&table.schema))?;
        let mut charges = Vec::new();
        for BatchWrite { table, requests } in tables {
            let table = self.table_mut(table)?;
            for request in requests {
                let (key, new) = match request {
                    WriteRequest::Put(item) => (item.clone(), Some(item)),
                    WriteRequest::Delete(key) => (key.to_item(), None),
                };
                let old = table.get(&key).cloned();
                charges.push(write(table, &key, old.as_ref(), new));
            }
        }
        let consumed_capacity = capacity::reported(*return_consumed_capacity, charges);
        Ok(BatchWriteItemOutcome { unprocessed: Vec::new(), consumed_capacity })
    }
}
