//! The writes that wait, and which of them the next request takes. Nothing is sent here.

use super::wire;
use crate::{
    Error, Item, PrimaryKey,
    store::{BatchWrite, BatchWriteItem, TableName, WriteRequest},
};
use futures_util::future::BoxFuture;
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

/// The most writes of one request.
pub(crate) const MAX_WRITES: usize = 25;

/// The most bytes of one request. The service takes 16 MB, counted as they are sent; the rest is for the names of
/// tables and for what a megabyte may be.
pub(super) const MAX_BYTES: usize = 15_900_000;

/// Items of this size together are below [`MAX_BYTES`] in any case.
const SMALL: usize = MAX_BYTES / wire::EXPANSION - MAX_WRITES * wire::FRAME;

/// An item of a table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Target {
    pub(crate) table: TableName,
    pub(crate) key: PrimaryKey,
}

/// One write of a batch.
pub(crate) struct Write<'a> {
    pub(crate) target: Target,
    pub(crate) way: Way<'a>,
}

/// How a write is sent.
pub(crate) enum Way<'a> {
    /// With others: the item is written.
    Put(Item),
    /// With others: the item is removed.
    Delete,
    /// By itself, since it has a condition. The function is called for each attempt.
    Alone(Box<dyn Fn() -> BoxFuture<'a, Result<(), Error>> + Send + 'a>),
}

/// Writes that wait or are in flight, each with what the caller knows it by: several entries where the last of
/// several writes to one item stands for all.
pub(super) struct Queue<'a, E> {
    slots: Vec<Option<Slot<'a, E>>>,
    free: Vec<usize>,
    // What is left of requests goes before what was never sent.
    left: VecDeque<usize>,
    fresh: VecDeque<usize>,
    alone: VecDeque<usize>,
    by_target: HashMap<Arc<Target>, usize>,
    entries: usize,
}

struct Slot<'a, E> {
    target: Arc<Target>,
    way: Way<'a>,
    entries: Vec<E>,
    is_sent: bool,
    // A request with it got no answer.
    is_unclear: bool,
    size: usize,
    wire: Option<usize>,
}

/// What is known of a write that is left when a batch ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// It was never sent, or certainly not done.
    NotDone,
    /// It may have been done.
    Unknown,
}

impl<'a, E> Queue<'a, E> {
    pub(super) fn new() -> Self {
        Self {
            slots: Vec::new(),
            free: Vec::new(),
            left: VecDeque::new(),
            fresh: VecDeque::new(),
            alone: VecDeque::new(),
            by_target: HashMap::new(),
            entries: 0,
        }
    }

    /// How many entries wait or are in flight.
    pub(super) const fn entries(&self) -> usize {
        self.entries
    }

    /// Whether a write to the item waits or is in flight.
    pub(super) fn has(&self, target: &Target) -> bool {
        self.by_target.contains_key(target)
    }

    /// Adds a write. It takes the place of one to the same item that was not sent yet, if none of the two has a
    /// condition; where it cannot, it comes back.
    pub(super) fn add(&mut self, entry: E, write: Write<'a>) -> Result<(), Box<(E, Write<'a>)>> {
        let size = match &write.way {
            Way::Put(item) => item.size(),
            Way::Delete | Way::Alone(_) => {
                write.target.key.attributes().map(|(name, value)| name.len() + value.size()).sum()
            }
        };
        let is_alone = matches!(write.way, Way::Alone(_));
        if let Some(id) = self.by_target.get(&write.target) {
            let slot = self.slots.get_mut(*id).and_then(Option::as_mut);
            let Some(slot) = slot.filter(|slot| !is_alone && slot.is_replaceable()) else {
                return Err(Box::new((entry, write)));
            };
            (slot.way, slot.size, slot.wire) = (write.way, size, None);
            slot.entries.push(entry);
            self.entries += 1;
            return Ok(());
        }
        let target = Arc::new(write.target);
        let slot = Slot {
            target: Arc::clone(&target),
            way: write.way,
            entries: vec![entry],
            is_sent: false,
            is_unclear: false,
            size,
            wire: None,
        };
        let id = self.place(slot);
        self.by_target.insert(target, id);
        self.entries += 1;
        if is_alone {
            self.alone.push_back(id);
        } else {
            self.fresh.push_back(id);
        }
        Ok(())
    }

    fn place(&mut self, slot: Slot<'a, E>) -> usize {
        if let Some(id) = self.free.pop()
            && let Some(place) = self.slots.get_mut(id)
        {
            *place = Some(slot);
            return id;
        }
        self.slots.push(Some(slot));
        self.slots.len() - 1
    }

    /// The writes of the next request, in the order in which they were added, but what is left of others first.
    /// Without `flush` only a full one.
    pub(super) fn next_together(&mut self, flush: bool) -> Option<Vec<usize>> {
        if !flush && self.is_short() {
            return None;
        }
        let (ids, is_full) = self.first_that_fit();
        if ids.is_empty() || !(flush || is_full) {
            return None;
        }
        let from_left = ids.len().min(self.left.len());
        self.left.drain(..from_left);
        self.fresh.drain(..ids.len() - from_left);
        self.set_sent(&ids, true);
        Some(ids)
    }

    /// Whether there is certainly room in a request for all that wait, and more.
    fn is_short(&self) -> bool {
        let waiting = || self.left.iter().chain(&self.fresh);
        self.left.len() + self.fresh.len() < MAX_WRITES && self.size_of(waiting()) <= SMALL
    }

    fn size_of<'i>(&self, ids: impl Iterator<Item = &'i usize>) -> usize {
        ids.filter_map(|id| self.slot(*id)).map(|slot| slot.size).sum()
    }

    fn first_that_fit(&mut self) -> (Vec<usize>, bool) {
        let mut ids: Vec<_> = self.left.iter().chain(&self.fresh).copied().take(MAX_WRITES).collect();
        if self.size_of(ids.iter()) > SMALL {
            let mut bytes = 0;
            let fitting = ids.iter().take_while(|id| {
                bytes += self.slots.get_mut(**id).and_then(Option::as_mut).map_or(0, Slot::wire);
                bytes <= MAX_BYTES
            });
            let count = fitting.count().max(1);
            if count < ids.len() {
                ids.truncate(count);
                return (ids, true);
            }
        }
        let is_full = ids.len() == MAX_WRITES;
        (ids, is_full)
    }

    /// The next write that goes by itself, and its attempt.
    pub(super) fn next_alone(&mut self) -> Option<(usize, BoxFuture<'a, Result<(), Error>>)> {
        let id = self.alone.pop_front()?;
        self.set_sent(&[id], true);
        match &self.slot(id)?.way {
            Way::Alone(attempt) => Some((id, attempt())),
            Way::Put(_) | Way::Delete => None,
        }
    }

    /// The request with these writes.
    pub(super) fn request(&self, ids: &[usize]) -> BatchWriteItem {
        let mut request = BatchWriteItem::default();
        for slot in ids.iter().filter_map(|id| self.slot(*id)) {
            let write = match &slot.way {
                Way::Put(item) => WriteRequest::Put(item.clone()),
                Way::Delete => WriteRequest::Delete(slot.target.key.clone()),
                Way::Alone(_) => continue,
            };
            match request.tables.iter_mut().find(|part| part.table == slot.target.table) {
                Some(part) => part.requests.push(write),
                None => request.tables.push(BatchWrite::new(slot.target.table.clone(), [write])),
            }
        }
        request
    }

    /// Which writes of a request it left unprocessed; `None` if it names others, or one twice.
    pub(super) fn unprocessed(&self, ids: &[usize], left: &[BatchWrite]) -> Option<Vec<usize>> {
        let sent: Vec<_> = ids.iter().filter_map(|id| Some((*id, &self.slot(*id)?.target))).collect();
        let mut found = Vec::new();
        for BatchWrite { table, requests } in left {
            for request in requests {
                let is_it = |target: &Target| {
                    target.table == *table
                        && match request {
                            WriteRequest::Put(item) => {
                                target.key.attributes().all(|(name, value)| item.get(name) == Some(value))
                            }
                            WriteRequest::Delete(key) => target.key == *key,
                        }
                };
                let (id, _) = sent.iter().find(|(_, target)| is_it(target))?;
                if found.contains(id) {
                    return None;
                }
                found.push(*id);
            }
        }
        Some(found)
    }

    /// Puts writes back that are to be sent again.
    pub(super) fn put_back(&mut self, ids: &[usize]) {
        self.set_sent(ids, false);
        for id in ids {
            match self.slot(*id).map(|slot| &slot.way) {
                Some(Way::Put(_) | Way::Delete) => self.left.push_back(*id),
                Some(Way::Alone(_)) => self.alone.push_front(*id),
                None => {}
            }
        }
    }

    /// Remembers that a request with these writes got no answer.
    pub(super) fn set_unclear(&mut self, ids: &[usize]) {
        for id in ids {
            if let Some(slot) = self.slots.get_mut(*id).and_then(Option::as_mut) {
                slot.is_unclear = true;
            }
        }
    }

    fn set_sent(&mut self, ids: &[usize], is_sent: bool) {
        for id in ids {
            if let Some(slot) = self.slots.get_mut(*id).and_then(Option::as_mut) {
                slot.is_sent = is_sent;
            }
        }
    }

    /// Takes a write out, with what is known of it if it was not done.
    pub(super) fn take(&mut self, id: usize) -> Option<(Vec<E>, Rest)> {
        let slot = self.slots.get_mut(id)?.take()?;
        self.free.push(id);
        self.by_target.remove(&slot.target);
        self.entries -= slot.entries.len();
        // Whoever takes a write out that is in flight has its answer.
        let rest = if slot.is_unclear { Rest::Unknown } else { Rest::NotDone };
        Some((slot.entries, rest))
    }

    /// Takes all writes out. What is in flight has no answer.
    pub(super) fn take_all(&mut self) -> Vec<(Vec<E>, Rest)> {
        let in_flight: Vec<_> =
            (0..self.slots.len()).filter(|id| self.slot(*id).is_some_and(|slot| slot.is_sent)).collect();
        self.set_unclear(&in_flight);
        (0..self.slots.len()).filter_map(|id| self.take(id)).collect()
    }

    fn slot(&self, id: usize) -> Option<&Slot<'a, E>> {
        self.slots.get(id)?.as_ref()
    }
}

impl<E> Slot<'_, E> {
    const fn is_replaceable(&self) -> bool {
        !self.is_sent && !self.is_unclear && !matches!(self.way, Way::Alone(_))
    }

    fn wire(&mut self) -> usize {
        let Self { way, target, wire, .. } = self;
        *wire.get_or_insert_with(|| {
            wire::FRAME
                + match way {
                    Way::Put(item) => wire::item(item),
                    Way::Delete | Way::Alone(_) => wire::key(&target.key),
                }
        })
    }
}
