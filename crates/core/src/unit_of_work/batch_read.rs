//! Reading many entities of several types, each for itself.

use super::UnitOfWork;
use crate::{
    Error, Item,
    batch::{self, BatchOptions, Observer, ReadOutcome, Reads},
    repository::plan::Planner,
    store::ItemStore,
    transaction::{Committer, Keys, Read},
};
use futures_util::future::{BoxFuture, FutureExt};
use std::{
    collections::{HashMap, VecDeque},
    fmt,
    future::IntoFuture,
};

/// What a unit of work is asked to read, each for itself.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchReads {
    /// What is read, any number.
    pub reads: Vec<Read>,
    /// Whether the reads see every write that ended before them. Costs twice as much.
    pub consistent: bool,
    /// How the batch is run.
    pub options: BatchOptions,
}

/// A read of many entities of several types. Await it.
#[must_use = "nothing is read until it is awaited"]
pub struct BatchRead<'r, K, U: ?Sized> {
    unit: &'r U,
    keys: K,
    request: BatchReads,
    observer: Observer<'r>,
}

impl<'r, K: Keys, U: ?Sized> BatchRead<'r, K, U> {
    pub(super) fn new(unit: &'r U, keys: K) -> Self {
        let request = BatchReads { reads: Vec::new(), consistent: false, options: BatchOptions::default() };
        Self { unit, keys, request, observer: Observer::none() }
    }

    /// Sees every write that ended before it. Costs twice as much.
    pub const fn consistent(mut self) -> Self {
        self.request.consistent = true;
        self
    }

    batch_options!();
}

impl<'r, K, U> IntoFuture for BatchRead<'r, K, U>
where
    K: Keys + Send + 'r,
    K::Output: Send,
    U: UnitOfWork + ?Sized,
{
    type Output = Result<K::Output, Error>;
    type IntoFuture = BoxFuture<'r, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { unit, keys, mut request, observer } = self;
        keys.reads(&mut request.reads);
        let read = async move {
            let items = unit.batch_get(request, observer).await?;
            keys.output(&mut VecDeque::from(items))
        };
        read.boxed()
    }
}

impl<K, U: ?Sized> fmt::Debug for BatchRead<'_, K, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchRead").field("options", &self.request.options).finish_non_exhaustive()
    }
}

/// The items of some entities, in the order asked.
pub(super) async fn read(
    committer: &Committer<'_, dyn ItemStore + '_>,
    request: BatchReads,
    mut observer: Observer<'_>,
) -> Result<Vec<Option<Item>>, Error> {
    let BatchReads { reads: asked, consistent, options } = request;
    let now = committer.clock.now();
    let planner = |read: &Read| Planner {
        layout: read.layout,
        now,
        scope: committer.scope,
        hides_expired: committer.hides_expired,
    };
    let mut reads = Reads::new(committer.store);
    let mut groups = HashMap::new();
    let mut places = Vec::with_capacity(asked.len());
    for read in &asked {
        let (planner, unfilled) = (planner(read), read.unfilled()?.clone());
        let key = planner.scope().filled_key(unfilled.key, unfilled.has_scope)?;
        key.validate()?;
        key.validate_against(read.layout.schema())?;
        let table = planner.layout.table()?;
        let group = *groups.entry(table.clone()).or_insert_with(|| reads.group(table, None, consistent));
        places.push(reads.add(group, key));
    }
    let end = batch::run(&mut reads, &options, committer.timer, &mut observer).await;
    end.map_err(batch::into_error)?;
    let outcomes = reads.into_outcomes();
    let item_of = |(read, place): (&Read, usize)| {
        let item = outcomes.get(place).cloned().and_then(ReadOutcome::into_item)?;
        (!planner(read).guard().is_expired(&item)).then_some(item)
    };
    Ok(asked.iter().zip(places).map(item_of).collect())
}
