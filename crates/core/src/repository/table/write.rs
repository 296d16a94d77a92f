//! Writing.

use super::TableRepository;
use crate::{
    Error, Item, PrimaryKey,
    expr::Filter,
    layout::Layout,
    operation::Unfilled,
    repository::{
        DeleteItem, Existence, PutItem, Returning, UpdateItem,
        plan::{Changes, KeyPlan, Planner, PutPlan, Refusal, UpdatePlan, told_on_failure},
        refused,
    },
    store::{self, ReturnConsumedCapacity, ReturnOld, ReturnValues},
    transaction::witness::attributes_of,
};
use futures_util::future::{BoxFuture, FutureExt};

impl<T: Send + Sync + 'static> TableRepository<T> {
    /// All is planned at once, so that what waits for the answer is small.
    pub(super) fn write_put(&self, request: PutItem<T>) -> Answer<'_, T> {
        let PutItem { mut entity, existence, condition, returning } = request;
        let planner = self.planner();
        let (own, item) = match self.encoded(&planner, &mut entity) {
            Ok(encoded) => encoded,
            Err(error) => return refused(error),
        };
        if self.layout().has_uniques() {
            return self.put_unique(own, item, existence, condition, returning).boxed();
        }
        let put = match self.planned_put(&planner, own, item, (existence, condition), returning) {
            Ok(put) => put,
            Err(error) => return refused(error),
        };
        let PlannedPut { request, refusal, stored } = put;
        let sent = self.store.put_item(request);
        // What is stored is what was given, and what was filled in.
        let written = (returning == Returning::New).then(|| stored.unwrap_or(entity));
        let is_old = returning == Returning::Old;
        sent.map(move |outcome| {
            let outcome = outcome.map_err(|error| refusal.error(error))?;
            if is_old { outcome.attributes.map(|item| self.decoded(item)).transpose() } else { Ok(written) }
        })
        .boxed()
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
        let return_on_condition_failure = told_on_failure(condition.as_ref());
        let request = store::PutItem {
            table: planner.layout.table()?,
            item,
            condition,
            return_values: if returning == Returning::Old { ReturnOld::AllOld } else { ReturnOld::None },
            return_on_condition_failure,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        Ok(PlannedPut { request, refusal, stored })
    }

    /// As [`write_put`](Self::write_put).
    pub(super) fn write_update(&self, request: UpdateItem<T>) -> Answer<'_, T> {
        let UpdateItem { key, update, given, existence, expecting, condition, returning } = request;
        let planner = self.planner();
        let has_scope = key.has_scope();
        let key = match key.into_unfilled() {
            Ok(key) => key,
            Err(error) => return refused(error),
        };
        let changes = Changes { update, given, existence, expecting, condition };
        if !planner.layout.uniques().is_empty() && touches_uniques(planner.layout, &changes) {
            return self.update_unique(Unfilled { key, has_scope }, changes, returning).boxed();
        }
        let (update, refusal) = match planned_update(&planner, key, has_scope, changes, returning) {
            Ok(planned) => planned,
            Err(error) => return refused(error),
        };
        self.store
            .update_item(update)
            .map(move |outcome| {
                let outcome = outcome.map_err(|error| refusal.error(error))?;
                if returning == Returning::New && outcome.attributes.is_none() {
                    // Only taking away from nothing leaves nothing.
                    return Err(Error::NotFound { entity: self.layout().name() });
                }
                outcome.attributes.map(|item| self.decoded(item)).transpose()
            })
            .boxed()
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
        let return_on_condition_failure = told_on_failure(condition.as_ref());
        let request = store::DeleteItem {
            table: planner.layout.table()?,
            key,
            condition,
            return_values: if returning == Returning::Old { ReturnOld::AllOld } else { ReturnOld::None },
            return_on_condition_failure,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        Ok(PlannedDelete { request, refusal })
    }
}

/// What a write answers.
type Answer<'r, T> = BoxFuture<'r, Result<Option<T>, Error>>;

/// An update that can be sent, and what its refusal means.
fn planned_update<'p>(
    planner: &Planner<'p, '_>,
    key: PrimaryKey,
    has_scope: bool,
    changes: Changes,
    returning: Returning,
) -> Result<(store::UpdateItem, Refusal<'p>), Error> {
    let UpdatePlan { key, update, condition, refusal } = planner.update(key, has_scope, changes)?;
    let return_on_condition_failure = told_on_failure(condition.as_ref());
    let update = store::UpdateItem {
        table: planner.layout.table()?,
        key,
        update,
        condition,
        return_values: match returning {
            Returning::New => ReturnValues::AllNew,
            Returning::Old => ReturnValues::AllOld,
            Returning::Nothing => ReturnValues::None,
        },
        return_on_condition_failure,
        return_consumed_capacity: ReturnConsumedCapacity::None,
    };
    Ok((update, refusal))
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
