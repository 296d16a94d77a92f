//! A simulation at work: its time, and its draws.

use super::{Delay, Simulation, dice::Dice};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};
use twintable::store::Clock;

/// A moment of the simulation: nanoseconds since the store was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Moment(u64);

impl Moment {
    /// The moment after some time; the last one that there is where that would be later.
    pub(super) fn after(self, delay: Duration) -> Self {
        Self(self.0.saturating_add(nanoseconds(delay)))
    }
}

/// What all tables of a store share of its simulation.
#[derive(Debug)]
pub(crate) struct Simulator {
    simulation: Simulation,
    clock: Arc<dyn Clock>,
    start: SystemTime,
    latest: AtomicU64,
    draws: AtomicU64,
}

impl Simulator {
    pub(crate) fn new(simulation: Simulation, clock: Arc<dyn Clock>) -> Self {
        let start = clock.now();
        Self { simulation, clock, start, latest: AtomicU64::new(0), draws: AtomicU64::new(0) }
    }

    pub(crate) const fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    pub(crate) const fn index_lag(&self) -> Delay {
        self.simulation.index_lag
    }

    pub(crate) const fn stale_reads(&self) -> Delay {
        self.simulation.stale_reads
    }

    /// The moment now. It never goes back, though a clock may.
    pub(crate) fn now(&self) -> Moment {
        let now = self.at(self.clock.now());
        Moment(self.latest.fetch_max(now.0, Ordering::AcqRel).max(now.0))
    }

    /// The moment of a time on the clock.
    pub(crate) fn at(&self, time: SystemTime) -> Moment {
        Moment(time.duration_since(self.start).map_or(0, nanoseconds))
    }

    /// The dice of the next draw.
    pub(super) fn dice(&self) -> Dice {
        Dice::new(self.simulation.seed, self.draws.fetch_add(1, Ordering::Relaxed))
    }
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
