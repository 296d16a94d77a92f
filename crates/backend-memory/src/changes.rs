//! The changes of a table, as they happen.

use crate::store::{MemoryStore, Shared};
use futures_util::Stream;
use parking_lot::Mutex;
use std::{
    collections::VecDeque,
    fmt, mem,
    pin::Pin,
    sync::{Arc, Weak},
    task::{Context, Poll, Waker},
};
use twintable::change::Change;

/// The changes of a table since [`MemoryStore::changes`] was called, as the service's stream of the table has them:
/// with the item before and after, those of one item in their order.
///
/// [`drain`](Self::drain) gives what has happened so far, and as a [`Stream`] it waits for more. The stream ends when
/// the table is deleted, or the last handle of the store is dropped.
///
/// What has not been taken is kept in memory, however much that is. Once this is dropped nothing is.
///
/// # Examples
///
/// ```
/// use futures::executor::block_on;
/// use twintable::{KeyAttribute, TableSchema, change::ChangeKind, item, store::{ItemStore, PutItem}};
/// use twintable_memory::MemoryStore;
///
/// let store = MemoryStore::with_tables([TableSchema::new("shop", KeyAttribute::string("id"))])?;
/// let mut changes = store.changes("shop")?;
/// block_on(store.put_item(PutItem::new("shop", item! { "id" => "a", "count" => 1 })))?;
/// block_on(store.put_item(PutItem::new("shop", item! { "id" => "a", "count" => 1 })))?;
/// block_on(store.put_item(PutItem::new("shop", item! { "id" => "a", "count" => 2 })))?;
///
/// let changes = changes.drain();
/// let kinds: Vec<_> = changes.iter().map(|change| change.kind).collect();
/// assert_eq!(kinds, [ChangeKind::Insert, ChangeKind::Modify], "the second put changed nothing");
/// assert_eq!(changes[1].old, Some(item! { "id" => "a", "count" => 1 }));
/// # Ok::<(), twintable::Error>(())
/// ```
#[must_use]
pub struct Changes {
    table: String,
    queue: Arc<Queue>,
    /// Not to keep the store alive, which would keep the stream from ending.
    store: Weak<Shared>,
}

impl Changes {
    pub(crate) fn new(table: String, queue: Arc<Queue>, store: Weak<Shared>) -> Self {
        Self { table, queue, store }
    }

    /// The table's name.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Takes all changes that have happened and were not taken yet, without waiting.
    pub fn drain(&mut self) -> Vec<Change> {
        self.catch_up();
        self.queue.waiting.lock().changes.drain(..).collect()
    }

    /// Deletes what has expired for long enough, if the store does so: nothing else may look at the table.
    fn catch_up(&self) {
        if let Some(shared) = self.store.upgrade() {
            MemoryStore::from_shared(shared).delete_all_late();
        }
    }
}

impl Stream for Changes {
    type Item = Change;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Change>> {
        self.catch_up();
        let mut waiting = self.queue.waiting.lock();
        match waiting.changes.pop_front() {
            Some(change) => Poll::Ready(Some(change)),
            None if waiting.is_closed => Poll::Ready(None),
            None => {
                waiting.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl fmt::Debug for Changes {
    /// Shows the table and how many changes wait, not the changes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let waiting = self.queue.waiting.lock().changes.len();
        f.debug_struct("Changes")
            .field("table", &self.table)
            .field("waiting", &waiting)
            .finish_non_exhaustive()
    }
}

/// The changes that a subscriber has not taken yet.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    changes: VecDeque<Change>,
    waker: Option<Waker>,
    is_closed: bool,
}

impl Queue {
    pub(crate) fn push(&self, change: Change) {
        let waker = {
            let mut waiting = self.waiting.lock();
            waiting.changes.push_back(change);
            waiting.waker.take()
        };
        waker.into_iter().for_each(Waker::wake);
    }

    /// No more comes.
    pub(crate) fn close(&self) {
        let waker = {
            let mut waiting = self.waiting.lock();
            waiting.is_closed = true;
            mem::take(&mut waiting.waker)
        };
        waker.into_iter().for_each(Waker::wake);
    }
}
