//! Reading a whole table.

use super::{Page, Repository, ScanItems};
use crate::{Covers, Error, Index, IntoFilter, InvalidRequest, Item, store::ReturnConsumedCapacity};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A read of a whole table or index. Its last method says how much is read: [`page`](Self::page) or
/// [`all`](Self::all).
#[must_use = "nothing is read until `page` or `all`"]
pub struct Scan<'r, T, R: ?Sized> {
    repository: &'r R,
    request: ScanItems,
    fault: Option<Box<InvalidRequest>>,
    entity: PhantomData<fn() -> T>,
}

impl<'r, T, R: ?Sized> Scan<'r, T, R> {
    pub(super) fn new(repository: &'r R) -> Self {
        Self { repository, request: ScanItems::default(), fault: None, entity: PhantomData }
    }

    /// Reads an index, which must hold all attributes of the entity.
    pub fn of_index<I: Covers + Index<Entity = T>>(mut self) -> Self {
        self.request.index = I::NAME.map(Cow::Borrowed);
        self
    }

    /// Returns only what a filter is true for. It changes no cost, and a page may have nothing that matches
    /// and still not be the last. Several filters must all be true.
    pub fn filter(mut self, filter: impl IntoFilter<T>) -> Self {
        super::and_when(&mut self.request.filter, &mut self.fault, filter.into_filter());
        self
    }

    /// Sees every write that ended before it. Costs twice as much; not possible on a global index.
    pub const fn consistent(mut self) -> Self {
        self.request.consistent = true;
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

impl<R: ?Sized> Scan<'_, Item, R> {
    /// Reads an index.
    pub fn index(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.request.index = Some(name.into());
        self
    }
}

impl<T: Send + Sync + 'static, R: Repository<T> + ?Sized> Scan<'_, T, R> {
    /// Reads one page.
    ///
    /// # Errors
    ///
    /// What the [repository](Repository) fails with.
    pub async fn page(self) -> Result<Page<T>, Error> {
        self.fault.map_or(Ok(()), |fault| Err(Error::from(fault)))?;
        self.repository.scan_items(self.request).await
    }

    /// Reads all pages. A limit is the most items of each page then.
    ///
    /// # Errors
    ///
    /// What the [repository](Repository) fails with; what was read before is lost.
    pub async fn all(self) -> Result<Vec<T>, Error> {
        self.fault.map_or(Ok(()), |fault| Err(Error::from(fault)))?;
        super::all_of_scan(self.request, async |request| self.repository.scan_items(request).await).await
    }
}

impl<T, R: ?Sized> fmt::Debug for Scan<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Scan").field(&self.request).finish()
    }
}
