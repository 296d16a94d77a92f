//! Many reads and writes at once.
//!
//! [`get_many`], [`put_many`], [`create_many`], [`delete_many`] and [`put_stream`] take any number of entities or keys.
//! They are sent in as few requests as the service allows: 100 keys in a `BatchGetItem`, 25 writes and 16 MB in a
//! `BatchWriteItem`. A batch is no transaction: each read and each write is for itself.
//!
//! # What is asked for again
//!
//! What the service leaves unprocessed is asked for again, merged into full requests. So is what was in a request
//! that was throttled, that failed in passing, or that got no answer. Before that there is a pause, in which nothing
//! new is sent: a random time of at most 50 ms, which doubles up to 5 s as long as nothing at all is done. After
//! [30 seconds](BatchOptions::PATIENCE) of such pauses without any progress the rest is given up.
//!
//! A write of a batch has no condition, so doing it twice is doing it once, as long as nobody else writes the same
//! entity in between: theirs would be written over, as if the batch had been a moment later. Only what never got an
//! answer is reported as unknown. What a store fails with in any other way ends the batch: no new request is sent, and
//! those in flight are waited for.
//!
//! # Entities with a version or a unique field, and creates
//!
//! A `BatchWriteItem` has no conditions, so these are never sent in one. Each is a write of its own, conditional,
//! as many at a time as the batch may have requests in flight. That is up to 25 times as many requests; a write costs
//! the same units, and that of a unique field those of its transaction. One that fails is not done, with its own
//! error, and the others go on. One that gets no answer is unknown at once: again it could be refused because of
//! itself. [`batch_only`] refuses such a batch instead.
//!
//! # Stopping
//!
//! A batch runs inside the future that is awaited. When that is dropped nothing goes on in the background; what was
//! in flight may still happen.
//!
//! [`get_many`]: crate::repository::RepositoryExt::get_many
//! [`put_many`]: crate::repository::RepositoryExt::put_many
//! [`create_many`]: crate::repository::RepositoryExt::create_many
//! [`delete_many`]: crate::repository::RepositoryExt::delete_many
//! [`put_stream`]: crate::repository::RepositoryExt::put_stream
//! [`batch_only`]: crate::repository::PutMany::batch_only

mod error;
mod fate;
mod options;
mod patience;
mod progress;
mod queue;
mod reads;
mod run;
mod wire;
mod writes;

pub use error::{BatchError, Done, NotDone};
pub(crate) use error::{into_error, refused};
pub use options::{BatchOptions, Repeated};
pub use progress::{Observer, Progress};
pub(crate) use queue::{MAX_WRITES, Target, Way, Write};
pub(crate) use reads::{ReadOutcome, Reads};
pub(crate) use run::run;
pub(crate) use writes::{Verdict, Writes};

#[cfg(test)]
mod tests;
