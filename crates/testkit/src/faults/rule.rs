//! When a fault happens.

use super::Fault;
use crate::{Operation, call::Parts};
use twintable::{PrimaryKey, store::TableName};

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
}

impl FaultRule {
    /// A fault that happens to every call that it can happen to.
    pub fn new(fault: Fault) -> Self {
        Self { fault, operations: Vec::new(), table: None, key: None, when: When::Every }
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

    /// Whether a call matches, however many did before it.
    pub(super) fn matches(&self, request: &dyn Parts) -> bool {
        let Self { fault, operations, table, key, when: _ } = self;
        let fits_operation = operations.is_empty() || operations.contains(&request.operation());
        let fits_item = || {
            request.parts().iter().any(|part| {
                table.as_ref().is_none_or(|table| part.table == table)
                    && key.as_ref().is_none_or(|key| part.names(key))
            })
        };
        fits_operation && fits_item() && fault.can_happen_to(request)
    }
}

impl When {
    /// Whether the fault happens to the call with this number.
    pub(super) const fn includes(self, call: u64) -> bool {
        match self {
            Self::Every => true,
            Self::Nth(nth) => call == nth,
            Self::First(count) => call <= count,
            Self::StartingAt(first) => call >= first,
        }
    }
}

impl From<Fault> for FaultRule {
    fn from(fault: Fault) -> Self {
        Self::new(fault)
    }
}
