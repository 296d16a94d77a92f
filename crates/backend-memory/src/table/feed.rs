//! Who is told of the changes of a table.

use super::{Author, Table, Written};
use crate::changes::Queue;
use parking_lot::Mutex;
use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::SystemTime,
};
use twintable::{
    TableSchema,
    change::{Cause, Change},
};

/// The subscribers of a table's changes. It closes their queues when the table is gone.
#[derive(Debug, Default)]
pub(super) struct Feed {
    /// Whether there are any, or were at the last change. It is set while the store's gate is held alone.
    is_followed: AtomicBool,
    followers: Mutex<Followers>,
}

#[derive(Debug, Default)]
struct Followers {
    queues: Vec<Weak<Queue>>,
    /// The number of the last change.
    sequence: u64,
}

impl Feed {
    /// Tells of a write. The key's bucket is locked meanwhile, so the changes of an item come in their order.
    pub(super) fn tell(
        &self,
        schema: &TableSchema,
        written: &Written,
        author: Author,
        now: impl FnOnce() -> SystemTime,
    ) {
        if !self.is_followed.load(Ordering::Relaxed) {
            return;
        }
        let (cause, at) = match author {
            Author::Request => (Cause::Request, now()),
            Author::TimeToLive(at) => (Cause::TimeToLive, at),
            Author::Restore => return,
        };
        let (old, new) = (written.old.as_ref(), written.new.as_ref());
        let Some(key) = new.or(old).and_then(|stored| schema.key_of(&stored.item)) else { return };
        let image = |stored: Option<&super::Stored>| stored.map(|stored| stored.item.clone());
        let Some(change) = Change::between(schema.name.clone(), key, image(old), image(new)) else { return };
        self.publish(change.with_time(at).caused_by(cause));
    }

    fn publish(&self, change: Change) {
        let mut followers = self.followers.lock();
        followers.sequence += 1;
        let change = change.with_sequence(followers.sequence);
        let mut told = false;
        followers.queues.retain(|queue| {
            let queue = queue.upgrade();
            queue.iter().for_each(|queue| queue.push(change.clone()));
            told |= queue.is_some();
            queue.is_some()
        });
        self.is_followed.store(told, Ordering::Relaxed);
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.followers.get_mut().queues.iter().filter_map(Weak::upgrade).for_each(|queue| queue.close());
    }
}

impl Table {
    /// A queue that will be told of all changes from now on. The store's gate is held alone meanwhile.
    pub(crate) fn follow(&self) -> Arc<Queue> {
        let queue = Arc::new(Queue::default());
        self.feed.followers.lock().queues.push(Arc::downgrade(&queue));
        self.feed.is_followed.store(true, Ordering::Relaxed);
        queue
    }
}
