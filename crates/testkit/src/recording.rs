//! A store that writes down what it is asked: which requests were made, how many at one time, and how they ended.
//!
//! A test of what makes requests, and not of what they do, puts a [`RecordingStore`] before the store that it works on.

mod record;
mod store;

pub use record::{Ending, Record};
pub use store::RecordingStore;
