//! Tasks whose calls interleave in an order that follows from a seed.

use super::hooked::HookedStore;
use futures::{future::BoxFuture, task::noop_waker};
use std::{
    future::poll_fn,
    sync::Arc,
    task::{Context, Poll},
};
use twintable::store::ItemStore;

/// More polls than any test needs.
const MAX_POLLS: usize = 1_000_000;

/// Numbers that follow from a seed: `SplitMix64`.
#[derive(Debug, Clone)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(count).unwrap()).unwrap()
    }
}

/// A store that lets others go first before it does what it is asked, and before it answers.
pub(crate) fn yielding(inner: Arc<dyn ItemStore>) -> Arc<dyn ItemStore> {
    Arc::new(HookedStore::new(inner, |_| Box::pin(go_last())))
}

async fn go_last() {
    let mut has_waited = false;
    poll_fn(|_| {
        if has_waited {
            return Poll::Ready(());
        }
        has_waited = true;
        Poll::Pending
    })
    .await;
}

/// Polls tasks in an order that follows from the seed until all are done, and does something after each poll.
pub(crate) fn interleave(seed: u64, tasks: Vec<BoxFuture<'_, ()>>, mut after_each: impl FnMut()) {
    let mut dice = Dice(seed);
    let mut tasks: Vec<Option<BoxFuture<'_, ()>>> = tasks.into_iter().map(Some).collect();
    let waker = noop_waker();
    for _ in 0..MAX_POLLS {
        let waiting: Vec<_> = (0..tasks.len()).filter(|place| tasks[*place].is_some()).collect();
        if waiting.is_empty() {
            return;
        }
        let place = waiting[dice.below(waiting.len())];
        let task = tasks[place].as_mut().unwrap();
        if task.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
            tasks[place] = None;
        }
        after_each();
    }
    panic!("the tasks never end");
}
