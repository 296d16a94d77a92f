//! Operations on one item.

use super::{Model, capacity, filter, projection, table::Table, update};
use twintable::{
    Error, Item,
    expr::{Filter, Update},
    store::{
        DeleteItem, DeleteItemOutcome, GetItem, GetItemOutcome, PutItem, PutItemOutcome, ReturnOld,
        ReturnValues, UpdateItem, UpdateItemOutcome,
    },
};

impl Model {
    /// Reads one item.
    ///
    /// # Errors
    ///
    /// As [`ItemStore::get_item`](twintable::store::ItemStore::get_item).
    pub fn get_item(&self, request: &GetItem) -> Result<GetItemOutcome, Error> {
        request.validate()?;
        let table = self.table(&request.table)?;
        request.validate_against(&table.schema)?;
        let GetItem { table: name, key, projection, consistent, return_consumed_capacity } = request;
        let item = table.get(&key.to_item());
        let charge = capacity::item_read(name, item, *consistent);
        Ok(GetItemOutcome {
            item: item.map(|item| projected(item, projection.as_ref())),
            consumed_capacity: capacity::reported(*return_consumed_capacity, [charge]).pop(),
        })
    }

    /// Writes one item.
    ///
    /// # Errors
    ///
    /// As [`ItemStore::put_item`](twintable::store::ItemStore::put_item).
    pub fn put_item(&mut self, request: &PutItem) -> Result<PutItemOutcome, Error> {
        request.validate()?;
        let table = self.table_mut(&request.table)?;
        request.validate_against(&table.schema)?;
        let PutItem {
            table: _,
            item,
            condition,
            return_values,
            return_on_condition_failure,
            return_consumed_capacity,
        } = request;
        let old = table.get(item).cloned();
        check(condition.as_ref(), old.as_ref(), *return_on_condition_failure)?;
        let charge = write(table, item, old.as_ref(), Some(item));
        Ok(PutItemOutcome {
            attributes: returned_old(*return_values, old),
            consumed_capacity: capacity::reported(*return_consumed_capacity, [charge]).pop(),
        })
    }

    /// Changes one item, or creates it.
    ///
    /// # Errors
    ///
    /// As [`ItemStore::update_item`](twintable::store::ItemStore::update_item).
    pub fn update_item(&mut self, request: &UpdateItem) -> Result<UpdateItemOutcome, Error> {
        request.validate()?;
        let table = self.table_mut(&request.table)?;
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
        let key = key.to_item();
        let old = table.get(&key).cloned();
        check(condition.as_ref(), old.as_ref(), *return_on_condition_failure)?;
        let new = update::updated(update, old.as_ref(), &key, &table.schema)?;
        let charge = write(table, &key, old.as_ref(), new.as_ref());
        let attributes = match return_values {
            ReturnValues::None => None,
            ReturnValues::AllOld => old,
            ReturnValues::AllNew => new,
            ReturnValues::UpdatedOld => touched(update, old),
            ReturnValues::UpdatedNew => touched(update, new),
        };
        let consumed_capacity = capacity::reported(*return_consumed_capacity, [charge]).pop();
        Ok(UpdateItemOutcome { attributes, consumed_capacity })
    }

    /// Removes one item.
    ///
    /// # Errors
    ///
    /// As [`ItemStore::delete_item`](twintable::store::ItemStore::delete_item).
    pub fn delete_item(&mut self, request: &DeleteItem) -> Result<DeleteItemOutcome, Error> {
        request.validate()?;
        let table = self.table_mut(&request.table)?;
        request.validate_against(&table.schema)?;
        let DeleteItem {
            table: _,
            key,
            condition,
            return_values,
            return_on_condition_failure,
            return_consumed_capacity,
        } = request;
        let key = key.to_item();
        let old = table.get(&key).cloned();
        check(condition.as_ref(), old.as_ref(), *return_on_condition_failure)?;
        let charge = write(table, &key, old.as_ref(), None);
        Ok(DeleteItemOutcome {
            attributes: returned_old(*return_values, old),
            consumed_capacity: capacity::reported(*return_consumed_capacity, [charge]).pop(),
        })
    }
}

/// Puts an item in the place of another, or of none, and says what it costs.
pub(super) fn write(
    table: &mut Table,
    key: &Item,
    old: Option<&Item>,
    new: Option<&Item>,
) -> twintable::store::ConsumedCapacity {
    table.set(key, new.cloned());
    capacity::write(&table.schema, old, new)
}

/// Whether the condition of a write is true for the item as it is; a missing one has no attributes.
pub(super) fn holds(condition: Option<&Filter>, old: Option<&Item>) -> bool {
    condition.is_none_or(|condition| filter::is_true(condition, old.unwrap_or(&Item::new())))
}

fn check(condition: Option<&Filter>, old: Option<&Item>, returned: ReturnOld) -> Result<(), Error> {
    if holds(condition, old) {
        Ok(())
    } else {
        Err(Error::ConditionFailed { current: returned_old(returned, old.cloned()) })
    }
}

pub(super) fn returned_old(wanted: ReturnOld, old: Option<Item>) -> Option<Item> {
    match wanted {
        ReturnOld::None => None,
        ReturnOld::AllOld => old,
    }
}

/// What a read returns of an item: without a projection, all of it.
pub(super) fn projected(item: &Item, projection: Option<&twintable::expr::Projection>) -> Item {
    match projection {
        Some(projection) => projection::parts(item, &projection.paths),
        None => item.clone(),
    }
}

/// What is at the targets of an update; nothing, rather than an item without attributes.
fn touched(update: &Update, item: Option<Item>) -> Option<Item> {
    let targets = update.actions.iter().map(twintable::expr::Action::target);
    item.map(|item| projection::parts(&item, targets)).filter(|parts| !parts.is_empty())
}
