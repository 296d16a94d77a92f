//! Whether two outcomes, or two errors, are alike.

use super::{
    contents::{Bag, bag},
    difference::{differs, equal},
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

/// Compares two errors by kind, by rule, and by the items that they carry.
pub(super) fn errors(model: &Error, store: &Error) -> Result<(), String> {
    if model.kind() != store.kind() {
        return Err(differs("the kind of error", model, store));
    }
    match (model, store) {
        (Error::ConditionFailed { current: model }, Error::ConditionFailed { current: store }) => {
            equal("the current item", model, store)
        }
        (Error::TransactionCancelled { reasons: model }, Error::TransactionCancelled { reasons: store }) => {
            equal("the number of reasons", &model.len(), &store.len())?;
            model.iter().zip(store).try_for_each(|(model, store)| reason(model, store))
        }
        (Error::InvalidRequest(model), Error::InvalidRequest(store)) => rules(model, store),
        // What is left is said by the kind.
        (_, _) => Ok(()),
    }
}

fn reason(model: &CancellationReason, store: &CancellationReason) -> Result<(), String> {
    equal("a cancellation code", &model.code, &store.code)?;
    equal("the item of a cancellation", &model.item, &store.item)?;
    match (&model.invalid, &store.invalid) {
        (Some(model), Some(store)) => rules(model, store),
        (None, _) | (_, None) => Ok(()),
    }
}

/// The service itself names no rule.
fn rules(model: &InvalidRequest, store: &InvalidRequest) -> Result<(), String> {
    if store.rule == Rule::Service { Ok(()) } else { equal("the broken rule", &model.rule, &store.rule) }
}

/// Compares two outcomes; pages have a comparison of their own.
pub(super) fn outcomes(model: Outcome, store: Outcome) -> Result<(), String> {
    match (normal(model), normal(store)) {
        (Outcome::BatchGet(model), Outcome::BatchGet(store)) => {
            equal("what was found", &by_table(&model), &by_table(&store))?;
            equal("what was not read", &model.unprocessed, &store.unprocessed)?;
            equal("consumed capacity", &model.consumed_capacity, &store.consumed_capacity)
        }
        (model, store) => equal("the outcome", &model, &store),
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
