//! A global index that lags: what has been written, but is not in the index yet.

use super::simulator::{Moment, Simulator};
use parking_lot::Mutex;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// The writes that have not reached an index yet. A step is what one of them does there.
#[derive(Debug)]
pub(crate) struct Lag<S> {
    simulator: Arc<Simulator>,
    pending: Mutex<Pending<S>>,
}

#[derive(Debug)]
struct Pending<S> {
    /// In the order in which they reach the index.
    steps: BTreeMap<Turn, (Arc<[u8]>, S)>,
    /// The last step of each item that has any.
    last: HashMap<Arc<[u8]>, Turn>,
    count: u64,
}

/// When a step reaches the index: its moment, and among those of one moment its number.
type Turn = (Moment, u64);

impl<S> Lag<S> {
    /// The lag of a global index; `None` where indexes do not lag.
    pub(crate) fn new(simulator: &Arc<Simulator>) -> Option<Self> {
        let is_needed = !simulator.index_lag().is_none();
        let pending = Pending { steps: BTreeMap::new(), last: HashMap::new(), count: 0 };
        is_needed.then(|| Self { simulator: Arc::clone(simulator), pending: Mutex::new(pending) })
    }

    /// Adds what a write does to the item under a key, and carries out all that is due.
    pub(crate) fn push(&self, key: &[u8], step: S, at: Moment, carry_out: impl FnMut(S)) {
        let mut pending = self.pending.lock();
        let delay = self.simulator.index_lag().draw(&mut self.simulator.dice());
        let before = pending.last.get_key_value(key).map(|(key, turn)| (Arc::clone(key), *turn));
        let due = at.after(delay);
        let (key, due) = match before {
            Some((key, (moment, _))) => (key, moment.max(due)),
            None => (key.into(), due),
        };
        let turn = (due, pending.count);
        pending.count += 1;
        pending.last.insert(Arc::clone(&key), turn);
        pending.steps.insert(turn, (key, step));
        pending.carry_out_until(Some(self.simulator.now()), carry_out);
    }

    /// Carries out all that is due.
    pub(crate) fn catch_up(&self, carry_out: impl FnMut(S)) {
        self.pending.lock().carry_out_until(Some(self.simulator.now()), carry_out);
    }

    /// Carries out all.
    pub(crate) fn settle(&self, carry_out: impl FnMut(S)) {
        self.pending.lock().carry_out_until(None, carry_out);
    }

    /// Forgets all.
    pub(crate) fn clear(&self) {
        let mut pending = self.pending.lock();
        pending.steps.clear();
        pending.last.clear();
    }
}

impl<S> Pending<S> {
    /// The lock is held meanwhile, so that no later step of an item overtakes an earlier one.
    fn carry_out_until(&mut self, now: Option<Moment>, mut carry_out: impl FnMut(S)) {
        while let Some(entry) = self.steps.first_entry()
            && now.is_none_or(|now| entry.key().0 <= now)
        {
            let (turn, (key, step)) = entry.remove_entry();
            carry_out(step);
            if self.last.get(&key) == Some(&turn) {
                self.last.remove(&key);
            }
        }
    }
}
