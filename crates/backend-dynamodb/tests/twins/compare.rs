//! Whether two errors are alike, or depart as the engine is known to.

use super::departures::Departure;
use twintable::{CancellationCode, CancellationReason, Error, InvalidRequest, Rule};
use twintable_testkit::compare::Sides;

/// Both backends check requests with the same code.
pub(super) const SIDES: Sides = Sides::new("memory", "engine").with_details();

/// Compares two errors by kind, by rule where both name one, and by the items that they carry.
pub(super) fn errors(memory: &Error, engine: &Error) -> Result<Option<Departure>, String> {
    if are_two_faults(memory, engine) {
        return Ok(Some(Departure::TwoFaults));
    }
    if let Some((memory, engine)) = fault_beside_others(memory, engine) {
        SIDES.reasons(memory, engine)?;
        return Ok(Some(Departure::ReasonsBesideFault));
    }
    SIDES.errors(memory, engine)?;
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

/// The reasons of an action that does not fit, where the engine has reasons for other actions too.
fn fault_beside_others<'e>(
    memory: &'e Error,
    engine: &'e Error,
) -> Option<(&'e CancellationReason, &'e CancellationReason)> {
    let (Error::TransactionCancelled { reasons: memory }, Error::TransactionCancelled { reasons: engine }) =
        (memory, engine)
    else {
        return None;
    };
    let has_others = engine.iter().filter(|reason| reason.code != CancellationCode::None).count() > 1;
    let mut both = memory.iter().zip(engine).filter(|_| has_others && memory.len() == engine.len());
    both.find(|(memory, _)| memory.code == CancellationCode::ValidationError)
}
