//! The memory backend beside a bare map and an embedded engine.

mod bare;
mod cases;
mod customer;
mod embedded;
mod equivalence;
mod growth;
mod lazy;
mod names;
mod operations;
mod ours;
mod resident;
mod results;
mod served;
mod shop;
mod threads;
mod value;

pub use equivalence::check;
pub use resident::{COMMAND as RESIDENT, measure as measure_resident};
pub use results::{OF_BARE, rows};

use crate::measure::Race;

/// All races, nothing of which is made ready yet.
pub fn races() -> Vec<Race> {
    [operations::races(), threads::races(), cases::races()].into_iter().flatten().collect()
}
