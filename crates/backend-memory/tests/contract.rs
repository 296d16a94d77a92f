//! The memory backend keeps the contract, without exception.

use std::time::Duration;
use twintable_memory::{MemoryStore, Simulation};
use twintable_testkit::contract::Ground;

fn ground() -> Ground {
    Ground::new(MemoryStore::new())
}

twintable_testkit::contract_tests!(crate::ground);

/// A store with global indexes that lag keeps it as well, for one who waits.
mod with_lagging_indexes {
    use super::{Duration, Ground, MemoryStore, Simulation};

    const LAG: Duration = Duration::from_millis(2);

    fn ground() -> Ground {
        let simulation = Simulation::seeded(7).index_lag(LAG..=2 * LAG);
        Ground::new(MemoryStore::builder().simulate(simulation).build()).settling_for(2 * LAG)
    }

    twintable_testkit::contract_tests!(crate::with_lagging_indexes::ground);
}
