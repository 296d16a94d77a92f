//! Writing many entities.

use crate::{
    Error, Key, Rule,
    batch::{self, BatchError, NotDone, Observer, Target, Verdict, Way, Write, Writes},
    layout::Layout,
    operation::{self, Body, EntityWrite, Of, Unfilled},
    repository::{
        BatchWriteItems, BatchWriteStream, DeleteItem, Existence, Returning, TableRepository, WriteItem,
        table::write::{PlannedDelete, PlannedPut},
    },
    transaction::{Committer, Standing},
    validate,
};
use futures_util::{FutureExt, StreamExt};
use std::{sync::Arc, time::SystemTime};

/// A write that can be sent, and the entity as it is stored then, if it differs from what was given.
type Planned<'p, T> = (Write<'p>, Option<T>);

impl<T: Send + Sync + 'static> TableRepository<T> {
    pub(in crate::repository::table) async fn write_many(
        &self,
        request: BatchWriteItems<T>,
        mut observer: Observer<'_>,
    ) -> Result<Vec<WriteItem<T>>, BatchError<WriteItem<T>>> {
        let BatchWriteItems { writes: mut asked, repeated, batch_only, options } = request;
        let mut verdicts: Vec<Option<Verdict>> = vec![None; asked.len()];
        let settled = |index: usize, verdict| {
            if let Some(known) = verdicts.get_mut(index) {
                *known = Some(verdict);
            }
        };
        let mut writes = Writes::new(&*self.store, settled);
        let (mut faults, mut stored) = (Vec::with_capacity(asked.len()), Vec::with_capacity(asked.len()));
        for (index, write) in asked.iter_mut().enumerate() {
            let planned = self.planned(write, Returning::New, batch_only);
            let added = planned.and_then(|(write, as_stored)| {
                writes.add_or_refuse(index, write, repeated)?;
                Ok(as_stored)
            });
            let (as_stored, fault) = added.map_or_else(|fault| (None, Some(fault)), |stored| (stored, None));
            stored.push(as_stored);
            faults.push(fault);
        }
        let asked = batch::refused(asked, faults)?;
        let end = batch::run(&mut writes, &options, &*self.timer, &mut observer).await;
        let end = writes.finish(end);
        let mut error = BatchError {
            done: Vec::with_capacity(asked.len()),
            not_done: Vec::new(),
            unknown: Vec::new(),
            cause: Arc::new(Error::TimedOut { source: None }),
        };
        for ((what, stored), verdict) in asked.into_iter().zip(stored).zip(verdicts) {
            match verdict.unwrap_or(Verdict::Unknown) {
                Verdict::Done => error.done.push(as_stored(what, stored)),
                Verdict::NotDone(own) => error.not_done.push(NotDone { what, error: own }),
                Verdict::Unknown => error.unknown.push(what),
            }
        }
        match end {
            Ok(()) => Ok(error.done),
            Err(cause) => Err(BatchError { cause, ..error }),
        }
    }

    pub(in crate::repository::table) async fn write_stream(
        &self,
        request: BatchWriteStream<'_, T>,
        mut observer: Observer<'_>,
    ) -> Result<usize, BatchError<WriteItem<T>, usize>> {
        let BatchWriteStream { writes, keeps_going, batch_only, options } = request;
        let planned = writes.map(|mut write| {
            let planned = self.planned(&mut write, Returning::Nothing, batch_only);
            (write, planned.map(|(planned, _)| planned))
        });
        let (mut done, mut not_done, mut unknown) = (0, Vec::new(), Vec::new());
        let settled = |what, verdict| match verdict {
            Verdict::Done => done += 1,
            Verdict::NotDone(error) => not_done.push(NotDone { what, error }),
            Verdict::Unknown => unknown.push(what),
        };
        let room = options.concurrency.max(1).saturating_mul(batch::MAX_WRITES);
        let mut writes = Writes::from_source(&*self.store, planned.boxed(), room, !keeps_going, settled);
        let end = batch::run(&mut writes, &options, &*self.timer, &mut observer).await;
        match writes.finish(end) {
            Ok(()) => Ok(done),
            Err(cause) => Err(BatchError { done, not_done, unknown, cause }),
        }
    }

    /// A write with all that is filled in. What was filled in is in the entity too, but for version and times.
    fn planned(
        &self,
        write: &mut WriteItem<T>,
        returning: Returning,
        batch_only: bool,
    ) -> Result<Planned<'_, T>, Error> {
        let (write, stored) = match write {
            WriteItem::Put(entity) => self.planned_write(entity, Existence::MayExist, returning)?,
            WriteItem::Create(entity) => self.planned_write(entity, Existence::MustNotExist, returning)?,
            WriteItem::Delete { key, expecting } => (self.planned_removal(key.clone(), *expecting)?, None),
        };
        match write.way {
            Way::Alone(_) if batch_only => Err(Error::invalid(Rule::BatchCondition)),
            Way::Alone(_) | Way::Put(_) | Way::Delete => Ok((write, stored)),
        }
    }

    fn planned_write(
        &self,
        entity: &mut T,
        existence: Existence,
        returning: Returning,
    ) -> Result<Planned<'_, T>, Error> {
        let planner = self.planner();
        let (own, item) = self.encoded(&planner, entity)?;
        let fields = self.layout().has_uniques().then(|| item.clone());
        let PlannedPut { request, refusal, stored } =
            self.planned_put(&planner, own, item, (existence, None), returning)?;
        // One item at fault would take its whole request with it.
        let schema = self.layout().schema();
        validate::item(&request.item)?;
        validate::stored_item(&request.item, schema)?;
        let target = Target { table: request.table.clone(), key: schema.primary_key(&request.item)? };
        let way = match fields {
            Some(item) => {
                let write = operation::Write::Put { item, existence, condition: None };
                self.committed(own, write, planner.now)
            }
            None if request.condition.is_some() || own.has_version() => Way::Alone(Box::new(move || {
                let written = self.store.put_item(request.clone());
                written.map(move |outcome| outcome.map(drop).map_err(|error| refusal.error(error))).boxed()
            })),
            None => Way::Put(request.item),
        };
        Ok((Write { target, way }, stored))
    }

    fn planned_removal(&self, key: Key<T>, expecting: Option<u64>) -> Result<Write<'_>, Error> {
        let layout = self.layout();
        let has_scope = key.has_scope();
        let unfilled = if layout.has_uniques() { Some(key.as_unfilled()?.clone()) } else { None };
        let delete = DeleteItem { key, expecting, condition: None, returning: Returning::Nothing };
        let PlannedDelete { request, refusal } = self.planned_delete(delete)?;
        request.key.validate()?;
        request.key.validate_against(layout.schema())?;
        let target = Target { table: request.table.clone(), key: request.key.clone() };
        let way = match unfilled {
            Some(key) => {
                let key = Unfilled { key, has_scope };
                let write = operation::Write::Delete { key, expecting, condition: None };
                self.committed(layout, write, self.clock.now())
            }
            None if request.condition.is_some() || layout.has_version() => Way::Alone(Box::new(move || {
                let deleted = self.store.delete_item(request.clone());
                deleted.map(move |outcome| outcome.map(drop).map_err(|error| refusal.error(error))).boxed()
            })),
            None => Way::Delete,
        };
        Ok(Write { target, way })
    }

    /// A write that is a transaction, since unique values hang on it.
    fn committed<'p>(&'p self, own: &'p Layout, write: operation::Write, now: SystemTime) -> Way<'p> {
        let of = Of { layout: self.layout(), own };
        let body = Arc::new(Body::Entity(Box::new(EntityWrite { of, write })));
        Way::Alone(Box::new(move || {
            let body = Arc::clone(&body);
            let commit = async move {
                let clock = Standing(now);
                let committer = Committer { clock: &clock, ..self.committer() };
                committer.commit_one(&body, Returning::Nothing).await.map(drop)
            };
            commit.boxed()
        }))
    }
}

/// A write as it was done.
fn as_stored<T>(what: WriteItem<T>, stored: Option<T>) -> WriteItem<T> {
    match (what, stored) {
        (WriteItem::Put(_), Some(stored)) => WriteItem::Put(stored),
        (WriteItem::Create(_), Some(stored)) => WriteItem::Create(stored),
        (what, _) => what,
    }
}
