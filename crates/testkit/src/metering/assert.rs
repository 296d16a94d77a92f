//! `assert_cost!`.

use super::{Cost, Report};

/// Runs a block and asserts what it cost, and gives what the block gives.
///
/// ```text
/// assert_cost!(store, reads <= 2.0, writes <= 4.0, requests <= 3, scans == 0, { … })
/// ```
///
/// The store is a [`MeteredStore`](crate::metering::MeteredStore) or a reference to one. The limits name fields of
/// [`Cost`](crate::metering::Cost) and compare them with any operator. The block may await, and leave with `?`; it is
/// charged with whatever the store and its clones are asked meanwhile.
///
/// # Panics
///
/// Where a limit is not met, with all limits that are not, and with the [report](crate::metering::Report) of what the
/// block asked.
///
/// # Examples
///
/// ```
/// use futures::executor::block_on;
/// use std::sync::Arc;
/// use twintable::{KeyAttribute, TableSchema, item, store::{ItemStore, PutItem, Scan}};
/// use twintable_memory::MemoryStore;
/// use twintable_testkit::{assert_cost, metering::MeteredStore};
///
/// let schema = TableSchema::new("shop", KeyAttribute::string("id"));
/// let store = MeteredStore::new(Arc::new(MemoryStore::with_tables([schema])?));
/// let page = assert_cost!(store, writes == 3, reads <= 0.5, scans < 2, {
///     for id in ["a", "b", "c"] {
///         block_on(store.put_item(PutItem::new("shop", item! { "id" => id })))?;
///     }
///     block_on(store.scan(Scan::new("shop")))?
/// });
/// assert_eq!(page.count, 3);
/// # Ok::<(), twintable::Error>(())
/// ```
#[macro_export]
macro_rules! assert_cost {
    ($store:expr, $($what:ident $operator:tt $limit:expr),+, $body:block) => {{
        let store: $crate::metering::MeteredStore = ::std::clone::Clone::clone(&$store);
        let start = store.mark();
        let value = $body;
        let assertions = $crate::metering::Assertions::of(store.report_since(&start));
        $(
            let (actual, limit) = (
                $crate::metering::Limit::to_units(assertions.cost().$what),
                $crate::metering::Limit::to_units($limit),
            );
            let assertions = assertions.with(
                // An order instead of numbers, so that no lint about floats speaks in the caller's code.
                ::std::primitive::f64::total_cmp(&actual, &limit) $operator ::std::cmp::Ordering::Equal,
                ::std::concat!(::std::stringify!($what), " ", ::std::stringify!($operator)),
                actual,
                limit,
            );
        )+
        assertions.check();
        value
    }};
}

/// A number that a cost can be compared with.
pub trait Limit {
    /// The number.
    fn to_units(self) -> f64;
}

macro_rules! limits {
    ($($number:ty),*) => {$(
        impl Limit for $number {
            fn to_units(self) -> f64 {
                f64::from(self)
            }
        }
    )*};
}

limits!(f64, f32, i32, u32);

impl Limit for usize {
    fn to_units(self) -> f64 {
        u32::try_from(self).map_or(f64::INFINITY, f64::from)
    }
}

/// What an `assert_cost!` found.
#[doc(hidden)]
#[derive(Debug)]
pub struct Assertions {
    report: Report,
    cost: Cost,
    broken: Vec<String>,
}

impl Assertions {
    /// Nothing is asserted yet.
    pub fn of(report: Report) -> Self {
        Self { cost: report.cost(), report, broken: Vec::new() }
    }

    /// What the block cost.
    pub const fn cost(&self) -> Cost {
        self.cost
    }

    /// Adds an assertion.
    #[must_use]
    pub fn with(mut self, holds: bool, asserted: &str, actual: f64, limit: f64) -> Self {
        if !holds {
            self.broken.push(format!("{asserted} {limit}, but it was {actual}"));
        }
        self
    }

    /// Checks the assertions.
    ///
    /// # Panics
    ///
    /// Where one does not hold.
    #[track_caller]
    pub fn check(self) {
        let Self { report, cost: _, broken } = self;
        assert!(broken.is_empty(), "asserted {}\n{report}", broken.join("\nasserted "));
    }
}
