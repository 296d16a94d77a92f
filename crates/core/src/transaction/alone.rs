//! Writes of a batch: those that can share a request, and those that go alone.

use super::{commit::Committer, plan::Planned, witness::Watched};
use crate::{
    Error, Rule,
    batch::{Target, Way, Write},
    operation::{Body, EntityWrite},
    repository::{Returning, plan::told_on_failure},
    store::{
        Clock, DeleteItem, ItemStore, PutItem, ReturnConsumedCapacity, ReturnOld, ReturnValues, UpdateItem,
    },
    validate,
};
use futures_util::future::{BoxFuture, FutureExt};
use std::time::SystemTime;

impl<'c> Committer<'c, dyn ItemStore + 'c> {
    /// What an operation is in a batch.
    pub(crate) fn write_of_batch<'b>(
        &self,
        body: &'b Body<'static>,
        now: SystemTime,
        batch_only: bool,
    ) -> Result<Write<'b>, Error>
    where
        'c: 'b,
    {
        let write = match body {
            Body::Entity(write) => write,
            Body::Raw(_) => return Err(Error::invalid(Rule::BatchCheck)),
            Body::Fault(fault) => return Err(fault.clone().into()),
        };
        let plan = self.plan(write, now, Watched::Uniques)?;
        let layout = write.of.layout;
        plan.key.validate()?;
        plan.key.validate_against(layout.schema())?;
        let target = Target { table: plan.table.clone(), key: plan.key.clone() };
        let is_free = plan.condition.is_none() && !layout.has_uniques() && !layout.has_version();
        let way = match plan.write {
            Planned::Check => return Err(Error::invalid(Rule::BatchCheck)),
            Planned::Put(item) => {
                // One item at fault would take its whole request with it.
                validate::item(&item)?;
                validate::stored_item(&item, layout.schema())?;
                if is_free { Way::Put(item) } else { self.way_alone(body, now) }
            }
            Planned::Delete if is_free => Way::Delete,
            Planned::Update(_) | Planned::Delete => self.way_alone(body, now),
        };
        match way {
            Way::Alone(_) if batch_only => Err(Error::invalid(Rule::BatchCondition)),
            Way::Alone(_) | Way::Put(_) | Way::Delete => Ok(Write { target, way }),
        }
    }

    fn way_alone<'b>(&self, body: &'b Body<'static>, now: SystemTime) -> Way<'b>
    where
        'c: 'b,
    {
        let committer = *self;
        Way::Alone(Box::new(move || {
            let alone = async move {
                // Each attempt writes the same times.
                let clock = Standing(now);
                Committer { clock: &clock, ..committer }.write_alone(body).await
            };
            alone.boxed()
        }))
    }
}

impl<S: ItemStore + ?Sized> Committer<'_, S> {
    /// Does one operation by itself: as a transaction only if unique values hang on it.
    async fn write_alone(&self, body: &Body<'static>) -> Result<(), Error> {
        let Body::Entity(write) = body else {
            return self.commit_one(body, Returning::Nothing).await.map(drop);
        };
        let EntityWrite { of, write: _ } = &**write;
        let plan = self.plan(write, self.clock.now(), Watched::Uniques)?;
        if plan.reads || of.layout.has_uniques() && matches!(plan.write, Planned::Put(_)) {
            return self.commit_one(body, Returning::Nothing).await.map(drop);
        }
        let (table, key, condition) = (plan.table, plan.key, plan.condition);
        let return_on_condition_failure = told_on_failure(condition.as_ref());
        let return_consumed_capacity = ReturnConsumedCapacity::None;
        let done: BoxFuture<'_, Result<(), Error>> = match plan.write {
            Planned::Put(item) => {
                let return_values = ReturnOld::None;
                let put = PutItem {
                    table,
                    item,
                    condition,
                    return_values,
                    return_on_condition_failure,
                    return_consumed_capacity,
                };
                self.store.put_item(put).map(|outcome| outcome.map(drop)).boxed()
            }
            Planned::Update(update) => {
                let return_values = ReturnValues::None;
                let update = UpdateItem {
                    table,
                    key,
                    update,
                    condition,
                    return_values,
                    return_on_condition_failure,
                    return_consumed_capacity,
                };
                self.store.update_item(update).map(|outcome| outcome.map(drop)).boxed()
            }
            Planned::Delete => {
                let return_values = ReturnOld::None;
                let delete = DeleteItem {
                    table,
                    key,
                    condition,
                    return_values,
                    return_on_condition_failure,
                    return_consumed_capacity,
                };
                self.store.delete_item(delete).map(|outcome| outcome.map(drop)).boxed()
            }
            Planned::Check => return self.commit_one(body, Returning::Nothing).await.map(drop),
        };
        done.await.map_err(|error| plan.refusal.error(error))
    }
}

/// A clock that stands still.
#[derive(Debug)]
pub(crate) struct Standing(pub(crate) SystemTime);

impl Clock for Standing {
    fn now(&self) -> SystemTime {
        self.0
    }
}
