//! Two conditions on one sort attribute that can be said as one.

use crate::{Value, expr::SortCondition};
use std::cmp::Ordering;

/// The condition that holds just where both hold, if a key condition can say it: bounds that are included become
/// one range, unless it would be empty.
pub(super) fn joined(first: SortCondition, second: SortCondition) -> Option<SortCondition> {
    if first == second {
        return Some(first);
    }
    let ((first_low, first_high), (second_low, second_high)) = (ends(first)?, ends(second)?);
    let low = stricter(first_low, second_low, Ordering::Greater)?;
    let high = stricter(first_high, second_high, Ordering::Less)?;
    match (low, high) {
        (Some(low), Some(high)) => {
            low.compare(&high).is_some_and(Ordering::is_le).then_some(SortCondition::Between(low, high))
        }
        (Some(low), None) => Some(SortCondition::GreaterOrEqual(low)),
        (None, Some(high)) => Some(SortCondition::LessOrEqual(high)),
        (None, None) => None,
    }
}

/// The bounds of a range that includes them.
fn ends(condition: SortCondition) -> Option<(Option<Value>, Option<Value>)> {
    match condition {
        SortCondition::GreaterOrEqual(low) => Some((Some(low), None)),
        SortCondition::LessOrEqual(high) => Some((None, Some(high))),
        SortCondition::Between(low, high) => Some((Some(low), Some(high))),
        SortCondition::Equal(_)
        | SortCondition::Less(_)
        | SortCondition::Greater(_)
        | SortCondition::BeginsWith(_) => None,
    }
}

/// The bound that the other one implies; `None` for bounds of two types.
#[expect(clippy::option_option, reason = "no answer, and the answer that there is no bound")]
fn stricter(first: Option<Value>, second: Option<Value>, wins: Ordering) -> Option<Option<Value>> {
    match (first, second) {
        (Some(first), Some(second)) => {
            let order = first.compare(&second)?;
            Some(Some(if order == wins { first } else { second }))
        }
        (first, second) => Some(first.or(second)),
    }
}
