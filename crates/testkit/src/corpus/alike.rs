//! Whether a store gives what is expected: items that have no order, in any.

use crate::{Outcome, Request};
use std::fmt::Debug;
use twintable::{
    CancellationReason, Error, Item, Rule,
    store::{ConsumedCapacity, PageOutcome},
};

fn equal<T: PartialEq + Debug>(what: &str, expected: &T, given: &T) -> Result<(), String> {
    if expected == given {
        Ok(())
    } else {
        Err(format!("{what} differs\n  expected: {expected:?}\n  given:    {given:?}"))
    }
}

pub(super) fn items(table: &str, expected: &[Item], given: &[Item]) -> Result<(), String> {
    equal(&format!("what is in {table} afterwards"), &in_any_order(expected), &in_any_order(given))
}

fn in_any_order(items: &[Item]) -> Vec<Item> {
    let mut items = items.to_vec();
    items.sort_by_cached_key(|item| format!("{item:?}"));
    items
}

pub(super) fn outcomes(
    request: &Request,
    expected: &Result<Outcome, Error>,
    given: &Result<Outcome, Error>,
) -> Result<(), String> {
    match (expected, given) {
        (Ok(expected), Ok(given)) => {
            equal("the outcome", &normal(request, expected), &normal(request, given))
        }
        (Err(expected), Err(given)) => errors(expected, given),
        (Ok(expected), Err(given)) => Err(format!("{given:?}, instead of {expected:?}")),
        (Err(expected), Ok(given)) => Err(format!("{given:?}, instead of {expected:?}")),
    }
}

/// The outcome, with what has no order in one of ours.
fn normal(request: &Request, outcome: &Outcome) -> Outcome {
    let by_table = |consumed: &mut Vec<ConsumedCapacity>| {
        consumed.sort_by(|one, other| one.table_name.cmp(&other.table_name));
    };
    let mut outcome = outcome.clone();
    match &mut outcome {
        Outcome::Page(PageOutcome { items, .. }) if matches!(request, Request::Scan(_)) => {
            *items = in_any_order(items);
        }
        Outcome::BatchGet(found) => {
            by_table(&mut found.consumed_capacity);
            found.items.retain(|(_, items)| !items.is_empty());
            found.items.sort_by(|(one, _), (other, _)| one.cmp(other));
            for (_, items) in &mut found.items {
                *items = in_any_order(items);
            }
        }
        Outcome::BatchWrite(done) => by_table(&mut done.consumed_capacity),
        Outcome::TransactGet(found) => by_table(&mut found.consumed_capacity),
        Outcome::TransactWrite(done) => by_table(&mut done.consumed_capacity),
        Outcome::Page(_) | Outcome::Get(_) | Outcome::Put(_) | Outcome::Update(_) | Outcome::Delete(_) => {}
    }
    outcome
}

/// Errors are alike by their kind, their rule, and the items that they carry.
pub(super) fn errors(expected: &Error, given: &Error) -> Result<(), String> {
    equal("the kind of error", &expected.kind(), &given.kind())?;
    rules(expected.rule(), given.rule())?;
    if let (Error::ConditionFailed { current: expected }, Error::ConditionFailed { current: given }) =
        (expected, given)
    {
        return equal("the current item", expected, given);
    }
    if let (
        Error::TransactionCancelled { reasons: expected },
        Error::TransactionCancelled { reasons: given },
    ) = (expected, given)
    {
        equal("the number of reasons", &expected.len(), &given.len())?;
        return expected.iter().zip(given).try_for_each(|(expected, given)| reason(expected, given));
    }
    Ok(())
}

fn reason(expected: &CancellationReason, given: &CancellationReason) -> Result<(), String> {
    equal("a reason", &expected.code, &given.code)?;
    equal("the item of a reason", &expected.item, &given.item)?;
    let rule = |reason: &CancellationReason| reason.invalid.as_ref().map(|invalid| invalid.rule);
    // A service gives a code alone.
    if rule(given).is_some() { rules(rule(expected), rule(given)) } else { Ok(()) }
}

/// A service that finds a fault does not say which rule it is.
fn rules(expected: Option<Rule>, given: Option<Rule>) -> Result<(), String> {
    if given == Some(Rule::Service) { Ok(()) } else { equal("the broken rule", &expected, &given) }
}
