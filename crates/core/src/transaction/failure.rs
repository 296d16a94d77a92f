//! What a failed attempt means.

use super::{
    claims::Known,
    prepare::{Prepared, Role, Step},
};
use crate::{
    CancellationCode as Code, CancellationReason, CancelledOperation, Error, InvalidRequest, Item, Rule,
    Value, layout::UNIQUE_OWNER,
};
use std::borrow::Cow;

/// The name that an operation was given.
pub(super) type Name<'w> = Option<&'w Cow<'static, str>>;

/// Why a transaction did not happen.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It was cancelled: what each operation had to do with it.
    Cancelled(Vec<Cancelled>),
    /// Something else.
    Other(Error),
}

/// What an operation had to do with a cancellation.
#[derive(Debug)]
pub(crate) struct Cancelled {
    reason: CancellationReason,
    /// What it would have been as the only operation.
    error: Option<Error>,
    /// Whether the service looked at the operation and found something against it, and not only in its way.
    is_settled: bool,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

/// What the reasons of a cancellation show.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// What was read was changed meanwhile: to be prepared anew.
    pub(super) is_raced: bool,
    /// Something stands against it that will not pass by itself.
    pub(super) is_lasting: bool,
    /// Values that somebody else has: which step wanted it, and who has it.
    pub(super) taken: Vec<(usize, Value)>,
}

/// Looks at the reasons, and takes note of what they show.
pub(super) fn findings(
    prepared: &Prepared<'_>,
    reasons: &[CancellationReason],
    known: &mut Known,
) -> Findings {
    let mut findings = Findings::default();
    for (place, (step, reason)) in prepared.steps.iter().zip(reasons).enumerate() {
        match &reason.code {
            Code::None
            | Code::TransactionConflict
            | Code::ProvisionedThroughputExceeded
            | Code::ThrottlingError => {}
            Code::ConditionalCheckFailed => findings.condition(place, step, reason.item.as_ref(), known),
            Code::ValidationError | Code::ItemCollectionSizeLimitExceeded | Code::Other(_) => {
                findings.is_lasting = true;
            }
        }
    }
    findings
}

impl Findings {
    /// Whether the service has looked at the transaction and decided against it. If something was only in the way, it may
    /// have been the transaction itself, sent before.
    pub(super) fn is_definite(&self) -> bool {
        self.is_raced || self.is_lasting || !self.taken.is_empty()
    }

    fn condition(&mut self, place: usize, step: &Step<'_>, current: Option<&Item>, known: &mut Known) {
        match &step.role {
            Role::Entity(_, Some(witness)) if !witness.is_current(current) => self.is_raced = true,
            Role::Raw | Role::Entity(..) => self.is_lasting = true,
            Role::Claim(_) => match current.and_then(|item| item.get(UNIQUE_OWNER)) {
                Some(owner) => self.taken.push((place, owner.clone())),
                None => self.is_lasting = true,
            },
            Role::Release(key) => {
                known.not_its_own.push((step.action.table().clone(), key.clone()));
                self.is_raced = true;
            }
            Role::FormerOwner => {
                known.forget_owners();
                self.is_raced = true;
            }
        }
    }
}

/// What each operation had to do with a cancellation. `taken` are the steps whose unique value somebody has.
pub(super) fn cancelled(
    prepared: &Prepared<'_>,
    reasons: Vec<CancellationReason>,
    taken: &[usize],
    names: &[Name<'_>],
) -> Failure {
    let mut of_operations: Vec<Cancelled> = prepared
        .targets
        .iter()
        .enumerate()
        .map(|(operation, target)| {
            let about = CancelledOperation {
                entity: target.own.map(crate::layout::Layout::name),
                key: target.key.clone(),
                name: names.get(operation).copied().flatten().cloned(),
                outcome: None,
                unique: None,
            };
            Cancelled { reason: CancellationReason::none().about(about), error: None, is_settled: false }
        })
        .collect();
    for (place, (step, reason)) in prepared.steps.iter().zip(reasons).enumerate() {
        let Some(cancelled) = of_operations.get_mut(step.operation) else { continue };
        // The entity's own action comes first, and says more than what follows from it. What was only in the way of one
        // action says less than what is wrong with another.
        let is_settling = reason.code != Code::None && !reason.code.is_passing();
        let is_first = reason.code != Code::None && cancelled.reason.code == Code::None;
        if !cancelled.is_settled && (is_settling || is_first) {
            cancelled.is_settled = is_settling;
            cancelled.add(prepared, step, reason, taken.contains(&place));
        }
    }
    Failure::Cancelled(of_operations)
}

impl Cancelled {
    fn add(&mut self, prepared: &Prepared<'_>, step: &Step<'_>, reason: CancellationReason, is_taken: bool) {
        let own = prepared.targets.get(step.operation).and_then(|target| target.own);
        let CancellationReason { mut code, invalid, mut item, operation: _ } = reason;
        let mut unique = None;
        let error = match (&code, &step.role) {
            (Code::ConditionalCheckFailed, Role::Claim(sentinel)) if is_taken => {
                unique = Some(sentinel.attribute);
                item = None;
                let entity = own.map_or("item", crate::layout::Layout::name);
                Some(Error::unique_violation(entity, sentinel.attribute))
            }
            (Code::ConditionalCheckFailed, Role::Entity(refusal, witness))
                if witness.as_ref().is_none_or(|witness| witness.is_current(item.as_ref())) =>
            {
                Some(refusal.error(Error::ConditionFailed { current: item.clone() }))
            }
            (Code::ConditionalCheckFailed, Role::Raw) => {
                Some(Error::ConditionFailed { current: item.clone() })
            }
            // Somebody was faster, again and again.
            (Code::ConditionalCheckFailed, _) => {
                code = Code::TransactionConflict;
                item = None;
                Some(Error::Conflict)
            }
            _ => Some(of_code(&code, invalid.clone())),
        };
        if let Some(about) = &mut self.reason.operation {
            about.outcome = error.as_ref().map(Error::kind);
            about.unique = unique;
        }
        self.error = error;
        (self.reason.code, self.reason.invalid, self.reason.item) = (code, invalid, item);
    }
}

/// What a code would have been for a single operation.
fn of_code(code: &Code, invalid: Option<Box<InvalidRequest>>) -> Error {
    match code {
        Code::TransactionConflict => Error::Conflict,
        Code::ProvisionedThroughputExceeded | Code::ThrottlingError => Error::Throttled { source: None },
        Code::ItemCollectionSizeLimitExceeded => Error::ItemCollectionTooLarge,
        Code::ConditionalCheckFailed => Error::ConditionFailed { current: None },
        Code::None | Code::ValidationError | Code::Other(_) => match invalid {
            Some(invalid) => Error::InvalidRequest(invalid),
            None => {
                Error::InvalidRequest(InvalidRequest::new(Rule::Service).because(code.as_str().to_owned()))
            }
        },
    }
}

impl Failure {
    /// The failure of what may have happened.
    pub(super) fn in_doubt(self) -> Self {
        Self::Other(match self {
            Self::Cancelled(_) => Error::TimedOut { source: None },
            Self::Other(error) => in_doubt(error),
        })
    }

    /// The error of a transaction.
    pub(crate) fn into_error(self) -> Error {
        match self {
            Self::Cancelled(operations) => Error::TransactionCancelled {
                reasons: operations.into_iter().map(|operation| operation.reason).collect(),
            },
            Self::Other(error) => error,
        }
    }

    /// The error of a single operation that became a transaction.
    pub(crate) fn into_single_error(self) -> Error {
        match self {
            Self::Cancelled(operations) => {
                operations.into_iter().find_map(|operation| operation.error).unwrap_or(Error::Conflict)
            }
            Self::Other(error) => error,
        }
    }
}

/// The error of what may have happened, whatever else is wrong.
pub(super) fn in_doubt(error: Error) -> Error {
    let source = if let Error::TimedOut { source } | Error::Throttled { source } = error {
        source
    } else if let Error::Backend(backend) = error {
        Some(backend)
    } else {
        None
    };
    Error::TimedOut { source }
}
