//! Reading: several entities at one moment, and single items before and after they are written.

use super::{Committer, Keys, Read, commit::ATTEMPTS, failure::in_doubt};
use crate::{
    Error, Item, PrimaryKey, backoff,
    repository::{limited, plan::Planner},
    store::{self, ItemStore, ReturnConsumedCapacity, TableName, Timer, TransactGetItems},
    unit_of_work::UnitOfWork,
};
use futures_util::future::{BoxFuture, FutureExt};
use std::{collections::VecDeque, fmt, future::IntoFuture, time::Duration};

/// A read of several entities at one moment. Await it.
#[must_use = "nothing is read until it is awaited"]
pub struct TransactGet<'u, K, U: ?Sized> {
    unit: &'u U,
    keys: K,
    timeout: Option<Duration>,
}

impl<'u, K: Keys, U: UnitOfWork + ?Sized> TransactGet<'u, K, U> {
    pub(crate) const fn new(unit: &'u U, keys: K) -> Self {
        Self { unit, keys, timeout: None }
    }

    /// Gives up after this time, with [`Error::TimedOut`].
    pub const fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }
}

impl<'u, K, U> IntoFuture for TransactGet<'u, K, U>
where
    K: Keys + Send + 'u,
    K::Output: Send,
    U: UnitOfWork + ?Sized,
{
    type Output = Result<K::Output, Error>;
    type IntoFuture = BoxFuture<'u, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { unit, keys, timeout } = self;
        let read = async move {
            let mut reads = Vec::new();
            keys.reads(&mut reads);
            let items = unit.transact_get(reads).await?;
            keys.output(&mut VecDeque::from(items))
        };
        limited(unit.timer(), timeout, read.boxed())
    }
}

impl<K, U: ?Sized> fmt::Debug for TransactGet<'_, K, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactGet").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

/// The items of some entities, at one moment, in the order asked. Where another transaction holds one, again.
pub(crate) async fn read_together<'s, S: ItemStore + ?Sized>(
    store: &S,
    timer: &dyn Timer,
    reads: &[Read],
    planner: impl Fn(&Read) -> Planner<'static, 's>,
) -> Result<Vec<Option<Item>>, Error> {
    let mut gets = Vec::with_capacity(reads.len());
    for read in reads {
        let planner = planner(read);
        let unfilled = read.unfilled()?.clone();
        let key = planner.scope().filled_key(unfilled.key, unfilled.has_scope)?;
        gets.push(store::TransactGet::new(planner.layout.table()?, key));
    }
    let request = TransactGetItems { gets, return_consumed_capacity: ReturnConsumedCapacity::None };
    let mut attempts = 0;
    let mut items = loop {
        attempts += 1;
        match store.transact_get_items(request.clone()).await {
            Err(error) if error.is_retryable() && attempts < ATTEMPTS => {
                timer.sleep(backoff::delay(attempts)).await;
            }
            outcome => break outcome?.items,
        }
    };
    for (read, item) in reads.iter().zip(&mut items) {
        let is_expired = item.as_ref().is_some_and(|item| planner(read).guard().is_expired(item));
        if is_expired {
            *item = None;
        }
    }
    Ok(items)
}

impl<S: ItemStore + ?Sized> Committer<'_, S> {
    /// An item that is to be written, or has to do with it.
    pub(super) async fn read(&self, table: TableName, key: PrimaryKey) -> Result<Option<Item>, Error> {
        let get = store::GetItem { consistent: true, ..store::GetItem::new(table, key) };
        Ok(self.store.get_item(get).await?.item)
    }

    /// An item that was written. That happened, so if it cannot be read, no error may say that it did not.
    pub(crate) async fn read_written(
        &self,
        table: &TableName,
        key: &PrimaryKey,
    ) -> Result<Option<Item>, Error> {
        let mut attempts = 0;
        loop {
            let error = match self.read(table.clone(), key.clone()).await {
                Ok(item) => return Ok(item),
                Err(error) => error,
            };
            attempts += 1;
            let may_pass = error.is_retryable() || matches!(error, Error::TimedOut { .. });
            if !may_pass || attempts >= ATTEMPTS {
                return Err(in_doubt(error));
            }
            self.timer.sleep(backoff::delay(attempts)).await;
        }
    }
}
