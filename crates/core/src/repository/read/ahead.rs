//! Reading ahead of what is handed out.

use super::{
    pages::{LanePage, Next, Pages, Spot, State},
    spots::Spots,
    start::Binder,
};
use crate::{Cursor, Error, Item, store::ConsumedCapacity};
use std::{
    collections::VecDeque,
    task::{Context, Poll, ready},
    vec,
};

/// Pages that are handed out entity by entity, and the next ones, which are read meanwhile.
pub(super) struct Ahead<'r, T> {
    pages: Pages<'r, T>,
    binder: Binder<'r>,
    handed_out: Spots,
    /// The page that is handed out, and those that were read ahead.
    current: Option<Portion<T>>,
    queue: VecDeque<Portion<T>>,
    /// How many more are wanted.
    left: Option<usize>,
    failed: Option<Error>,
    is_done: bool,
    consumed_capacity: Option<ConsumedCapacity>,
}

/// What is left of a page.
struct Portion<T> {
    lane: usize,
    size: usize,
    items: vec::IntoIter<T>,
    keys: vec::IntoIter<Item>,
    end: Spot,
}

impl<'r, T> Ahead<'r, T> {
    pub(super) fn new(pages: Pages<'r, T>, from: Spots, left: Option<usize>, binder: Binder<'r>) -> Self {
        Self {
            pages,
            binder,
            handed_out: from,
            current: None,
            queue: VecDeque::new(),
            left,
            failed: None,
            is_done: false,
            consumed_capacity: None,
        }
    }

    pub(super) fn cursor(&self) -> Result<Option<Cursor>, Error> {
        match self.handed_out.position()? {
            Some(position) => (self.binder)()?.seal(&position).map(Some),
            None => Ok(None),
        }
    }

    pub(super) const fn requests(&self) -> u32 {
        self.pages.requests()
    }

    pub(super) const fn consumed_capacity(&self) -> Option<&ConsumedCapacity> {
        self.consumed_capacity.as_ref()
    }

    pub(super) const fn is_done(&self) -> bool {
        self.is_done
    }

    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        if self.left == Some(0) {
            self.finish();
        }
        while !self.is_done {
            let read = self.read(context);
            if let Some(item) = self.take() {
                self.left = self.left.map(|left| left.saturating_sub(1));
                return Poll::Ready(Some(Ok(item)));
            }
            ready!(read);
            let end = match self.failed.take() {
                Some(error) => Some(error),
                None => match self.pages.state() {
                    State::More => continue,
                    State::End => None,
                    State::MaxRequests => Some(self.pages.unfinished()),
                },
            };
            self.finish();
            return Poll::Ready(end.map(Err));
        }
        Poll::Ready(None)
    }

    /// The next entity in hand.
    fn take(&mut self) -> Option<T> {
        loop {
            if let Some(portion) = &mut self.current {
                let (item, key) = (portion.items.next(), portion.keys.next());
                let spot = match key {
                    _ if portion.items.len() == 0 => portion.end.clone(),
                    Some(key) => Spot::After(key),
                    None => Spot::Unknown,
                };
                self.handed_out.set(portion.lane, spot);
                if item.is_some() {
                    return item;
                }
            }
            self.current = Some(self.queue.pop_front()?);
        }
    }

    /// Reads what may be read, without waiting. Ready once nothing is under way.
    fn read(&mut self, context: &mut Context<'_>) -> Poll<()> {
        while self.failed.is_none() {
            if !self.is_early() {
                self.pages.request(self.queue.len(), self.to_read());
            }
            match ready!(self.pages.poll_next(context)) {
                Ok(Next::Page(page)) => self.push(page),
                Ok(Next::None) => break,
                Err(error) => self.failed = Some(error),
            }
        }
        Poll::Ready(())
    }

    /// Whether less than half of the page was handed out.
    fn is_early(&self) -> bool {
        self.current.as_ref().is_some_and(|portion| portion.items.len() * 2 > portion.size)
    }

    /// How many entities are still to be read, if that is known.
    fn to_read(&self) -> Option<usize> {
        let in_hand: usize = self.current.iter().chain(&self.queue).map(|portion| portion.items.len()).sum();
        self.left.map(|left| left.saturating_sub(in_hand))
    }

    fn push(&mut self, LanePage { lane, mut page }: LanePage<T>) {
        super::add_capacity(&mut self.consumed_capacity, page.consumed_capacity.take());
        let end = page.end();
        let (size, items, keys) = (page.items.len(), page.items.into_iter(), page.keys.into_iter());
        self.queue.push_back(Portion { lane, size, items, keys, end });
    }

    fn finish(&mut self) {
        self.is_done = true;
        self.pages.drop_requests();
    }
}
