//! Recording.

use super::{Access, Anomaly, Call, Checked, Ending, check};
use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering},
};

/// A history in the making. Clones share it, so each task has one.
#[derive(Debug, Clone, Default)]
pub struct History {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    time: AtomicU64,
    calls: Mutex<Vec<Call>>,
}

/// A call that has begun. It is recorded when it ends; if it is dropped instead, as one whose outcome is not known and
/// of which nothing is known.
#[derive(Debug)]
#[must_use = "a call ends when the test says so"]
pub struct OpenCall {
    history: History,
    /// Taken out when the call ends.
    begun: Option<(String, u64)>,
}

impl History {
    /// A history without calls.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a call. To be said before the request is made.
    pub fn begin(&self, name: impl Into<String>) -> OpenCall {
        OpenCall { history: self.clone(), begun: Some((name.into(), self.tick())) }
    }

    /// The calls recorded so far, in the order in which they ended.
    pub fn calls(&self) -> Vec<Call> {
        self.recorded().clone()
    }

    /// Checks the calls recorded so far: see [`check`].
    ///
    /// # Errors
    ///
    /// [`Anomaly`] where there is no order in which they make sense.
    pub fn check(&self) -> Result<Checked, Anomaly> {
        check(&self.calls())
    }

    fn tick(&self) -> u64 {
        self.shared.time.fetch_add(1, Ordering::SeqCst)
    }

    fn recorded(&self) -> MutexGuard<'_, Vec<Call>> {
        // A call is never half recorded.
        self.shared.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OpenCall {
    /// The call returned, and happened. To be said as soon as the answer is there, with what it read and wrote.
    pub fn done(self, accesses: impl IntoIterator<Item = Access>) {
        self.end(Ending::Done, accesses);
    }

    /// The call failed, and did not happen; the accesses are those that it would have made.
    pub fn not_done(self, accesses: impl IntoIterator<Item = Access>) {
        self.end(Ending::NotDone, accesses);
    }

    /// The call may have happened, or may happen later; the accesses are those that it would have made.
    pub fn unknown(self, accesses: impl IntoIterator<Item = Access>) {
        self.end(Ending::Unknown, accesses);
    }

    fn end(mut self, ending: Ending, accesses: impl IntoIterator<Item = Access>) {
        self.record(ending, accesses.into_iter().collect());
    }

    fn record(&mut self, ending: Ending, accesses: Vec<Access>) {
        let Some((name, began)) = self.begun.take() else { return };
        let returned = match ending {
            Ending::Done | Ending::NotDone => Some(self.history.tick()),
            Ending::Unknown => None,
        };
        self.history.recorded().push(Call { name, began, returned, ending, accesses });
    }
}

impl Drop for OpenCall {
    fn drop(&mut self) {
        self.record(Ending::Unknown, Vec::new());
    }
}
