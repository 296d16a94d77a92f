//! Writing.

use super::TableRepository;
use crate::{
    Error,
    repository::{DeleteItem, PutItem, Returning, UpdateItem, plan::Changes},
    store::{self, ReturnConsumedCapacity, ReturnOld, ReturnValues},
};

impl<T: Send + Sync + 'static> TableRepository<T> {
    pub(super) async fn write_put(&self, request: PutItem<T>) -> Result<Option<T>, Error> {
        let PutItem { mut entity, existence, condition, returning } = request;
        let planner = self.planner();
        self.mapping.fill(&mut entity, planner.now);
        self.mapping.validate(&entity)?;
        let own = self.mapping.layout_of(&entity);
        let item = self.mapping.to_item(&entity)?;
        let plan = planner.put(own, item, existence, condition, returning)?;
        let stored = if returning == Returning::New && own.changes_on_write() {
            Some(self.mapping.from_item(&plan.item)?)
        } else {
            None
        };
        let put = store::PutItem {
            table: planner.table()?,
            item: plan.item,
            condition: plan.condition,
            return_values: if returning == Returning::Old { ReturnOld::AllOld } else { ReturnOld::None },
            return_on_condition_failure: ReturnOld::AllOld,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        let outcome = self.store.put_item(put).await.map_err(|error| plan.refusal.error(error))?;
        match returning {
            // What is stored is what was given, and what was filled in.
            Returning::New => Ok(Some(stored.unwrap_or(entity))),
            Returning::Old => outcome.attributes.map(|item| self.decoded(item)).transpose(),
            Returning::Nothing => Ok(None),
        }
    }

    pub(super) async fn write_update(&self, request: UpdateItem<T>) -> Result<Option<T>, Error> {
        let UpdateItem { key, update, given, existence, expecting, condition, returning } = request;
        let planner = self.planner();
        let has_scope = key.has_scope();
        let changes = Changes { update, given, existence, expecting, condition };
        let plan = planner.update(key.into_unfilled()?, has_scope, changes)?;
        let update = store::UpdateItem {
            table: planner.table()?,
            key: plan.key,
            update: plan.update,
            condition: plan.condition,
            return_values: match returning {
                Returning::New => ReturnValues::AllNew,
                Returning::Old => ReturnValues::AllOld,
                Returning::Nothing => ReturnValues::None,
            },
            return_on_condition_failure: ReturnOld::AllOld,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        let outcome = self.store.update_item(update).await.map_err(|error| plan.refusal.error(error))?;
        if returning == Returning::New && outcome.attributes.is_none() {
            // Only taking away from nothing leaves nothing.
            return Err(Error::NotFound { entity: self.layout().name() });
        }
        outcome.attributes.map(|item| self.decoded(item)).transpose()
    }

    pub(super) async fn write_delete(&self, request: DeleteItem<T>) -> Result<Option<T>, Error> {
        let DeleteItem { key, expecting, condition, returning } = request;
        let planner = self.planner();
        let plan = planner.delete(planner.filled(key)?, expecting, condition, returning)?;
        let delete = store::DeleteItem {
            table: planner.table()?,
            key: plan.key,
            condition: plan.condition,
            return_values: if returning == Returning::Old { ReturnOld::AllOld } else { ReturnOld::None },
            return_on_condition_failure: ReturnOld::AllOld,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        let outcome = self.store.delete_item(delete).await.map_err(|error| plan.refusal.error(error))?;
        outcome.attributes.map(|item| self.decoded(item)).transpose()
    }
}
