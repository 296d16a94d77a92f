//! Reading a partition.

use super::{Page, QueryItems, Repository};
use crate::{
    Error, Item,
    expr::{Filter, KeyCondition},
    store::ReturnConsumedCapacity,
};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A read of a partition. Its last method says how much is read: [`page`](Self::page) or [`all`](Self::all).
#[must_use = "nothing is read until `page` or `all`"]
pub struct Query<'r, T, R: ?Sized> {
    repository: &'r R,
    request: QueryItems,
    entity: PhantomData<fn() -> T>,
}

impl<'r, T, R: ?Sized> Query<'r, T, R> {
    pub(super) const fn new(repository: &'r R, key_condition: KeyCondition) -> Self {
        let request = QueryItems {
            index: None,
            key_condition,
            filter: None,
            consistent: false,
            descending: false,
            limit: None,
            exclusive_start_key: None,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        Self { repository, request, entity: PhantomData }
    }

    /// Reads an index.
    pub fn index(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.request.index = Some(name.into());
        self
    }

    /// Returns only what a filter is true for. It changes no cost, and a page may have nothing that matches
    /// and still not be the last. Several filters must all be true.
    pub fn filter(mut self, filter: Filter) -> Self {
        self.request.filter = super::guard::both(self.request.filter, Some(filter));
        self
    }

    /// Sees every write that ended before it. Costs twice as much; not possible on a global index.
    pub const fn consistent(mut self) -> Self {
        self.request.consistent = true;
        self
    }

    /// Reverses the order of the sort key.
    pub const fn descending(mut self) -> Self {
        self.request.descending = true;
        self
    }

    /// Reads at most this many items in a page, before the filter.
    pub const fn limit(mut self, limit: u32) -> Self {
        self.request.limit = Some(limit);
        self
    }

    /// Continues after another page: after its `last_evaluated_key`.
    pub fn after(mut self, last_evaluated_key: Option<Item>) -> Self {
        self.request.exclusive_start_key = last_evaluated_key;
        self
    }

    /// Reports what the read consumed.
    pub const fn return_consumed_capacity(mut self, wanted: ReturnConsumedCapacity) -> Self {
        self.request.return_consumed_capacity = wanted;
        self
    }
}

impl<T: Send + Sync + 'static, R: Repository<T> + ?Sized> Query<'_, T, R> {
    /// Reads one page.
    ///
    /// # Errors
    ///
    /// What the [repository](Repository) fails with.
    pub async fn page(self) -> Result<Page<T>, Error> {
        self.repository.query_items(self.request).await
    }

    /// Reads all pages. A limit is the most items of each page then.
    ///
    /// # Errors
    ///
    /// What the [repository](Repository) fails with; what was read before is lost.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        // The request is copied for each page, and a copy takes stack for each level of a filter.
        self.request.filter.as_ref().map_or(Ok(()), Filter::validate)?;
        self.request.key_condition.validate()?;
        let mut items = Vec::new();
        loop {
            let page = self.repository.query_items(self.request.clone()).await?;
            items.extend(page.items);
            match page.last_evaluated_key {
                Some(key) => self.request.exclusive_start_key = Some(key),
                None => return Ok(items),
            }
        }
    }
}

impl<T, R: ?Sized> fmt::Debug for Query<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Query").field(&self.request).finish()
    }
}
