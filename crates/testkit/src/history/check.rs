//! Whether a history makes sense.

use super::{Access, Anomaly, Call, Ending, cycle, order::Order};
use std::collections::HashMap;

/// What was checked. A test looks here to see that its history had something in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Checked {
    /// The calls that happened.
    pub done: usize,
    /// The calls that failed.
    pub not_done: usize,
    /// The calls whose outcome is not known, and which happened, since others saw what they wrote.
    pub seen: usize,
    /// The calls whose outcome is not known, and of which nothing was seen.
    pub unseen: usize,
    /// The writes of the calls that happened.
    pub writes: usize,
}

/// The writers of all versions, by register and version.
pub(super) type Writers<'c> = HashMap<(&'c str, u64), usize>;

/// Looks for an order in which the calls make sense, all those that happened and no other: each sees the versions that
/// the calls before it left, and none is before one that had returned when it began.
///
/// Takes a time that grows with the number of accesses, unless there is an anomaly.
///
/// # Errors
///
/// [`Anomaly`] where there is no such order.
pub fn check(calls: &[Call]) -> Result<Checked, Anomaly> {
    let writers = writers(calls)?;
    let happened = happened(calls, &writers)?;
    let order = Order::of(calls, &happened, &writers);
    if let Some(cycle) = cycle::shortest(&order) {
        return Err(Anomaly::Cycle(order.steps(calls, &cycle)));
    }
    Ok(checked(calls, &happened))
}

fn writers(calls: &[Call]) -> Result<Writers<'_>, Anomaly> {
    let mut writers = HashMap::new();
    for (index, call) in calls.iter().enumerate() {
        for (register, version) in call.accesses.iter().filter_map(Access::written) {
            if version == 0 || writers.insert((register, version), index).is_some() {
                let (by, register) = (Box::new(call.clone()), register.to_owned());
                return Err(Anomaly::Ambiguous { by, register, version });
            }
        }
    }
    Ok(writers)
}

/// Which calls happened: those that are done, and those whose versions were seen by one that happened.
fn happened(calls: &[Call], writers: &Writers<'_>) -> Result<Vec<bool>, Anomaly> {
    let mut happened: Vec<_> = calls.iter().map(|call| call.ending == Ending::Done).collect();
    let mut next: Vec<_> = calls.iter().filter(|call| call.ending == Ending::Done).collect();
    while let Some(call) = next.pop() {
        for (register, version) in call.accesses.iter().map(Access::seen).filter(|(_, version)| *version != 0)
        {
            let by = || Box::new(call.clone());
            let unwritten = || Anomaly::Unwritten { by: by(), register: register.to_owned(), version };
            let index = *writers.get(&(register, version)).ok_or_else(unwritten)?;
            let (Some(writer), Some(has_happened)) = (calls.get(index), happened.get_mut(index)) else {
                return Err(unwritten());
            };
            match writer.ending {
                Ending::Done => {}
                Ending::Unknown if *has_happened => {}
                Ending::Unknown => {
                    *has_happened = true;
                    next.push(writer);
                }
                Ending::NotDone => {
                    let (writer, register) = (Box::new(writer.clone()), register.to_owned());
                    return Err(Anomaly::Dirty { by: by(), writer, register, version });
                }
            }
        }
    }
    Ok(happened)
}

fn checked(calls: &[Call], happened: &[bool]) -> Checked {
    let mut checked = Checked::default();
    for (call, happened) in calls.iter().zip(happened) {
        match call.ending {
            Ending::Done => checked.done += 1,
            Ending::NotDone => checked.not_done += 1,
            Ending::Unknown if *happened => checked.seen += 1,
            Ending::Unknown => checked.unseen += 1,
        }
        if *happened {
            checked.writes += call.accesses.iter().filter_map(Access::written).count();
        }
    }
    checked
}
