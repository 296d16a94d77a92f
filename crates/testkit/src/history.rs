//! Histories of concurrent calls, and whether they could have been made one after another.
//!
//! A test that lets many tasks loose on a store cannot say what each of them should see. It can say that there is an
//! order of all calls in which each of them makes sense, and in which a call that had returned before another one began
//! comes first: the history is then *strictly serialisable*. This module records such a history and looks for that
//! order.
//!
//! What the calls read and write are *registers*: items that have a version, which every write replaces by one that is
//! used once. A write says which version it replaced (it is conditioned on that version, or returns it), so the
//! order of the versions of each register is known, and with it what must come before what:
//!
//! - a call that wrote a version before those that read it, and before the one that replaced it;
//! - a call that read or replaced a version before the one that replaced it;
//! - a call that had returned before those that began after it.
//!
//! Where these form a cycle, there is no such order. [`History::check`] returns the shortest cycle that it
//! finds, which prints as the calls on it and why each is before the next: a lost update, a skewed read, a skewed write,
//! a read of what was replaced long ago all look like that. A version that a failed call would have written, or that
//! nobody wrote, is an anomaly of its own.
//!
//! A call whose outcome is not known, such as a write that timed out, may have happened or not: it counts if a version
//! that it would have written was read or replaced.
//!
//! # Examples
//!
//! ```
//! use twintable_testkit::history::{Access, Anomaly, History};
//!
//! let history = History::new();
//! let write = history.begin("write");
//! let read = history.begin("read");
//! write.done([Access::replaced("a", 0, 1), Access::replaced("b", 0, 2)]);
//! // They ran at the same time: the read may be the first or the second of the two.
//! read.done([Access::read("a", 0), Access::read("b", 0)]);
//! assert!(history.check().is_ok());
//!
//! // But not between the two writes.
//! history.begin("skewed read").done([Access::read("a", 1), Access::read("b", 0)]);
//! let anomaly = history.check().unwrap_err();
//! assert!(matches!(&anomaly, Anomaly::Cycle(steps) if steps.len() == 2));
//! assert!(anomaly.to_string().contains("skewed read"));
//! ```

mod anomaly;
mod call;
mod check;
mod cycle;
mod order;
mod record;

pub use anomaly::{Anomaly, Dependency, Step};
pub use call::{Access, Call, Ending};
pub use check::{Checked, check};
pub use record::{History, OpenCall};
