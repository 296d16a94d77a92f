//! Whether two outcomes, or two errors, are alike.

use super::{
    departures::Departure,
    pair::Both,
    state::{Bag, bag},
};
use std::{collections::BTreeMap, fmt::Debug};
use twintable::{
    CancellationCode, CancellationReason, Error, InvalidRequest, Item, Rule,
    store::{
        BatchGetItemOutcome, BatchWriteItemOutcome, ConsumedCapacity, TransactGetItemsOutcome,
        TransactWriteItemsOutcome,
    },
};
use twintable_testkit::Outcome;

/// Says what differs.
pub(super) fn equal<T: PartialEq + Debug>(what: &str, memory: &T, engine: &T) -> Result<(), String> {
    if memory == engine {
        Ok(())
    } else {
        Err(format!("{what} differs\n  memory: {memory:?}\n  engine: {engine:?}"))
    }
}

/// Compares two errors by kind, by rule where both name one, and by the items that they carry.
pub(super) fn errors(memory: &Error, engine: &Error) -> Result<Option<Departure>, String> {
    if are_two_faults(memory, engine) {
        return Ok(Some(Departure::TwoFaults));
    }
    equal("the kind of error", &Shown(memory, memory.kind()), &Shown(engine, engine.kind()))?;
    match (memory, engine) {
        (Error::ConditionFailed { current: memory }, Error::ConditionFailed { current: engine }) => {
            equal("the current item", memory, engine)?;
        }
        (
            Error::TransactionCancelled { reasons: memory },
            Error::TransactionCancelled { reasons: engine },
        ) => {
            return cancellations(memory, engine);
        }
        (Error::InvalidRequest(memory), Error::InvalidRequest(engine)) => rules(memory, engine)?,
        _ => {}
    }
    Ok(None)
}

/// Whether a request has two faults, and each store found another one of them first.
fn are_two_faults(memory: &Error, engine: &Error) -> bool {
    let is_known = |invalid: &InvalidRequest| invalid.rule != Rule::Service;
    let is_found_unasked = match engine {
        Error::InvalidRequest(invalid) => is_known(invalid),
        Error::TransactionCancelled { reasons } => {
            reasons.iter().any(|reason| reason.invalid.as_deref().is_some_and(is_known))
        }
        _ => false,
    };
    match memory {
        Error::IdempotencyMismatch => is_found_unasked,
        Error::TableNotFound { .. } => is_found_unasked || matches!(engine, Error::IdempotencyMismatch),
        _ => false,
    }
}

fn cancellations(
    memory: &[CancellationReason],
    engine: &[CancellationReason],
) -> Result<Option<Departure>, String> {
    equal("the number of reasons", &memory.len(), &engine.len())?;
    let is_fault = |reason: &CancellationReason| reason.code == CancellationCode::ValidationError;
    if let Some(fault) = memory.iter().position(is_fault) {
        reason(&memory[fault], &engine[fault])?;
        let is_alone = engine.iter().filter(|reason| reason.code != CancellationCode::None).count() == 1;
        return Ok(if is_alone { None } else { Some(Departure::ReasonsBesideFault) });
    }
    memory.iter().zip(engine).try_for_each(|(memory, engine)| reason(memory, engine))?;
    Ok(None)
}

/// An error that is compared by its kind, and shown with what it says.
struct Shown<'e, K>(&'e Error, K);

impl<K: PartialEq> PartialEq for Shown<'_, K> {
    fn eq(&self, other: &Self) -> bool {
        self.1 == other.1
    }
}

impl<K> Debug for Shown<'_, K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

fn reason(memory: &CancellationReason, engine: &CancellationReason) -> Result<(), String> {
    equal("a cancellation code", &memory.code, &engine.code)?;
    equal("the item of a cancellation", &memory.item, &engine.item)?;
    match (&memory.invalid, &engine.invalid) {
        (Some(memory), Some(engine)) => rules(memory, engine),
        _ => Ok(()),
    }
}

fn rules(memory: &InvalidRequest, engine: &InvalidRequest) -> Result<(), String> {
    if memory.rule == Rule::Service || engine.rule == Rule::Service {
        return Ok(());
    }
    equal("the broken rule", memory, engine)
}

/// Compares two outcomes; pages have a comparison of their own.
pub(super) fn outcomes(memory: Outcome, engine: Outcome) -> Result<(), String> {
    let (memory, engine) = (normal(memory), normal(engine));
    match (memory, engine) {
        (Outcome::BatchGet(memory), Outcome::BatchGet(engine)) => {
            equal("what was found", &by_table(&memory), &by_table(&engine))?;
            equal("what was not read", &memory.unprocessed, &engine.unprocessed)?;
            equal("consumed capacity", &memory.consumed_capacity, &engine.consumed_capacity)
        }
        (memory, engine) => equal("the outcome", &memory, &engine),
    }
}

fn by_table(outcome: &BatchGetItemOutcome) -> BTreeMap<&str, Bag> {
    let found = outcome.items.iter().filter(|(_, items)| !items.is_empty());
    found.map(|(table, items)| (table.as_str(), bag(items.iter().cloned()))).collect()
}

/// Brings what several tables consumed into one order.
fn normal(outcome: Outcome) -> Outcome {
    let sorted = |mut consumed: Vec<ConsumedCapacity>| {
        consumed.sort_by(|one, other| one.table_name.cmp(&other.table_name));
        consumed
    };
    match outcome {
        Outcome::BatchGet(BatchGetItemOutcome { items, unprocessed, consumed_capacity }) => {
            let consumed_capacity = sorted(consumed_capacity);
            Outcome::BatchGet(BatchGetItemOutcome { items, unprocessed, consumed_capacity })
        }
        Outcome::BatchWrite(BatchWriteItemOutcome { unprocessed, consumed_capacity }) => {
            let consumed_capacity = sorted(consumed_capacity);
            Outcome::BatchWrite(BatchWriteItemOutcome { unprocessed, consumed_capacity })
        }
        Outcome::TransactGet(TransactGetItemsOutcome { items, consumed_capacity }) => {
            Outcome::TransactGet(TransactGetItemsOutcome {
                items,
                consumed_capacity: sorted(consumed_capacity),
            })
        }
        Outcome::TransactWrite(TransactWriteItemsOutcome { consumed_capacity }) => {
            Outcome::TransactWrite(TransactWriteItemsOutcome { consumed_capacity: sorted(consumed_capacity) })
        }
        Outcome::Get(_) | Outcome::Put(_) | Outcome::Update(_) | Outcome::Delete(_) | Outcome::Page(_) => {
            outcome
        }
    }
}

/// Compares two sequences of items, in order or as bags.
pub(super) fn sequences(what: &str, ordered: bool, both: Both<Vec<Item>>) -> Result<(), String> {
    let Both { memory, engine } = both;
    if ordered {
        return equal(what, &memory, &engine);
    }
    if bag(memory.clone()) == bag(engine.clone()) { Ok(()) } else { equal(what, &memory, &engine) }
}
