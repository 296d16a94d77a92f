//! The states that items had lately.

use super::{
    dice::Dice,
    simulator::{Moment, Simulator},
};
use crate::{key::Range, table::Stored};
use parking_lot::Mutex;
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

/// A key of the table. The item and the order of writes share it.
pub(crate) type SharedKey = Arc<[u8]>;

/// The states that the items of a table had since a read may see them.
#[derive(Debug)]
pub(crate) struct History {
    simulator: Arc<Simulator>,
    past: Mutex<Past>,
}

#[derive(Debug, Default)]
struct Past {
    /// Of each item that was written lately: the states since the oldest that a read may see, the last one the true
    /// one.
    items: BTreeMap<SharedKey, VecDeque<State>>,
    /// The writes, the oldest first.
    writes: VecDeque<(Moment, SharedKey)>,
}

/// What a key held since a moment.
#[derive(Debug)]
struct State {
    since: Moment,
    stored: Option<Stored>,
}

impl History {
    /// The history of a table; `None` where no read is stale.
    pub(crate) fn new(simulator: &Arc<Simulator>) -> Option<Self> {
        let is_needed = !simulator.stale_reads().is_none();
        is_needed.then(|| Self { simulator: Arc::clone(simulator), past: Mutex::default() })
    }

    /// Remembers what a write did to the item under a key. The key's bucket is locked meanwhile.
    pub(crate) fn record(&self, key: &[u8], old: Option<&Stored>, new: Option<&Stored>, at: Moment) {
        let mut past = self.past.lock();
        self.forget_old(&mut past);
        let key = match past.items.get_key_value(key) {
            Some((key, _)) => Arc::clone(key),
            None => SharedKey::from(key),
        };
        let states = past.items.entry(Arc::clone(&key)).or_default();
        if states.is_empty() {
            states.push_back(State { since: Moment::default(), stored: old.cloned() });
        }
        // Late deletions may be told of after a later write.
        let since = states.back().map_or(at, |last| last.since.max(at));
        states.push_back(State { since, stored: new.cloned() });
        past.writes.push_back((since, key));
    }

    /// What an eventually consistent read sees under a key; `truth` is what the table has.
    pub(crate) fn see(&self, key: &[u8], truth: impl FnOnce() -> Option<Stored>) -> Option<Stored> {
        let seen = {
            let mut past = self.past.lock();
            let now = self.forget_old(&mut past);
            let states = past.items.get(key);
            states.and_then(|states| self.draw(states, now, &mut self.simulator.dice()).cloned())
        };
        // Nothing is locked here: a write locks the table before the past.
        seen.unwrap_or_else(truth)
    }

    /// What an eventually consistent page sees of the items in the partitions of a range, where that may not be the
    /// truth.
    pub(crate) fn see_all(&self, range: &Range) -> BTreeMap<SharedKey, Option<Stored>> {
        let mut past = self.past.lock();
        let now = self.forget_old(&mut past);
        let mut dice = self.simulator.dice();
        let partitions = range.partitions();
        let items = past.items.range::<[u8], _>(partitions.bounds());
        items
            .filter_map(|(key, states)| Some((Arc::clone(key), self.draw(states, now, &mut dice).cloned()?)))
            .collect()
    }

    /// From now on all reads see the truth, until the next write.
    pub(crate) fn clear(&self) {
        *self.past.lock() = Past::default();
    }

    fn draw<'s>(
        &self,
        states: &'s VecDeque<State>,
        now: Moment,
        dice: &mut Dice,
    ) -> Option<&'s Option<Stored>> {
        let delay = self.simulator.stale_reads();
        let oldest = current(states, |since| since.after(delay.max()) <= now);
        let newest = current(states, |since| since.after(delay.min()) <= now);
        states.get(dice.between(oldest, newest)).map(|state| &state.stored)
    }

    /// Forgets the states that no read can see any more, and tells the time.
    fn forget_old(&self, past: &mut Past) -> Moment {
        let now = self.simulator.now();
        let max = self.simulator.stale_reads().max();
        let is_old = |since: Moment| since.after(max) <= now;
        while let Some((_, key)) = past.writes.pop_front_if(|(at, _)| is_old(*at)) {
            let Some(states) = past.items.get_mut(&key) else { continue };
            states.drain(..current(states, is_old));
            if states.len() == 1 {
                past.items.remove(&key);
            }
        }
        now
    }
}

/// The position of the last state that had begun by a moment; the first one had in any case.
fn current(states: &VecDeque<State>, had_begun: impl Fn(Moment) -> bool) -> usize {
    states.partition_point(|state| had_begun(state.since)).saturating_sub(1)
}
