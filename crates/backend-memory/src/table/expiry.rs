//! When items expire.

use super::{Author, Change, Stored, Table};
use parking_lot::{Mutex, RwLock};
use std::{
    collections::BTreeSet,
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use twintable::{Item, Number, Value};

/// Items that expired longer ago than this are not deleted.
const FORGOTTEN_AFTER: Duration = Duration::from_hours(5 * 365 * 24);

/// When the items of a table expire.
#[derive(Debug, Default)]
pub(super) struct Expiry {
    /// Whether time-to-live is on. It changes while the store's gate is held alone, so no write meets a change.
    is_on: AtomicBool,
    ends: Mutex<Ends>,
}

#[derive(Debug, Default)]
struct Ends {
    attribute: Option<Arc<str>>,
    /// The items that will be deleted, by the time when they expire.
    due: BTreeSet<(Number, Box<[u8]>)>,
}

impl Expiry {
    pub(super) fn attribute(&self) -> Option<Arc<str>> {
        self.ends.lock().attribute.clone()
    }

    /// Follows a write of the item under a key. The key's bucket is locked meanwhile.
    pub(super) fn follow(
        &self,
        key: &[u8],
        old: Option<&Stored>,
        new: Option<&Stored>,
        now: impl FnOnce() -> SystemTime,
    ) {
        if self.is_on.load(Ordering::Relaxed) {
            self.ends.lock().follow(key, old, new, now);
        }
    }

    /// The items that had expired at a time, the first ones first.
    fn until(&self, end: Number) -> Vec<Expired> {
        if !self.is_on.load(Ordering::Relaxed) {
            return Vec::new();
        }
        let ends = self.ends.lock();
        let expired = ends.due.iter().take_while(|(at, _)| *at <= end);
        expired.map(|(at, key)| Expired { at: *at, key: key.clone() }).collect()
    }
}

/// An item that has expired.
struct Expired {
    at: Number,
    key: Box<[u8]>,
}

impl Ends {
    fn follow(
        &mut self,
        key: &[u8],
        old: Option<&Stored>,
        new: Option<&Stored>,
        now: impl FnOnce() -> SystemTime,
    ) {
        let Some(attribute) = &self.attribute else { return };
        let end = |stored: Option<&Stored>| end_of(&stored?.item, attribute);
        let (before, after) = (end(old), end(new));
        if let Some(before) = before {
            self.due.remove(&(before, key.into()));
        }
        // What is forgotten once is so for ever.
        if let Some(after) = after.filter(|after| *after >= seconds_of(now(), FORGOTTEN_AFTER)) {
            self.due.insert((after, key.into()));
        }
    }
}

impl Table {
    /// The attribute that says when an item expires.
    pub(crate) fn time_to_live(&self) -> Option<Arc<str>> {
        self.expiry.attribute()
    }

    /// Changes the attribute that says when an item expires. The store's gate is held alone meanwhile.
    pub(crate) fn set_time_to_live(&self, attribute: Option<Arc<str>>) {
        self.expiry.is_on.store(attribute.is_some(), Ordering::Relaxed);
        let mut ends = Ends { attribute, due: BTreeSet::new() };
        let now = self.setting.clock.now();
        for stored in self.all() {
            ends.follow(self.key_of_item(&stored.item).as_bytes(), None, Some(&stored), || now);
        }
        *self.expiry.ends.lock() = ends;
    }

    /// Deletes the items that have been expired for some time, each as if that had happened when the time was over.
    /// Returns how many they were. Holds the store's gate shared if there are any.
    pub(crate) fn delete_expired(&self, delay: Duration, gate: &RwLock<()>) -> usize {
        let now = self.setting.clock.now();
        let expired = self.expiry.until(seconds_of(now, delay));
        if expired.is_empty() {
            return 0;
        }
        let _gate = gate.read();
        expired.into_iter().filter_map(|expired| self.delete_if_still(expired, delay, now)).count()
    }

    /// Deletes an item, unless it was changed or deleted before its bucket was locked.
    fn delete_if_still(&self, expired: Expired, delay: Duration, now: SystemTime) -> Option<Stored> {
        let Expired { at, key } = expired;
        let was_due = time_of(at).and_then(|at| at.checked_add(delay)).map_or(now, |due| due.min(now));
        let attribute = self.time_to_live()?;
        let Ok(written) = self.write_as(Author::TimeToLive(was_due), key.into(), |old| {
            let is_same = old.is_some_and(|old| end_of(&old.item, &attribute) == Some(at));
            Ok::<_, Infallible>(if is_same { Change::Delete } else { Change::Keep })
        });
        written.old.filter(|_| written.new.is_none())
    }
}

/// When an item expires: a number of seconds since 1970. A value of another type says nothing.
fn end_of(item: &Item, attribute: &str) -> Option<Number> {
    item.get(attribute).and_then(Value::as_number)
}

/// The whole seconds from 1970 to so long before a time.
fn seconds_of(time: SystemTime, before: Duration) -> Number {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = |duration: Duration| i128::from(duration.as_secs());
    // A part of a second counts as not over.
    let parts = i128::from(before.subsec_nanos() > since.subsec_nanos());
    Number::try_from(seconds(since) - seconds(before) - parts).unwrap_or_default()
}

/// The time after so many seconds since 1970; `None` where no clock shows it.
fn time_of(seconds: Number) -> Option<SystemTime> {
    UNIX_EPOCH.checked_add(Duration::try_from_secs_f64(seconds.to_f64()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::Ends;
    use crate::table::Stored;
    use std::time::SystemTime;
    use twintable::item;

    #[test]
    fn what_no_longer_expires_then_is_forgotten() {
        let mut ends = Ends { attribute: Some("ends".into()), ..Ends::default() };
        let stored = |end: i32| Stored::new(item! { "ends" => end });
        let now = || SystemTime::UNIX_EPOCH;
        ends.follow(b"a", None, Some(&stored(1)), now);
        ends.follow(b"a", Some(&stored(1)), Some(&stored(2)), now);
        assert_eq!(ends.due.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [2.into()]);
        ends.follow(b"a", Some(&stored(2)), None, now);
        assert!(ends.due.is_empty());
    }
}
