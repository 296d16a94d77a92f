//! The parts of batches that nothing is sent for, and answers that no store gives. How batches run is tested over the
//! memory backend.

mod answers;
mod queue;
mod wire;
