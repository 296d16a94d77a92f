//! Identifiers that a repository makes.

use std::time::SystemTime;

/// An identifier that a repository makes when an entity is first written: `#[entity(auto_id)]`.
///
/// With the feature `uuid`, `uuid::Uuid` and `String` are: a nil UUID and an empty text are unset, and what is made
/// is a UUID of version 7, as text for a `String`. Its order is that of the times, to the millisecond, so that it
/// can be a part of a sort key.
///
/// # Examples
///
/// ```
/// use std::{sync::atomic::{AtomicU64, Ordering}, time::SystemTime};
/// use twintable::AutoId;
///
/// /// A number from a counter.
/// #[derive(Debug, PartialEq)]
/// struct Ticket(u64);
///
/// impl AutoId for Ticket {
///     fn is_unset(&self) -> bool {
///         self.0 == 0
///     }
///
///     fn generate(_now: SystemTime) -> Self {
///         static LAST: AtomicU64 = AtomicU64::new(0);
///         Self(LAST.fetch_add(1, Ordering::Relaxed) + 1)
///     }
/// }
///
/// assert!(Ticket(0).is_unset());
/// assert_ne!(Ticket::generate(SystemTime::now()), Ticket::generate(SystemTime::now()));
/// ```
#[diagnostic::on_unimplemented(
    message = "a repository cannot make a `{Self}`",
    label = "not an identifier that can be made",
    note = "with the feature `uuid`, `Uuid` and `String` can; implement `AutoId` for a type of your own"
)]
pub trait AutoId: Sized {
    /// Whether this is still to be made.
    fn is_unset(&self) -> bool;

    /// A new one, that no other equals. A time before 1970 counts as 1970.
    fn generate(now: SystemTime) -> Self;
}

#[cfg(feature = "uuid")]
mod with_uuid {
    use super::AutoId;
    use std::time::{SystemTime, UNIX_EPOCH};
    use uuid::{NoContext, Timestamp, Uuid};

    /// Nil is unset. Version 7 of the time, with random bits from the operating system.
    impl AutoId for Uuid {
        fn is_unset(&self) -> bool {
            self.is_nil()
        }

        fn generate(now: SystemTime) -> Self {
            let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
            Self::new_v7(Timestamp::from_unix(NoContext, since.as_secs(), since.subsec_nanos()))
        }
    }

    /// Empty is unset. The text of a [`Uuid`].
    impl AutoId for String {
        fn is_unset(&self) -> bool {
            self.is_empty()
        }

        fn generate(now: SystemTime) -> Self {
            Uuid::generate(now).hyphenated().to_string()
        }
    }
}
