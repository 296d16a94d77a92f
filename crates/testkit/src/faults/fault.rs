//! What can go wrong with a call.

use super::FaultRule;
use crate::{
    Operation,
    call::{Part, Parts},
};
use std::{collections::BTreeSet, time::Duration};
use twintable::{BackendError, CancellationCode, CancellationReason, Error, PrimaryKey};

/// What goes wrong with a call.
///
/// A fault happens to the operations that it can happen to, and does not match a call of any other: a rule for it
/// neither fires there nor counts the call.
///
/// | fault | calls | what is done | what the caller gets |
/// |---|---|---|---|
/// | [`Throttled`](Self::Throttled) | all | nothing | [`Error::Throttled`] |
/// | [`Unprocessed`](Self::Unprocessed) | batches of which it would leave something | the rest | the outcome, with what was left; [`Error::Throttled`] if that is all |
/// | [`Conflict`](Self::Conflict) | puts, updates and deletes of one item; transactions that have the action | nothing | [`Error::Conflict`]; [`Error::TransactionCancelled`] |
/// | [`ActionThrottled`](Self::ActionThrottled) | transactions that have the action | nothing | [`Error::TransactionCancelled`] |
/// | [`TimedOutBefore`](Self::TimedOutBefore) | all | nothing | [`Error::TimedOut`] |
/// | [`TimedOutAfter`](Self::TimedOutAfter) | all | everything | [`Error::TimedOut`] |
/// | [`Unavailable`](Self::Unavailable) | all | nothing | [`Error::Backend`], retryable |
/// | [`Refused`](Self::Refused) | all | nothing | [`Error::Backend`], not retryable |
/// | [`Slow`](Self::Slow) | all | everything, after a while | the outcome |
/// | [`SlowAnswer`](Self::SlowAnswer) | all | everything | the outcome, after a while |
///
/// # Examples
///
/// ```
/// use twintable_testkit::{Operation, faults::{Fault, FaultPlan, Leftovers}};
///
/// let plan = FaultPlan::new()
///     .with(Fault::Throttled.anywhere().first(2))
///     .with(Fault::Unprocessed(Leftovers::AllBut(1)).on(Operation::BatchWriteItem).table("shop"));
/// assert_eq!(plan.rules().len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The capacity is used up.
    Throttled,
    /// The capacity is used up for some items of a batch. Where it is for all of them, the service answers with an
    /// error instead.
    Unprocessed(Leftovers),
    /// Another transaction holds the item of the action at this position, from 0. A write of one item is action 0.
    Conflict(usize),
    /// The capacity is used up for the action of a transaction at this position, from 0.
    ActionThrottled(usize),
    /// The call does not arrive, and no answer comes.
    TimedOutBefore,
    /// The call is done, whether or not with success, and its answer does not come.
    TimedOutAfter,
    /// The backend fails for the moment.
    Unavailable,
    /// The backend fails, and will again: credentials that do not suffice, for example.
    Refused,
    /// The call waits before it is done. Who drops it meanwhile has done nothing.
    Slow(Duration),
    /// The call is done, and waits before its answer comes. Who drops it meanwhile does not know that it is done.
    SlowAnswer(Duration),
}

/// Which items of a batch are left unprocessed. Positions are those of the request, its tables in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leftovers {
    /// All but so many, the first ones; `AllBut(0)` leaves everything.
    AllBut(usize),
    /// The items at these positions, from 0.
    At(Vec<usize>),
    /// The last so many per cent, rounded up: 1 leaves at least one item, 100 all.
    Percent(u8),
    /// The items that have all attributes of this key: one item, or with the partition attribute alone those of a
    /// partition, in any table.
    WithKey(PrimaryKey),
}

/// In which part of a call a fault happens. A call can have one fault of each sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Wait,
    /// The call ends here: no later stage is reached.
    Refusal,
    Leftovers,
    AnswerWait,
    AnswerLost,
}

impl Fault {
    /// A rule by which the fault happens to every call of an operation.
    pub fn on(self, operation: Operation) -> FaultRule {
        FaultRule::new(self).on(operation)
    }

    /// A rule by which the fault happens to every call that it can happen to.
    pub fn anywhere(self) -> FaultRule {
        FaultRule::new(self)
    }

    /// Whether the fault can happen to calls of an operation; to which of them may depend on the items that they name.
    pub const fn can_happen_on(&self, operation: Operation) -> bool {
        match self {
            Self::Throttled
            | Self::TimedOutBefore
            | Self::TimedOutAfter
            | Self::Unavailable
            | Self::Refused
            | Self::Slow(_)
            | Self::SlowAnswer(_) => true,
            Self::Unprocessed(_) => operation.is_batch(),
            Self::Conflict(0) => operation.is_transaction() || (operation.writes() && !operation.is_batch()),
            Self::Conflict(_) | Self::ActionThrottled(_) => operation.is_transaction(),
        }
    }

    /// Whether the fault can happen to a call.
    pub(super) fn can_happen_to(&self, request: &dyn Parts) -> bool {
        let fits = match self {
            Self::Unprocessed(leftovers) => !leftovers.positions(&request.parts()).is_empty(),
            Self::Conflict(action) | Self::ActionThrottled(action) => *action < request.parts().len(),
            Self::Throttled
            | Self::TimedOutBefore
            | Self::TimedOutAfter
            | Self::Unavailable
            | Self::Refused
            | Self::Slow(_)
            | Self::SlowAnswer(_) => true,
        };
        fits && self.can_happen_on(request.operation())
    }

    pub(super) const fn stage(&self) -> Stage {
        match self {
            Self::Slow(_) => Stage::Wait,
            Self::Throttled
            | Self::Conflict(_)
            | Self::ActionThrottled(_)
            | Self::TimedOutBefore
            | Self::Unavailable
            | Self::Refused => Stage::Refusal,
            Self::Unprocessed(_) => Stage::Leftovers,
            Self::SlowAnswer(_) => Stage::AnswerWait,
            Self::TimedOutAfter => Stage::AnswerLost,
        }
    }

    /// Whether nothing more happens to a call that has the fault.
    pub(super) fn ends_the_call(&self) -> bool {
        self.stage() == Stage::Refusal
    }

    /// The error that the fault ends a call with; `None` if the call goes on.
    pub(super) fn error(&self, request: &dyn Parts) -> Option<Error> {
        match self {
            Self::Throttled => Some(throttled()),
            Self::Conflict(_) if !request.operation().is_transaction() => Some(Error::Conflict),
            Self::Conflict(action) => {
                Some(cancelled(request, *action, &CancellationCode::TransactionConflict))
            }
            Self::ActionThrottled(action) => {
                Some(cancelled(request, *action, &CancellationCode::ThrottlingError))
            }
            Self::TimedOutBefore | Self::TimedOutAfter => {
                Some(Error::TimedOut { source: Some(said("InjectedTimeOut", false)) })
            }
            Self::Unavailable => Some(Error::Backend(said("InjectedUnavailability", true))),
            Self::Refused => Some(Error::Backend(said("InjectedRefusal", false))),
            Self::Unprocessed(_) | Self::Slow(_) | Self::SlowAnswer(_) => None,
        }
    }
}

impl Leftovers {
    /// The positions of the items that are left.
    pub(super) fn positions(&self, items: &[Part<'_>]) -> BTreeSet<usize> {
        let count = items.len();
        match self {
            Self::AllBut(processed) => (*processed..count).collect(),
            Self::At(positions) => positions.iter().copied().filter(|position| *position < count).collect(),
            Self::Percent(share) => {
                let left = (count * usize::from(*share)).div_ceil(100).min(count);
                (count - left..count).collect()
            }
            Self::WithKey(key) => {
                (0..count).zip(items).filter(|(_, item)| item.names(key)).map(|(at, _)| at).collect()
            }
        }
    }
}

/// What the service says where nothing of a request could be done for lack of capacity.
pub(super) fn throttled() -> Error {
    Error::Throttled { source: Some(said("InjectedThrottling", true)) }
}

fn said(code: &str, retryable: bool) -> Box<BackendError> {
    Box::new(BackendError { code: code.into(), retryable, source: None })
}

fn cancelled(request: &dyn Parts, action: usize, code: &CancellationCode) -> Error {
    let reason = |position| {
        if position == action { CancellationReason::of(code.clone()) } else { CancellationReason::none() }
    };
    Error::TransactionCancelled { reasons: (0..request.parts().len()).map(reason).collect() }
}
