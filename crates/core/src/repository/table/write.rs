//! Writing.

use super::TableRepository;
use crate::{
    Error, Item,
    expr::Filter,
    layout::Layout,
    operation::Unfilled,
    repository::{
        DeleteItem, Existence, PutItem, Returning, UpdateItem,
        plan::{Changes, KeyPlan, Planner, PutPlan, Refusal},
    },
    store::{self, ReturnConsumedCapacity, ReturnOld, ReturnValues},
    transaction::witness::attributes_of,
};

impl<T: Send + Sync + 'static> TableRepository<T> {
    pub(super) async fn write_put(&self, request: PutItem<T>) -> Result<Option<T>, Error> {
        let PutItem { mut entity, existence, condition, returning } = request;
        let planner = self.planner();
        let (own, item) = self.encoded(&planner, &mut entity)?;
        if self.layout().has_uniques() {
            return self.put_unique(own, item, existence, condition, returning).await;
        }
        let put = self.planned_put(&planner, own, item, (existence, condition), returning)?;
        let outcome = self.store.put_item(put.request).await.map_err(|error| put.refusal.error(error))?;
        match returning {
            // What is stored is what was given, and what was filled in.
            Returning::New => Ok(Some(put.stored.unwrap_or(entity))),
            Returning::Old => outcome.attributes.map(|item| self.decoded(item)).transpose(),
            Returning::Nothing => Ok(None),
        }
    }

    /// The fields of an entity, once what is made when it is first written is filled in; and its own layout: of an
    /// enum, that of its variant.
    pub(super) fn encoded(
        &self,
        planner: &Planner<'_, '_>,
        entity: &mut T,
    ) -> Result<(&Layout, Item), Error> {
        self.mapping.fill(entity, planner.now);
        self.mapping.validate(entity)?;
        Ok((self.mapping.layout_of(entity), self.mapping.to_item(entity)?))
    }

    /// A put of an entity without unique fields.
    pub(super) fn planned_put<'p>(
        &self,
        planner: &Planner<'p, '_>,
        own: &'p Layout,
        item: Item,
        (existence, condition): (Existence, Option<Filter>),
        returning: Returning,
    ) -> Result<PlannedPut<'p, T>, Error> {
        let PutPlan { item, condition, refusal } = planner.put(own, item, existence, condition, returning)?;
        let stored = if returning == Returning::New && own.changes_on_write() {
            Some(self.mapping.from_item(&item)?)
        } else {
            None
        };
        let request = store::PutItem {
            table: planner.layout.table()?,
            item,
            condition,
            return_values: if returning == Returning::Old { ReturnOld::AllOld } else { ReturnOld::None },
            return_on_condition_failure: ReturnOld::AllOld,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        Ok(PlannedPut { request, refusal, stored })
    }

    pub(super) async fn write_update(&self, request: UpdateItem<T>) -> Result<Option<T>, Error> {
        let UpdateItem { key, update, given, existence, expecting, condition, returning } = request;
        let planner = self.planner();
        let has_scope = key.has_scope();
        let key = key.into_unfilled()?;
        let changes = Changes { update, given, existence, expecting, condition };
        if !planner.layout.uniques().is_empty() && touches_uniques(planner.layout, &changes) {
            return self.update_unique(Unfilled { key, has_scope }, changes, returning).await;
        }
        let plan = planner.update(key, has_scope, changes)?;
        let update = store::UpdateItem {
            table: planner.layout.table()?,
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
        if self.layout().has_uniques() {
            return self.delete_unique(request).await;
        }
        let PlannedDelete { request, refusal } = self.planned_delete(request)?;
        let outcome = self.store.delete_item(request).await.map_err(|error| refusal.error(error))?;
        outcome.attributes.map(|item| self.decoded(item)).transpose()
    }

    /// A removal of an entity without unique fields.
    pub(super) fn planned_delete(&self, request: DeleteItem<T>) -> Result<PlannedDelete<'_>, Error> {
        let DeleteItem { key, expecting, condition, returning } = request;
        let planner = self.planner();
        let KeyPlan { key, condition, refusal } =
            planner.delete(planner.scope().filled(key)?, expecting, condition, returning)?;
        let request = store::DeleteItem {
            table: planner.layout.table()?,
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

/// Whether an update changes a unique field, or may create an entity that has one.
fn touches_uniques(layout: &Layout, changes: &Changes) -> bool {
    let touches = |name: &str| attributes_of(layout).any(|attribute| attribute == name);
    changes.existence == Existence::MayExist
        || changes.update.actions.iter().any(|action| touches(action.target().attribute()))
}
