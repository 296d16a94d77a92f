//! Reading a partition.

use super::{Page, QueryItems, Repository};
use crate::{
    AnyIndex, ConsistentIndex, Covers, Error, Index, IntoFilter, InvalidRequest, Item, KeyCondition,
    Projection, expr, store::ReturnConsumedCapacity,
};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A read of a partition. Its last method says how much is read: [`page`](Self::page) or [`all`](Self::all).
#[must_use = "nothing is read until `page` or `all`"]
pub struct Query<'r, T, I, R: ?Sized> {
    repository: &'r R,
    request: QueryItems,
    fault: Option<Box<InvalidRequest>>,
    types: PhantomData<fn() -> (T, I)>,
}

impl<'r, T, I: Index, R: ?Sized> Query<'r, T, I, R> {
    pub(super) fn new(repository: &'r R, key_condition: KeyCondition<I>) -> Self {
        let (index, made) = key_condition.into_parts();
        let (key_condition, fault) = match made {
            Ok(key_condition) => (key_condition, None),
            Err(fault) => (expr::KeyCondition { partition: Vec::new(), sort: Vec::new() }, Some(fault)),
        };
        let request = QueryItems {
            index,
            key_condition,
            filter: None,
            consistent: false,
            descending: false,
            limit: None,
            exclusive_start_key: None,
            follow: false,
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        Self { repository, request, fault, types: PhantomData }
    }
}

impl<T, R: ?Sized> Query<'_, T, AnyIndex, R> {
    /// Reads an index.
    pub fn index(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.request.index = Some(name.into());
        self
    }
}

impl<'r, T, I, R: ?Sized> Query<'r, T, I, R> {
    /// Returns only what a filter is true for. It changes no cost, and a page may have nothing that matches
    /// and still not be the last. Several filters must all be true.
    pub fn filter(mut self, filter: impl IntoFilter<T>) -> Self {
        super::and_when(&mut self.request.filter, &mut self.fault, filter.into_filter());
        self
    }

    /// Sees every write that ended before it. Costs twice as much; not possible on a global index.
    pub const fn consistent(mut self) -> Self
    where
        I: ConsistentIndex,
    {
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

    /// Reads the entities from the table, after the index has said which: for an index that does not hold all
    /// attributes. It costs a read of each entity on top, and leaves out what was deleted since. A filter looks at
    /// what the index holds.
    pub fn follow(mut self) -> Query<'r, T, Followed, R> {
        self.request.follow = true;
        Query { repository: self.repository, request: self.request, fault: self.fault, types: PhantomData }
    }
}

/// Marks a query whose entities are read from the table after the index.
#[derive(Debug, Clone, Copy)]
pub enum Followed {}

impl Index for Followed {
    type Entity = Item;
    const NAME: Option<&'static str> = None;
}

impl Covers for Followed {}

impl<T: Send + Sync + 'static, I: Covers, R: Repository<T> + ?Sized> Query<'_, T, I, R> {
    /// Reads one page.
    ///
    /// # Errors
    ///
    /// What the [repository](Repository) fails with.
    pub async fn page(self) -> Result<Page<T>, Error> {
        self.fault.map_or(Ok(()), |fault| Err(Error::from(fault)))?;
        self.repository.query_items(self.request).await
    }

    /// Reads all pages. A limit is the most items of each page then.
    ///
    /// # Errors
    ///
    /// What the [repository](Repository) fails with; what was read before is lost.
    pub async fn all(self) -> Result<Vec<T>, Error> {
        self.fault.map_or(Ok(()), |fault| Err(Error::from(fault)))?;
        super::all_of_query(self.request, async |request| self.repository.query_items(request).await).await
    }
}

impl<'r, T: Send + Sync + 'static, I, R: Repository<T> + ?Sized> Query<'r, T, I, R> {
    /// Reads only the attributes of a struct that derives [`Projection`], which the index must hold. The cost stays
    /// that of what the index holds.
    pub fn project<P: Projection<Entity = T>>(self) -> Projected<'r, T, P, R> {
        let Self { repository, request, fault, types: _ } = self;
        Projected { repository, request, fault, types: PhantomData }
    }
}

/// A read of a partition that returns only some attributes. Its last method says how much is read.
#[must_use = "nothing is read until `page` or `all`"]
pub struct Projected<'r, T, P, R: ?Sized> {
    repository: &'r R,
    request: QueryItems,
    fault: Option<Box<InvalidRequest>>,
    types: PhantomData<fn() -> (T, P)>,
}

impl<T: Send + Sync + 'static, P: Projection<Entity = T>, R: Repository<T> + ?Sized> Projected<'_, T, P, R> {
    /// Reads one page.
    ///
    /// # Errors
    ///
    /// What the [repository](Repository) fails with.
    pub async fn page(self) -> Result<Page<P>, Error> {
        self.fault.map_or(Ok(()), |fault| Err(Error::from(fault)))?;
        projected(self.repository.project_query(self.request, P::projection()).await?)
    }

    /// Reads all pages. A limit is the most items of each page then.
    ///
    /// # Errors
    ///
    /// What the [repository](Repository) fails with; what was read before is lost.
    pub async fn all(self) -> Result<Vec<P>, Error> {
        self.fault.map_or(Ok(()), |fault| Err(Error::from(fault)))?;
        let read = async |request| projected(self.repository.project_query(request, P::projection()).await?);
        super::all_of_query(self.request, read).await
    }
}

fn projected<P: Projection>(page: Page<Item>) -> Result<Page<P>, Error> {
    let Page { items, scanned_count, last_evaluated_key, consumed_capacity } = page;
    let items = items.iter().map(P::from_item).collect::<Result<_, _>>()?;
    Ok(Page { items, scanned_count, last_evaluated_key, consumed_capacity })
}

impl<T, I, R: ?Sized> fmt::Debug for Query<'_, T, I, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Query").field(&self.request).finish()
    }
}

impl<T, P, R: ?Sized> fmt::Debug for Projected<'_, T, P, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Projected").field(&self.request).finish()
    }
}
