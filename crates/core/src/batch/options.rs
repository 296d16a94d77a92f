//! What can be said of a batch.

use std::time::Duration;

/// How a batch is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchOptions {
    /// The most requests in flight at a time; 0 counts as 1.
    pub concurrency: usize,
    /// The time after which the batch ends, whatever is done by then; none if `None`. What is in flight at that
    /// moment is unknown.
    pub deadline: Option<Duration>,
    /// How long the batch pauses, all pauses together, without anything getting done in between, before it gives
    /// up what is left.
    pub patience: Duration,
}

impl BatchOptions {
    /// The most requests in flight at a time, unless it is said.
    pub const CONCURRENCY: usize = 8;
    /// The pauses without progress after which a batch gives up, unless it is said: 30 seconds.
    pub const PATIENCE: Duration = Duration::from_secs(30);
}

impl Default for BatchOptions {
    fn default() -> Self {
        Self { concurrency: Self::CONCURRENCY, deadline: None, patience: Self::PATIENCE }
    }
}

/// What happens to a batch of writes in which a key is repeated. The service refuses such a request.
///
/// A write with a condition is never left out: where one of those that share a key has one, the batch is refused
/// whatever this says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Repeated {
    /// Only the last of them is sent: the table is as if each had been written in turn. The others are done when it is
    /// done, and share its fate else.
    #[default]
    LastWins,
    /// Nothing is sent, and the batch fails with [`Rule::BatchItemTwice`](crate::Rule::BatchItemTwice).
    Refuse,
}
