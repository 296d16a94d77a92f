//! How a read ends: how much of it is wanted.

use super::{
    Entities, Items, ReadMany, Sequential, Source,
    ahead::Ahead,
    pages::{Next, Spot, State},
    spots::Spots,
};
use crate::{
    Error,
    repository::{Page, ReadPage, Repository, Stop, Wanted, deadline::within},
};
use std::any::type_name;

impl<'r, T: Send + Sync + 'static, S: Source<T>, R: Repository<T> + ?Sized> ReadMany<'r, T, S, R> {
    /// Reads one page: with one request; or with as many as it takes to have what
    /// [`page_size`](Self::page_size) or [`take_exactly`](Self::take_exactly) asks for.
    ///
    /// # Errors
    ///
    /// - What the [repository](Repository) fails with.
    /// - [`Error::CursorRejected`] for a cursor that is not one of this read, or has expired.
    /// - [`Error::CursorNotMade`] where the page's end does not fit in a cursor.
    /// - [`Error::InvalidRequest`] with [`Rule::CursorScope`](crate::Rule::CursorScope) where a cursor would
    ///   show another scope's key: see [`with_cursors`](crate::repository::TableRepository::with_cursors).
    ///   Nothing is read then.
    /// - [`Error::InvalidRequest`] with [`Rule::NoIndexFits`](crate::Rule::NoIndexFits) of a
    ///   [`Find`](crate::repository::Find) that only a scan answers, if none is allowed; it says for the
    ///   table and for each index what is missing.
    /// - [`Error::TimedOut`] after the [time limit](Self::timeout), if there is one.
    pub async fn page(self) -> Result<Page<S::Item>, Error>
    where
        S: Entities<T> + Sequential,
    {
        let (timer, limit) = (self.repository.timer(), self.options.timeout);
        within(timer, limit, self.read_page()).await
    }

    async fn read_page(self) -> Result<Page<S::Item>, Error>
    where
        S: Entities<T> + Sequential,
    {
        let mut started = self.start()?;
        // A page that could not be continued is refused before it is read.
        let cursors = started.cursors()?;
        let options = started.options();
        let size = options.page_size.into_iter().chain(options.take_exactly).min();
        let wanted = if size.is_some() { Wanted::ItemsAndKeys } else { Wanted::Items };
        let mut pages = started.pages(wanted, None);
        let mut page = Page::empty();
        page.stop = loop {
            match pages.next(size.map(|size| size - page.items.len())).await? {
                Next::None if pages.state() == State::MaxRequests => break Stop::MaxRequests,
                Next::None => break Stop::End,
                Next::Page(read) => {
                    if let Some(stop) = page.add(read.page, size, &mut started.spots) {
                        break stop;
                    }
                }
            }
        };
        page.requests = pages.requests();
        if let Some(position) = started.spots.position()? {
            page.cursor = Some(cursors.seal(&position)?);
        }
        Ok(page)
    }

    /// The entities one after the other: see [`Items`], which reads ahead and has a cursor at any time.
    ///
    /// A page of a stream is as large as a request makes it, up to the limit or 1 MB.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures::TryStreamExt;
    /// # use twintable::prelude::*;
    /// # struct Order;
    /// # impl Order {
    /// #     const TOTAL: Attribute<Self, u32> = Attribute::new("total");
    /// # }
    ///
    /// async fn count_large(orders: &dyn Repository<Order>) -> Result<usize, Error> {
    ///     let mut large = orders.scan().filter(Order::TOTAL.gt(100)).stream();
    ///     let mut count = 0;
    ///     while let Some(order) = large.try_next().await? {
    ///         count += 1;
    ///     }
    ///     Ok(count)
    /// }
    /// ```
    pub fn stream(self) -> Items<'r, S::Item>
    where
        S: Entities<T>,
    {
        Items::new(self.start().map(|started| {
            let options = started.options();
            let left = options.take_exactly;
            let pages = started.pages(Wanted::ItemsAndKeys, options.timeout);
            let binder = started.binder();
            Ahead::new(pages, started.spots, left, binder)
        }))
    }

    /// Reads all pages. The entities are in the order of the read; those of a parallel scan in none.
    ///
    /// # Errors
    ///
    /// What the [repository](Repository) fails with; what was read before is lost. [`Error::Unfinished`] if
    /// it takes more than [`max_requests`](Self::max_requests). See [`page`](Self::page) for cursors and time
    /// limits.
    pub async fn all(self) -> Result<Vec<S::Item>, Error>
    where
        S: Entities<T>,
    {
        let (timer, limit) = (self.repository.timer(), self.options.timeout);
        within(timer, limit, self.read_all()).await
    }

    async fn read_all(self) -> Result<Vec<S::Item>, Error>
    where
        S: Entities<T>,
    {
        let started = self.start()?;
        let most = started.options().take_exactly;
        let mut pages = started.pages(Wanted::Items, None);
        let mut items = Vec::new();
        while most.is_none_or(|most| items.len() < most) {
            match pages.next(most.map(|most| most - items.len())).await? {
                Next::Page(read) if items.is_empty() => items = read.page.items,
                Next::Page(read) => items.extend(read.page.items),
                Next::None if pages.state() == State::MaxRequests => return Err(pages.unfinished()),
                Next::None => break,
            }
        }
        items.truncate(most.unwrap_or(usize::MAX));
        Ok(items)
    }

    /// The first entity; `None` if there is none. It reads no more than it must, and nothing ahead.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    pub async fn first(self) -> Result<Option<S::Item>, Error>
    where
        S: Entities<T> + Sequential,
    {
        Ok(self.take_exactly(1).all().await?.pop())
    }

    /// The only entity; `None` if there is none. It reads until there is a second one, and no further.
    ///
    /// # Errors
    ///
    /// [`Error::MoreThanOne`] if there is a second one; else as [`all`](Self::all).
    pub async fn one(self) -> Result<Option<S::Item>, Error>
    where
        S: Entities<T> + Sequential,
    {
        let mut items = self.take_exactly(2).all().await?;
        let last = items.pop();
        if items.is_empty() { Ok(last) } else { Err(Error::MoreThanOne { entity: type_name::<T>() }) }
    }

    /// The number of entities: as many as [`all`](Self::all) would return. It costs as much, since the
    /// service reads what it counts, but the entities stay there.
    ///
    /// Where the service cannot tell the repository's entities from others, since an index does not allow to
    /// filter by type or time-to-live, a few attributes are read to do so. Entities that cannot be decoded
    /// are counted. With [`follow`](crate::repository::Query::follow) all of them are read.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    pub async fn count(self) -> Result<usize, Error> {
        let (timer, limit) = (self.repository.timer(), self.options.timeout);
        within(timer, limit, self.read_count()).await
    }

    async fn read_count(self) -> Result<usize, Error> {
        let started = self.start()?;
        let most = started.options().take_exactly.unwrap_or(usize::MAX);
        let mut pages = started.counts();
        let mut count: usize = 0;
        while count < most {
            let wanted = started.options().take_exactly.map(|most| most - count);
            match pages.next(wanted).await? {
                Next::Page(read) => count = count.saturating_add(read.page.count),
                Next::None if pages.state() == State::MaxRequests => return Err(pages.unfinished()),
                Next::None => break,
            }
        }
        Ok(count.min(most))
    }
}

impl<T> Page<T> {
    const fn empty() -> Self {
        Self {
            items: Vec::new(),
            cursor: None,
            scanned_count: 0,
            requests: 0,
            stop: Stop::End,
            consumed_capacity: None,
        }
    }

    /// Adds what a request read, up to a size, and says why the page ends if it does.
    fn add(&mut self, mut read: ReadPage<T>, size: Option<usize>, spots: &mut Spots) -> Option<Stop> {
        super::add_capacity(&mut self.consumed_capacity, read.consumed_capacity.take());
        self.scanned_count += read.scanned_count;
        let mut end = read.end();
        let room = size.map_or(usize::MAX, |size| size - self.items.len());
        let is_cut = read.items.len() > room;
        if is_cut {
            read.items.truncate(room);
            end = read.keys.into_iter().nth(room - 1).map_or(Spot::Unknown, Spot::After);
        }
        self.items.extend(read.items);
        let is_end = end == Spot::End;
        spots.set(0, end);
        match size {
            _ if is_end => Some(Stop::End),
            None => Some(Stop::Request),
            Some(size) if self.items.len() >= size => Some(Stop::Enough),
            Some(_) => None,
        }
    }
}
