//! What each item has been, and since when.

use std::time::Duration;
use twintable::Item;

/// How old what a read sees may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) min: Duration,
    pub(crate) max: Duration,
}

pub(crate) struct Model {
    items: Vec<Past>,
    now: Duration,
}

struct Past {
    /// `None` since the beginning, then what each write made of it.
    states: Vec<(Duration, Option<Item>)>,
    /// The earliest state that the index may show now, after those that it has shown.
    index_is_at: usize,
    /// The states before this one were settled away.
    settled: usize,
}

impl Model {
    pub(crate) fn new(items: u32) -> Self {
        let past = || Past { states: vec![(Duration::ZERO, None)], index_is_at: 0, settled: 0 };
        Self { items: (0..items).map(|_| past()).collect(), now: Duration::ZERO }
    }

    pub(crate) fn advance(&mut self, time: Duration) {
        self.now += time;
    }

    pub(crate) fn write(&mut self, sk: u32, item: Option<Item>) {
        let now = self.now;
        self.past_mut(sk).states.push((now, item));
    }

    pub(crate) fn settle(&mut self) {
        for past in &mut self.items {
            past.settled = past.states.len() - 1;
            past.index_is_at = past.settled;
        }
    }

    pub(crate) fn truth(&self, sk: u32) -> Option<&Item> {
        self.past(sk).states.last().and_then(|(_, item)| item.as_ref())
    }

    /// Whether an item was so within a window.
    pub(crate) fn had(&self, sk: u32, window: Window, seen: Option<&Item>) -> bool {
        self.showed(sk, window, seen, |_| true)
    }

    /// Whether an index, or a table, that holds some items only could show this within a window.
    pub(crate) fn showed(
        &self,
        sk: u32,
        window: Window,
        seen: Option<&Item>,
        is_in: impl Fn(&Item) -> bool,
    ) -> bool {
        let past = self.past(sk);
        past.visible(window, self.now).any(|state| past.shows(state, &is_in) == seen)
    }

    /// Whether what a global index on the rank shows of an item is not before what it has shown already.
    pub(crate) fn see_in_index(&mut self, sk: u32, window: Window, seen: Option<&Item>) -> bool {
        let now = self.now;
        let past = self.past_mut(sk);
        let first = past.index_is_at;
        let state = past
            .visible(window, now)
            .find(|state| *state >= first && past.shows(*state, &|item| item.contains("rank")) == seen);
        past.index_is_at = state.unwrap_or(first);
        state.is_some()
    }

    fn past(&self, sk: u32) -> &Past {
        &self.items[usize::try_from(sk).unwrap()]
    }

    fn past_mut(&mut self, sk: u32) -> &mut Past {
        &mut self.items[usize::try_from(sk).unwrap()]
    }
}

impl Past {
    /// The states that were the item's at some moment of a window.
    fn visible(&self, window: Window, now: Duration) -> impl Iterator<Item = usize> {
        (self.settled..self.states.len()).filter(move |state| {
            let has_begun = *state == self.settled || self.states[*state].0 + window.min <= now;
            let has_ended = self.states.get(state + 1).is_some_and(|(end, _)| *end + window.max <= now);
            has_begun && !has_ended
        })
    }

    fn shows(&self, state: usize, is_in: &impl Fn(&Item) -> bool) -> Option<&Item> {
        self.states[state].1.as_ref().filter(|item| is_in(item))
    }
}
