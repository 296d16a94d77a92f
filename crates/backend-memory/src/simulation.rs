//! Consistency as weak as the service's, on purpose.

mod delay;
mod dice;
mod history;
mod lag;
mod simulator;

pub use delay::Delay;
pub(crate) use history::{History, SharedKey};
pub(crate) use lag::Lag;
pub(crate) use simulator::{Moment, Simulator};

/// Makes a [`MemoryStore`](crate::MemoryStore) as inconsistent as the service may be, in the same way for the same seed.
///
/// Global indexes lag, and eventually consistent reads of the table and of its local indexes are stale. Time is
/// that of the store's clock: nothing becomes visible while a test does not move it. Strongly consistent reads,
/// transactions, and the conditions of writes always see the truth. What a page holds, counts and costs, and where it
/// ends, follows from what it sees.
///
/// A test that fails is repeated with its seed, which the `Debug` of the store shows. The draws follow the order in
/// which operations reach the store, so they repeat as far as that does.
///
/// # Examples
///
/// A service that reads its own write through an index:
///
/// ```
/// use futures::executor::block_on;
/// use std::time::{Duration, SystemTime};
/// use twintable::{
///     GlobalIndex, KeyAttribute, TableSchema, expr::KeyCondition, item,
///     store::{ItemStore, PutItem, Query},
/// };
/// use twintable_memory::{MemoryStore, Simulation};
/// use twintable_testkit::ManualClock;
///
/// let second = Duration::from_secs(1);
/// let clock = ManualClock::at(SystemTime::now());
/// let store =
///     MemoryStore::builder().clock(clock.clone()).simulate(Simulation::seeded(7).index_lag(second)).build();
/// store.add_table(
///     TableSchema::new("users", KeyAttribute::string("id"))
///         .global_index(GlobalIndex::new("by_email", KeyAttribute::string("email"))),
/// )?;
///
/// let by_email = || Query::new("users", KeyCondition::partition("email", "a@b.c")).index("by_email");
/// block_on(store.put_item(PutItem::new("users", item! { "id" => "a", "email" => "a@b.c" })))?;
/// assert_eq!(block_on(store.query(by_email()))?.count, 0, "the index does not have it yet");
/// clock.advance(second);
/// assert_eq!(block_on(store.query(by_email()))?.count, 1);
/// # Ok::<(), twintable::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Simulation {
    seed: u64,
    index_lag: Delay,
    stale_reads: Delay,
}

impl Simulation {
    /// A simulation that draws from a seed. It does nothing until it is told what lags.
    pub const fn seeded(seed: u64) -> Self {
        Self { seed, index_lag: Delay::NONE, stale_reads: Delay::NONE }
    }

    /// How long after a write each global index follows it: exactly so long, or a time that is drawn for each write
    /// and index.
    ///
    /// The writes of one item reach an index in their order; those of different items in any.
    pub fn index_lag(mut self, lag: impl Into<Delay>) -> Self {
        self.index_lag = lag.into();
        self
    }

    /// How old what an eventually consistent read sees may be: exactly so old, or of an age that is drawn for each
    /// item and read.
    ///
    /// Each item of a page or of a batch is seen as it was at a moment of its own, so a page may hold some of the
    /// writes of a transaction and not the others, and a later read may see an earlier state. Reads of global indexes
    /// follow [`index_lag`](Self::index_lag) alone.
    ///
    /// An age that is drawn is not even over the time: each state that the item had within it is as likely as the
    /// others, so that states are missed as often where the clock stands still.
    pub fn stale_reads(mut self, age: impl Into<Delay>) -> Self {
        self.stale_reads = age.into();
        self
    }
}
