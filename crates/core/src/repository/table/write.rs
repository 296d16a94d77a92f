//! Writing.

use super::TableRepository;
use crate::{
    Error,
    expr::Filter,
    layout::Layout,
    repository::{
        DeleteItem, Existence, PutItem, Returning, UpdateItem,
        plan::{Changes, KeyPlan, PutPlan, Refusal},
    },
    store::{self, ReturnConsumedCapacity, ReturnOld, ReturnValues},
};

impl<T: Send + Sync + 'static> TableRepository<T> {
    pub(super) async fn write_put(&self, request: PutItem<T>) -> Result<Option<T>, Error> {
        let PutItem { mut entity, existence, condition, returning } = request;
        let put = self.planned_put(&mut entity, existence, condition, returning)?;
        let outcome = self.store.put_item(put.request).await.map_err(|error| put.refusal.error(error))?;
        match returning {
            // What is stored is what was given, and what was filled in.
            Returning::New => Ok(Some(put.stored.unwrap_or(entity))),
            Returning::Old => outcome.attributes.map(|item| self.decoded(item)).transpose(),
            Returning::Nothing => Ok(None),
        }
    }

    /// A put of an entity, with all that is filled in.
    pub(super) fn planned_put(
        &self,
        entity: &mut T,
        existence: Existence,
        condition: Option<Filter>,
        returning: Returning,
    ) -> Result<PlannedPut<'_, T>, Error> {
        let planner = self.planner();
        self.mapping.fill(entity, planner.now);
        self.mapping.validate(entity)?;
        let own = self.mapping.layout_of(entity);
        let item = self.mapping.to_item(entity)?;
        let PutPlan { item, condition, refusal } = planner.put(own, item, existence, condition, returning)?;
        let stored = if returning == Returning::New && own.changes_on_write() {
            Some(self.mapping.from_item(&item)?)
        } else {
            None
        };
        let request = store::PutItem {
            table: planner.table()?,
            item,
            condition,
            return_values: if returning == Returning::Old { ReturnOld::AllOld } else { ReturnOld::None },
            return_on_condition_failure: ReturnOld::AllOld,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        Ok(PlannedPut { own, request, refusal, stored })
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
        let PlannedDelete { request, refusal } = self.planned_delete(request)?;
        let outcome = self.store.delete_item(request).await.map_err(|error| refusal.error(error))?;
        outcome.attributes.map(|item| self.decoded(item)).transpose()
    }

    /// A removal of an entity.
    pub(super) fn planned_delete(&self, request: DeleteItem<T>) -> Result<PlannedDelete<'_>, Error> {
        let DeleteItem { key, expecting, condition, returning } = request;
        let planner = self.planner();
        let KeyPlan { key, condition, refusal } =
            planner.delete(planner.filled(key)?, expecting, condition, returning)?;
        let request = store::DeleteItem {
            table: planner.table()?,
            key,
            condition,
            return_values: if returning == Returning::Old { ReturnOld::AllOld } else { ReturnOld::None },
            return_on_condition_failure: ReturnOld::AllOld,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        Ok(PlannedDelete { request, refusal })
    }
}

/// A put that can be sent.
pub(super) struct PlannedPut<'p, T> {
    /// The layout of the entity itself: of an enum, that of its variant.
    pub(super) own: &'p Layout,
    pub(super) request: store::PutItem,
    pub(super) refusal: Refusal<'p>,
    /// The entity as it is stored, if it is asked for and differs from what was given.
    pub(super) stored: Option<T>,
}

/// A removal that can be sent.
pub(super) struct PlannedDelete<'p> {
    pub(super) request: store::DeleteItem,
    pub(super) refusal: Refusal<'p>,
}
