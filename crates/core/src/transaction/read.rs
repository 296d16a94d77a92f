//! Reading several entities at one moment.

use super::{Keys, Read};
use crate::{
    Error, Item,
    repository::{limited, plan::Planner},
    store::{self, ItemStore, ReturnConsumedCapacity, TransactGetItems},
    unit_of_work::UnitOfWork,
};
use futures::future::{BoxFuture, FutureExt};
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

/// The items of some entities, at one moment, in the order asked.
pub(crate) async fn read_together<'s, S: ItemStore + ?Sized>(
    store: &S,
    reads: &[Read],
    planner: impl Fn(&Read) -> Planner<'static, 's>,
) -> Result<Vec<Option<Item>>, Error> {
    let mut gets = Vec::with_capacity(reads.len());
    for read in reads {
        let planner = planner(read);
        let unfilled = read.unfilled()?.clone();
        let key = planner.filled_key(unfilled.key, unfilled.has_scope)?;
        gets.push(store::TransactGet::new(planner.table()?, key));
    }
    let request = TransactGetItems { gets, return_consumed_capacity: ReturnConsumedCapacity::None };
    let mut items = store.transact_get_items(request).await?.items;
    for (read, item) in reads.iter().zip(&mut items) {
        let is_expired = item.as_ref().is_some_and(|item| planner(read).guard().is_expired(item));
        if is_expired {
            *item = None;
        }
    }
    Ok(items)
}
