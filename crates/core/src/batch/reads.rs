//! Reads: which keys the next request takes, and what is known of each.

use super::{
    Progress,
    fate::Fate,
    run::{Step, Work},
};
use crate::{
    BackendError, Error, Item, PrimaryKey,
    expr::Projection,
    store::{
        BatchGet, BatchGetItem, BatchGetItemOutcome, ConsumedCapacity, ItemStore, ReturnConsumedCapacity,
        TableName,
    },
};
use futures_util::future::{BoxFuture, FutureExt};
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    task::{Context, Poll},
};

/// The most keys of one request.
const MAX_KEYS: usize = 100;

/// The most bytes of items that one answer has room for.
const MAX_RESPONSE: usize = 16 * 1024 * 1024;

/// What is known of a read at the end.
#[derive(Debug, Clone)]
pub(crate) enum ReadOutcome {
    /// There is an item, or none.
    Read(Option<Item>),
    /// It was not read.
    NotRead(Option<Arc<Error>>),
}

impl ReadOutcome {
    /// The item, if one was found.
    pub(crate) fn into_item(self) -> Option<Item> {
        match self {
            Self::Read(item) => item,
            Self::NotRead(_) => None,
        }
    }
}

/// The reads of a batch. A key that is repeated is read once.
pub(crate) struct Reads<'a> {
    store: &'a dyn ItemStore,
    groups: Vec<Group>,
    slots: Vec<Slot>,
    by_key: HashMap<(usize, Arc<PrimaryKey>), usize>,
    return_consumed_capacity: ReturnConsumedCapacity,
    consumed: Vec<ConsumedCapacity>,
    progress: Progress,
}

/// Reads of one table that return the same parts.
struct Group {
    table: TableName,
    projection: Option<Projection>,
    consistent: bool,
    waiting: VecDeque<usize>,
}

struct Slot {
    group: usize,
    key: Arc<PrimaryKey>,
    // How often it was asked for.
    places: usize,
    outcome: ReadOutcome,
}

impl<'a> Reads<'a> {
    /// No reads yet.
    pub(crate) fn new(store: &'a dyn ItemStore) -> Self {
        Self {
            store,
            groups: Vec::new(),
            slots: Vec::new(),
            by_key: HashMap::new(),
            return_consumed_capacity: ReturnConsumedCapacity::None,
            consumed: Vec::new(),
            progress: Progress { total: Some(0), ..Progress::default() },
        }
    }

    /// Reports what the reads consume.
    pub(crate) const fn reporting(mut self, wanted: ReturnConsumedCapacity) -> Self {
        self.return_consumed_capacity = wanted;
        self
    }

    /// What the requests consumed so far, of which it was asked.
    pub(crate) fn take_consumed(&mut self) -> Vec<ConsumedCapacity> {
        std::mem::take(&mut self.consumed)
    }

    /// Says of which table, and which parts, reads are. A request has reads of one group for each table. A projection
    /// has to name the key.
    pub(crate) fn group(
        &mut self,
        table: TableName,
        projection: Option<Projection>,
        consistent: bool,
    ) -> usize {
        self.groups.push(Group { table, projection, consistent, waiting: VecDeque::new() });
        self.groups.len() - 1
    }

    /// Adds a read, and says where its outcome will be.
    pub(crate) fn add(&mut self, group: usize, key: PrimaryKey) -> usize {
        self.progress.total = self.progress.total.map(|total| total + 1);
        let key = Arc::new(key);
        let next = self.slots.len();
        let slot = *self.by_key.entry((group, Arc::clone(&key))).or_insert(next);
        if let Some(known) = self.slots.get_mut(slot) {
            known.places += 1;
        } else {
            self.slots.push(Slot { group, key, places: 1, outcome: ReadOutcome::NotRead(None) });
            if let Some(group) = self.groups.get_mut(group) {
                group.waiting.push_back(slot);
            }
        }
        slot
    }

    /// The outcomes, by what [`add`](Self::add) returned.
    pub(crate) fn into_outcomes(self) -> Vec<ReadOutcome> {
        self.slots.into_iter().map(|slot| slot.outcome).collect()
    }

    /// The reads of the next request.
    fn next_ids(&mut self) -> Vec<usize> {
        let (mut ids, mut tables) = (Vec::new(), Vec::new());
        for group in &mut self.groups {
            if group.waiting.is_empty() || tables.contains(&&group.table) {
                continue;
            }
            let room = (MAX_KEYS - ids.len()).min(group.waiting.len());
            ids.extend(group.waiting.drain(..room));
            tables.push(&group.table);
            if ids.len() == MAX_KEYS {
                break;
            }
        }
        ids
    }

    fn request(&self, ids: &[usize]) -> BatchGetItem {
        let mut request = BatchGetItem {
            return_consumed_capacity: self.return_consumed_capacity,
            ..BatchGetItem::default()
        };
        for slot in ids.iter().filter_map(|id| self.slots.get(*id)) {
            let Some(group) = self.groups.get(slot.group) else { continue };
            let key = PrimaryKey::clone(&slot.key);
            match request.tables.iter_mut().find(|part| part.table == group.table) {
                Some(part) => part.keys.push(key),
                None => request.tables.push(BatchGet {
                    table: group.table.clone(),
                    keys: vec![key],
                    projection: group.projection.clone(),
                    consistent: group.consistent,
                }),
            }
        }
        request
    }

    /// Takes in the items of an answer. `None` if there is something in it that no request asked for.
    fn take_in(&mut self, ids: &[usize], outcome: BatchGetItemOutcome) -> Option<Taken> {
        let BatchGetItemOutcome { items, unprocessed, consumed_capacity } = outcome;
        self.consumed.extend(consumed_capacity);
        let bytes = items.iter().flat_map(|(_, items)| items).map(Item::size).sum();
        let items = self.keyed(ids, items)?;
        let mut asked = HashMap::with_capacity(ids.len());
        for id in ids {
            let slot = self.slots.get(*id)?;
            asked.insert((self.groups.get(slot.group)?.table.as_ref(), slot.key.as_ref()), *id);
        }
        let left = unprocessed.iter().flat_map(|part| part.keys.iter().map(|key| (part.table.as_ref(), key)));
        let left: Vec<_> = left.map(|key| asked.remove(&key)).collect::<Option<_>>()?;
        let mut read: Vec<_> = Vec::with_capacity(asked.len());
        for (table, key, item) in &items {
            read.push((asked.remove(&(table.as_str(), key))?, Some(item.clone())));
        }
        read.extend(asked.into_values().map(|id| (id, None)));
        for (id, item) in read {
            if let Some(slot) = self.slots.get_mut(id) {
                slot.outcome = ReadOutcome::Read(item);
                self.progress.done += slot.places;
            }
        }
        Some(Taken { left, bytes })
    }

    /// The items of an answer, with their keys.
    fn keyed(
        &self,
        ids: &[usize],
        items: Vec<(String, Vec<Item>)>,
    ) -> Option<Vec<(String, PrimaryKey, Item)>> {
        let mut keyed = Vec::with_capacity(ids.len());
        for (table, items) in items {
            let of_table =
                |slot: &&Slot| self.groups.get(slot.group).is_some_and(|group| group.table == table);
            let names = ids.iter().filter_map(|id| self.slots.get(*id)).find(of_table)?;
            for item in items {
                keyed.push((table.clone(), key_like(&names.key, &item)?, item));
            }
        }
        Some(keyed)
    }

    fn again(&mut self, ids: &[usize]) {
        self.progress.retries += ids.len();
        for id in ids.iter().rev() {
            let group = self.slots.get(*id).map(|slot| slot.group);
            if let Some(group) = group.and_then(|group| self.groups.get_mut(group)) {
                group.waiting.push_front(*id);
            }
        }
    }

    fn ended(&mut self, ids: &[usize], error: Error) -> Step {
        let error = Arc::new(error);
        for id in ids {
            if let Some(slot) = self.slots.get_mut(*id) {
                slot.outcome = ReadOutcome::NotRead(Some(Arc::clone(&error)));
            }
        }
        Step::End(error)
    }
}

/// What an answer had.
struct Taken {
    left: Vec<usize>,
    bytes: usize,
}

impl<'a> Work<'a> for Reads<'a> {
    type Answer = (Vec<usize>, Result<BatchGetItemOutcome, Error>);

    fn poll_source(&mut self, _: &mut Context<'_>) -> Poll<Option<Step>> {
        Poll::Ready(None)
    }

    fn next_request(&mut self) -> Option<BoxFuture<'a, Self::Answer>> {
        let ids = self.next_ids();
        if ids.is_empty() {
            return None;
        }
        let (store, request) = (self.store, self.request(&ids));
        Some(store.batch_get_item(request).map(|outcome| (ids, outcome)).boxed())
    }

    fn answered(&mut self, (ids, outcome): Self::Answer) -> Step {
        self.progress.requests += 1;
        let error = match outcome {
            Ok(outcome) => {
                let Some(Taken { left, bytes }) = self.take_in(&ids, outcome) else {
                    return self.ended(&ids, unreadable());
                };
                self.again(&left);
                // What one answer had no room for can be asked for at once.
                let is_full = bytes + Item::MAX_SIZE > MAX_RESPONSE;
                return if left.is_empty() || is_full {
                    Step::Next
                } else {
                    Step::Pause { advanced: left.len() < ids.len(), error: None }
                };
            }
            Err(error) => error,
        };
        match Fate::of(&error) {
            // A read that got no answer can be done again.
            Fate::Passing | Fate::Unanswered => {
                self.again(&ids);
                Step::Pause { advanced: false, error: Some(error) }
            }
            Fate::Refused | Fate::Hopeless | Fate::Broken => self.ended(&ids, error),
        }
    }

    fn progress(&self) -> Progress {
        self.progress
    }
}

/// The key of an item that has the attributes of another key.
fn key_like(names: &PrimaryKey, item: &Item) -> Option<PrimaryKey> {
    let (partition, _) = &names.partition;
    let key = PrimaryKey::new(partition.clone(), item.get(partition)?.clone());
    match &names.sort {
        Some((sort, _)) => Some(key.sort(sort.clone(), item.get(sort)?.clone())),
        None => Some(key),
    }
}

/// The store read what it was not asked for.
fn unreadable() -> Error {
    Error::Backend(Box::new(BackendError {
        code: "UnreadableAnswer".into(),
        retryable: false,
        source: Some("an item that no request asked for".into()),
    }))
}
