//! The entities of a read as a stream.

use super::{
    pages::{LanePage, Next, Pages, Spot, State},
    start::{Binder, position},
};
use crate::{Error, Item, cursor::Cursor, store::ConsumedCapacity};
use futures::stream::{FusedStream, Stream};
use std::{
    collections::VecDeque,
    fmt,
    pin::Pin,
    task::{Context, Poll},
    vec,
};

/// The entities of a read, one after the other: what [`Read::stream`](super::Read::stream) returns.
///
/// Nothing is read before the stream is asked for an entity. Once half of a page was handed out, the next one is read
/// ahead, while the stream is asked for the rest: never more than one page, or one for each request that a parallel scan
/// may have under way. A consumer that stops in the first half of a page has caused no request beyond it, and
/// nothing is read ahead where the stream ends with what is in hand. Dropping the stream drops what is under way.
///
/// An error is handed out once, after all that was read before it, and is the end. Then and at any time
/// [`cursor`](Self::cursor) tells where to go on.
#[must_use = "nothing is read until the stream is polled"]
pub struct Items<'r, T> {
    pages: Pages<'r, T>,
    binder: Binder<'r>,
    /// How far each lane was handed out.
    handed_out: Vec<Spot>,
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

impl<'r, T> Items<'r, T> {
    pub(super) fn new(
        pages: Pages<'r, T>,
        handed_out: Vec<Spot>,
        left: Option<usize>,
        binder: Binder<'r>,
    ) -> Self {
        Self {
            pages,
            binder,
            handed_out,
            current: None,
            queue: VecDeque::new(),
            left,
            failed: None,
            is_done: false,
            consumed_capacity: None,
        }
    }

    /// A stream that has one error and nothing else.
    pub(super) fn refused(pages: Pages<'r, T>, error: Error, binder: Binder<'r>) -> Self {
        Self { failed: Some(error), ..Self::new(pages, Vec::new(), None, binder) }
    }

    /// Where to go on after the entities that were handed out: none of them comes again, and none of the others is
    /// lost. `None` if the stream has come to the end of the read.
    ///
    /// # Errors
    ///
    /// As [`page`](super::Read::page) where it makes a cursor. Also if the repository did not say under which keys the
    /// entities stand.
    pub fn cursor(&self) -> Result<Option<Cursor>, Error> {
        if !self.handed_out.is_empty() && self.handed_out.iter().all(|spot| *spot == Spot::End) {
            return Ok(None);
        }
        let bound = (self.binder)()?;
        bound.seal(&position(&self.handed_out)?).map(Some)
    }

    /// The number of requests so far.
    pub const fn requests(&self) -> u32 {
        self.pages.requests()
    }

    /// What the requests that were answered consumed together, if the read asked.
    pub const fn consumed_capacity(&self) -> Option<&ConsumedCapacity> {
        self.consumed_capacity.as_ref()
    }

    /// The next entity in hand.
    fn take(&mut self) -> Option<T> {
        loop {
            if let Some(portion) = &mut self.current {
                let item = portion.items.next();
                let key = portion.keys.next();
                if let Some(handed_out) = self.handed_out.get_mut(portion.lane) {
                    if portion.items.len() == 0 {
                        *handed_out = portion.end.clone();
                    } else {
                        *handed_out = key.map_or(Spot::Unknown, Spot::After);
                    }
                }
                if item.is_some() {
                    return item;
                }
            }
            self.current = Some(self.queue.pop_front()?);
        }
    }

    /// How many entities are still to be read for, if that is known.
    fn to_read(&self) -> Option<usize> {
        let in_hand: usize = self.current.iter().chain(&self.queue).map(|portion| portion.items.len()).sum();
        self.left.map(|left| left.saturating_sub(in_hand))
    }

    /// Reads ahead, without waiting. Ready once there is nothing under way that could come.
    fn read(&mut self, context: &mut Context<'_>) -> Poll<()> {
        while self.failed.is_none() {
            let is_early = self.current.as_ref().is_some_and(|portion| portion.items.len() * 2 > portion.size);
            if !is_early {
                self.pages.request(self.queue.len(), self.to_read());
            }
            if self.pages.under_way() == 0 {
                return Poll::Ready(());
            }
            match std::task::ready!(self.pages.poll_next(context)) {
                Ok(Next::Page(page)) => self.push(page),
                Ok(Next::None(_)) => return Poll::Ready(()),
                Err(error) => self.failed = Some(error),
            }
        }
        Poll::Ready(())
    }

    fn push(&mut self, LanePage { lane, mut page }: LanePage<T>) {
        super::add_capacity(&mut self.consumed_capacity, page.consumed_capacity.take());
        let end = page.end();
        let (size, items, keys) = (page.items.len(), page.items.into_iter(), page.keys.into_iter());
        self.queue.push_back(Portion { lane, size, items, keys, end });
    }

    /// What comes after the last entity; `None` if that is not known yet.
    fn end(&mut self) -> Option<Option<Error>> {
        if let Some(error) = self.failed.take() {
            return Some(Some(error));
        }
        match self.pages.state() {
            State::More => None,
            State::End => Some(None),
            State::MaxRequests => Some(Some(self.pages.unfinished())),
        }
    }

    fn finish(&mut self) {
        self.is_done = true;
        self.pages.drop_requests();
    }
}

impl<T> Stream for Items<'_, T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let stream = self.get_mut();
        if stream.left == Some(0) {
            stream.finish();
        }
        while !stream.is_done {
            let read = stream.read(context);
            if let Some(item) = stream.take() {
                stream.left = stream.left.map(|left| left.saturating_sub(1));
                return Poll::Ready(Some(Ok(item)));
            }
            std::task::ready!(read);
            if let Some(end) = stream.end() {
                stream.finish();
                return Poll::Ready(end.map(Err));
            }
        }
        Poll::Ready(None)
    }
}

impl<T> FusedStream for Items<'_, T> {
    fn is_terminated(&self) -> bool {
        self.is_done
    }
}

// No entity is ever pinned: they are moved out.
impl<T> Unpin for Items<'_, T> {}

impl<T> fmt::Debug for Items<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("is_done", &self.is_done).finish_non_exhaustive()
    }
}
