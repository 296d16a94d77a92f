//! Operations on one item.

use super::MemoryStore;
use crate::{
    capacity::{Meter, read_units},
    eval,
    table::{Change, Stored},
};
use twintable::{
    Error, Item, TableSchema,
    expr::{Filter, Update},
    store::{
        DeleteItem, DeleteItemOutcome, GetItem, GetItemOutcome, PutItem, PutItemOutcome, ReturnOld,
        ReturnValues, UpdateItem, UpdateItemOutcome,
    },
    validate,
};

impl MemoryStore {
    pub(super) fn get(&self, request: GetItem) -> Result<GetItemOutcome, Error> {
        request.validate()?;
        let table = self.table(&request.table)?;
        request.validate_against(&table.schema)?;
        let GetItem { table: name, key, projection, consistent, return_consumed_capacity } = request;
        let stored = {
            let _gate = self.shared.gate.read();
            table.read(&table.key_of(&key), consistent)
        };
        let mut meter = Meter::new(return_consumed_capacity);
        meter.charge_table(&name, read_units(stored.as_ref().map_or(0, |stored| stored.size), consistent));
        let item = stored.map(|stored| match &projection {
            Some(projection) => eval::projection::project(projection, &stored.item),
            None => stored.item,
        });
        Ok(GetItemOutcome { item, consumed_capacity: meter.into_one() })
    }

    pub(super) fn put(&self, request: PutItem) -> Result<PutItemOutcome, Error> {
        request.validate()?;
        let table = self.table(&request.table)?;
        request.validate_against(&table.schema)?;
        let PutItem {
            table: _,
            item,
            condition,
            return_values,
            return_on_condition_failure,
            return_consumed_capacity,
        } = request;
        let key = table.key_of_item(&item);
        let written = {
            let _gate = self.shared.gate.read();
            table.write(key, |old| {
                check(condition.as_ref(), old, return_on_condition_failure)?;
                Ok::<_, Error>(Change::Put(item))
            })?
        };
        let mut meter = Meter::new(return_consumed_capacity);
        meter.charge_write(&table, &written, 1.0);
        Ok(PutItemOutcome {
            attributes: returned_old(return_values, written.old),
            consumed_capacity: meter.into_one(),
        })
    }

    pub(super) fn update(&self, request: UpdateItem) -> Result<UpdateItemOutcome, Error> {
        request.validate()?;
        let table = self.table(&request.table)?;
        request.validate_against(&table.schema)?;
        let UpdateItem {
            table: _,
            key,
            update,
            condition,
            return_values,
            return_on_condition_failure,
            return_consumed_capacity,
        } = request;
        let written = {
            let _gate = self.shared.gate.read();
            table.write(table.key_of(&key), |old| {
                check(condition.as_ref(), old, return_on_condition_failure)?;
                updated(&update, old, || key.to_item(), &table.schema)
            })?
        };
        let mut meter = Meter::new(return_consumed_capacity);
        meter.charge_write(&table, &written, 1.0);
        let attributes = match return_values {
            ReturnValues::None => None,
            ReturnValues::AllOld => written.old.map(|old| old.item),
            ReturnValues::AllNew => written.new.map(|new| new.item),
            ReturnValues::UpdatedOld => written.old.and_then(|old| touched(&update, &old.item)),
            ReturnValues::UpdatedNew => written.new.and_then(|new| touched(&update, &new.item)),
        };
        Ok(UpdateItemOutcome { attributes, consumed_capacity: meter.into_one() })
    }

    pub(super) fn delete(&self, request: DeleteItem) -> Result<DeleteItemOutcome, Error> {
        request.validate()?;
        let table = self.table(&request.table)?;
        request.validate_against(&table.schema)?;
        let DeleteItem {
            table: _,
            key,
            condition,
            return_values,
            return_on_condition_failure,
            return_consumed_capacity,
        } = request;
        let written = {
            let _gate = self.shared.gate.read();
            table.write(table.key_of(&key), |old| {
                check(condition.as_ref(), old, return_on_condition_failure)?;
                Ok::<_, Error>(Change::Delete)
            })?
        };
        let mut meter = Meter::new(return_consumed_capacity);
        meter.charge_write(&table, &written, 1.0);
        Ok(DeleteItemOutcome {
            attributes: returned_old(return_values, written.old),
            consumed_capacity: meter.into_one(),
        })
    }
}

/// Whether a condition is true for the item as it is; without a condition it is.
pub(super) fn holds(condition: Option<&Filter>, old: Option<&Stored>) -> bool {
    condition.is_none_or(|condition| match old {
        Some(old) => eval::filter::is_true(condition, &old.item),
        None => eval::filter::is_true(condition, &Item::new()),
    })
}

fn check(condition: Option<&Filter>, old: Option<&Stored>, returned: ReturnOld) -> Result<(), Error> {
    if holds(condition, old) {
        return Ok(());
    }
    Err(Error::ConditionFailed { current: returned_old(returned, old.cloned()) })
}

/// What an update makes of the item; an error where the result may not be stored.
pub(super) fn updated(
    update: &Update,
    old: Option<&Stored>,
    key: impl FnOnce() -> Item,
    schema: &TableSchema,
) -> Result<Change, Error> {
    let fresh = if old.is_none() { key() } else { Item::new() };
    let Some(item) = eval::update::apply(update, old.map(|old| &old.item), &fresh)? else {
        return Ok(Change::Keep);
    };
    validate::index_keys(&item, schema)?;
    if item.size() > Item::MAX_SIZE {
        return Err(Error::item_too_large(&item));
    }
    Ok(Change::Put(item))
}

pub(super) fn returned_old(wanted: ReturnOld, old: Option<Stored>) -> Option<Item> {
    match wanted {
        ReturnOld::None => None,
        ReturnOld::AllOld => old.map(|old| old.item),
    }
}

/// The touched parts of an item; nothing is not returned as an empty item.
fn touched(update: &Update, item: &Item) -> Option<Item> {
    Some(eval::update::touched(update, item)).filter(|parts| !parts.is_empty())
}
