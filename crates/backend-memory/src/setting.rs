//! What a store, and each of its tables, is made with.

use crate::simulation::Simulator;
use std::{sync::Arc, time::Duration};
use twintable::store::Clock;

/// What a store, and each of its tables, is made with.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    pub(crate) clock: Arc<dyn Clock>,
    /// Decides the order of partitions.
    pub(crate) seed: u64,
    pub(crate) simulator: Option<Arc<Simulator>>,
    /// How long after it has expired an item is deleted; never if `None`.
    pub(crate) deletes_after: Option<Duration>,
}
