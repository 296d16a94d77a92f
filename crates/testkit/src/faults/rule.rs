//! When a fault happens.

use super::{Fault, chance::Dice};
use crate::{Operation, call::Parts};
use std::{ops::Range, time::Duration};
use twintable::{PrimaryKey, Value, store::TableName};

/// A fault, and the calls that it happens to.
///
/// A call matches where the fault can happen to it and everything that the rule names fits. The rule counts the calls
/// that match, from 1, and [`when`](Self::when) says which of these the fault happens to.
///
/// A request that breaks a rule of its own, so that [`validate`](twintable::validate) refuses it, matches no rule: it
/// goes to the inner store as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a rule does nothing until a plan has it"]
pub struct FaultRule {
    /// What happens.
    pub fault: Fault,
    /// The operations; all if empty.
    pub operations: Vec<Operation>,
    /// The table that one of the request's items is in; any if `None`.
    pub table: Option<TableName>,
    /// A key; any if `None`. One of the request's items has all of its attributes, or a query's key condition fixes all
    /// of them by equality: a key without sort attribute stands for its partition. No scan matches.
    pub key: Option<PrimaryKey>,
    /// When the call is made, counted from the making of the store by its [clock](super::FaultStore::with_clock): the
    /// end of the window is not in it. At any time if `None`.
    pub window: Option<Range<Duration>>,
    /// Which of the calls that match.
    pub when: When,
}

/// Which of the calls that match a rule its fault happens to. Calls are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Every one.
    Every,
    /// The n-th.
    Nth(u64),
    /// The first n.
    First(u64),
    /// The n-th and all after it.
    StartingAt(u64),
    /// So many per cent of them, drawn from a seed and the number of the call.
    Percent {
        /// 0 for none of them, 100 for all.
        percent: u8,
        /// The same seed draws the same calls.
        seed: u64,
    },
}

impl FaultRule {
    /// A fault that happens to every call that it can happen to.
    pub fn new(fault: Fault) -> Self {
        Self { fault, operations: Vec::new(), table: None, key: None, window: None, when: When::Every }
    }

    /// Only to calls of this operation, or of one of several if it is said more than once.
    pub fn on(mut self, operation: Operation) -> Self {
        self.operations.push(operation);
        self
    }

    /// Only to calls that name this table.
    pub fn table(mut self, table: impl Into<TableName>) -> Self {
        self.table = Some(table.into());
        self
    }

    /// Only to calls that name an item with this key, or an item of its partition if the key has no sort attribute.
    /// Where a table is said too, it is that item's.
    pub fn key(mut self, key: PrimaryKey) -> Self {
        self.key = Some(key);
        self
    }

    /// Only to calls that name an item of this partition: [`key`](Self::key) with the partition attribute alone.
    ///
    /// # Examples
    ///
    /// ```
    /// use twintable_testkit::faults::{Fault, FaultPlan};
    ///
    /// // One tenant is too busy; the others are served.
    /// let plan = FaultPlan::new().with(Fault::Throttled.anywhere().partition("pk", "TENANT#7"));
    /// assert_eq!(plan.rules().len(), 1);
    /// ```
    pub fn partition(self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.key(PrimaryKey::new(name.into(), value))
    }

    /// Only to calls that are made in a window of time: an outage, and what comes after it. The window is counted from
    /// the making of the store, by its [clock](super::FaultStore::with_clock); its end is not in it. Calls outside are
    /// not counted.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures::executor::block_on;
    /// use std::{sync::Arc, time::{Duration, SystemTime}};
    /// use twintable::{KeyAttribute, TableSchema, store::{ItemStore, Scan}};
    /// use twintable_memory::MemoryStore;
    /// use twintable_testkit::{ManualClock, faults::{Fault, FaultPlan, FaultStore}};
    ///
    /// let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
    /// let memory = MemoryStore::with_tables([TableSchema::new("shop", KeyAttribute::string("id"))])?;
    /// let outage = Fault::Unavailable.anywhere().during(Duration::from_secs(60)..Duration::from_secs(90));
    /// let store = FaultStore::new(Arc::new(memory), FaultPlan::new().with(outage)).with_clock(Arc::new(clock.clone()));
    ///
    /// let is_up = || block_on(store.scan(Scan::new("shop"))).is_ok();
    /// assert!(is_up());
    /// clock.advance(Duration::from_secs(60));
    /// assert!(!is_up());
    /// clock.advance(Duration::from_secs(30));
    /// assert!(is_up());
    /// # Ok::<(), twintable::Error>(())
    /// ```
    pub const fn during(mut self, window: Range<Duration>) -> Self {
        self.window = Some(window);
        self
    }

    /// Only to so many per cent of the calls that match, drawn from a seed and the number of the call.
    pub const fn percent(mut self, percent: u8, seed: u64) -> Self {
        self.when = When::Percent { percent, seed };
        self
    }

    /// Only to the n-th call that matches.
    pub const fn nth(mut self, call: u64) -> Self {
        self.when = When::Nth(call);
        self
    }

    /// Only to the first calls that match, so many of them.
    pub const fn first(mut self, calls: u64) -> Self {
        self.when = When::First(calls);
        self
    }

    /// Only to the n-th call that matches and all after it.
    pub const fn starting_at(mut self, call: u64) -> Self {
        self.when = When::StartingAt(call);
        self
    }

    /// Whether a call matches that is made so long after the store was, however many did before it.
    pub(super) fn matches(&self, request: &dyn Parts, age: Duration) -> bool {
        let Self { fault, operations, table, key, window, when: _ } = self;
        let fits_time = window.as_ref().is_none_or(|window| window.contains(&age));
        let fits_operation = operations.is_empty() || operations.contains(&request.operation());
        let fits_item = || {
            request.parts().iter().any(|part| {
                table.as_ref().is_none_or(|table| part.table == table)
                    && key.as_ref().is_none_or(|key| part.names(key))
            })
        };
        fits_time && fits_operation && fits_item() && fault.can_happen_to(request)
    }
}

impl When {
    /// Whether the fault happens to the call with this number.
    pub(super) fn includes(self, call: u64) -> bool {
        match self {
            Self::Every => true,
            Self::Nth(nth) => call == nth,
            Self::First(count) => call <= count,
            Self::StartingAt(first) => call >= first,
            Self::Percent { percent, seed } => Dice::new(seed, call).below(100) < usize::from(percent),
        }
    }
}

impl From<Fault> for FaultRule {
    fn from(fault: Fault) -> Self {
        Self::new(fault)
    }
}
