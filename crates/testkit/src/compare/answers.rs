//! Whether two outcomes, or two errors, are alike.

use super::{
    Sides,
    contents::{Bag, bag},
};
use crate::Outcome;
use std::collections::BTreeMap;
use twintable::{
    CancellationReason, Error, InvalidRequest, Rule,
    store::{
        BatchGetItemOutcome, BatchWriteItemOutcome, ConsumedCapacity, TransactGetItemsOutcome,
        TransactWriteItemsOutcome,
    },
};

impl Sides {
    /// Compares two errors by kind, by rule, and by the items that they carry. A right side that is the service itself
    /// names no rule.
    ///
    /// # Errors
    ///
    /// What differs first.
    pub fn errors(self, left: &Error, right: &Error) -> Result<(), String> {
        if left.kind() != right.kind() {
            return Err(self.differs("the kind of error", left, right));
        }
        match (left, right) {
            (Error::ConditionFailed { current: left }, Error::ConditionFailed { current: right }) => {
                self.equal("the current item", left, right)
            }
            (
                Error::TransactionCancelled { reasons: left },
                Error::TransactionCancelled { reasons: right },
            ) => {
                self.equal("the number of reasons", &left.len(), &right.len())?;
                left.iter().zip(right).try_for_each(|(left, right)| self.reasons(left, right))
            }
            (Error::InvalidRequest(left), Error::InvalidRequest(right)) => self.rules(left, right),
            // What is left is said by the kind.
            (_, _) => Ok(()),
        }
    }

    /// Compares the reasons that two cancelled transactions have for one action.
    ///
    /// # Errors
    ///
    /// What differs first.
    pub fn reasons(self, left: &CancellationReason, right: &CancellationReason) -> Result<(), String> {
        self.equal("a cancellation code", &left.code, &right.code)?;
        self.equal("the item of a cancellation", &left.item, &right.item)?;
        match (&left.invalid, &right.invalid) {
            (Some(left), Some(right)) => self.rules(left, right),
            (None, _) | (_, None) => Ok(()),
        }
    }

    fn rules(self, left: &InvalidRequest, right: &InvalidRequest) -> Result<(), String> {
        match (right.rule, self.details) {
            (Rule::Service, _) => Ok(()),
            (_, true) => self.equal("the broken rule", left, right),
            (_, false) => self.equal("the broken rule", &left.rule, &right.rule),
        }
    }

    /// Compares two outcomes as values; what a batch finds and consumes, in any order. For pages see
    /// [`pages`](Self::pages).
    ///
    /// # Errors
    ///
    /// What differs first.
    pub fn outcomes(self, left: Outcome, right: Outcome) -> Result<(), String> {
        match (normal(left), normal(right)) {
            (Outcome::BatchGet(left), Outcome::BatchGet(right)) => {
                self.equal("what was found", &by_table(&left), &by_table(&right))?;
                self.equal("what was not read", &left.unprocessed, &right.unprocessed)?;
                self.equal("consumed capacity", &left.consumed_capacity, &right.consumed_capacity)
            }
            (left, right) => self.equal("the outcome", &left, &right),
        }
    }
}

/// What a batch returns has no order.
fn by_table(outcome: &BatchGetItemOutcome) -> BTreeMap<&str, Bag> {
    let found = outcome.items.iter().filter(|(_, items)| !items.is_empty());
    found.map(|(table, items)| (table.as_str(), bag(items.iter().cloned()))).collect()
}

/// Brings what several tables consumed into one order.
fn normal(mut outcome: Outcome) -> Outcome {
    match &mut outcome {
        Outcome::BatchGet(BatchGetItemOutcome { items: _, unprocessed: _, consumed_capacity })
        | Outcome::BatchWrite(BatchWriteItemOutcome { unprocessed: _, consumed_capacity })
        | Outcome::TransactGet(TransactGetItemsOutcome { items: _, consumed_capacity })
        | Outcome::TransactWrite(TransactWriteItemsOutcome { consumed_capacity }) => sort(consumed_capacity),
        Outcome::Get(_) | Outcome::Put(_) | Outcome::Update(_) | Outcome::Delete(_) | Outcome::Page(_) => {}
    }
    outcome
}

fn sort(consumed: &mut [ConsumedCapacity]) {
    consumed.sort_by(|one, other| one.table_name.cmp(&other.table_name));
}
