//! A plan as the code that makes it.

use super::{Fault, FaultPlan, FaultRule, Leftovers, Rates, When};
use crate::code::Code;
use std::{fmt, ops::Range, time::Duration};

impl fmt::Display for FaultPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.chance() {
            Some((seed, rates)) => write!(f, "FaultPlan::seeded({seed}, {})", Code(rates))?,
            None => f.write_str("FaultPlan::new()")?,
        }
        self.rules().iter().try_for_each(|rule| write!(f, ".with({})", Code(rule)))
    }
}

impl fmt::Debug for FaultPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Code<'_, Rates> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rates {
            throttled,
            conflict,
            action_throttled,
            timed_out_before,
            unavailable,
            refused,
            unprocessed,
            timed_out_after,
            slow,
            slow_answer,
            longest_wait,
        } = *self.0;
        let rates = [
            ("throttled", throttled),
            ("conflict", conflict),
            ("action_throttled", action_throttled),
            ("timed_out_before", timed_out_before),
            ("unavailable", unavailable),
            ("refused", refused),
            ("unprocessed", unprocessed),
            ("timed_out_after", timed_out_after),
            ("slow", slow),
            ("slow_answer", slow_answer),
        ];
        f.write_str("Rates { ")?;
        for (name, rate) in rates.iter().filter(|(_, rate)| *rate != 0.0) {
            write!(f, "{name}: {rate:?}, ")?;
        }
        if longest_wait != Rates::default().longest_wait {
            write!(f, "longest_wait: {}, ", Code(&longest_wait))?;
        }
        f.write_str("..Rates::default() }")
    }
}

impl fmt::Display for Code<'_, FaultRule> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FaultRule { fault, operations, table, key, window, when } = self.0;
        write!(f, "Fault::{}", Code(fault))?;
        if operations.is_empty() {
            f.write_str(".anywhere()")?;
        }
        operations.iter().try_for_each(|operation| write!(f, ".on(Operation::{operation:?})"))?;
        if let Some(table) = table {
            write!(f, ".table({table:?})")?;
        }
        if let Some(key) = key {
            write!(f, ".key({})", Code(key))?;
        }
        if let Some(Range { start, end }) = window {
            write!(f, ".during({}..{})", Code(start), Code(end))?;
        }
        match when {
            When::Every => Ok(()),
            When::Nth(call) => write!(f, ".nth({call})"),
            When::First(calls) => write!(f, ".first({calls})"),
            When::StartingAt(call) => write!(f, ".starting_at({call})"),
            When::Percent { percent, seed } => write!(f, ".percent({percent}, {seed})"),
        }
    }
}

impl fmt::Display for Code<'_, Fault> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Fault::Unprocessed(leftovers) => write!(f, "Unprocessed(Leftovers::{})", Code(leftovers)),
            Fault::Slow(wait) => write!(f, "Slow({})", Code(wait)),
            Fault::SlowAnswer(wait) => write!(f, "SlowAnswer({})", Code(wait)),
            plain @ (Fault::Throttled
            | Fault::Conflict(_)
            | Fault::ActionThrottled(_)
            | Fault::TimedOutBefore
            | Fault::TimedOutAfter
            | Fault::Unavailable
            | Fault::Refused) => write!(f, "{plain:?}"),
        }
    }
}

impl fmt::Display for Code<'_, Leftovers> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Leftovers::At(positions) => write!(f, "At(vec!{positions:?})"),
            Leftovers::WithKey(key) => write!(f, "WithKey({})", Code(key)),
            plain @ (Leftovers::AllBut(_) | Leftovers::Percent(_)) => write!(f, "{plain:?}"),
        }
    }
}

impl fmt::Display for Code<'_, Duration> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, nanos) = (self.0.as_secs(), self.0.subsec_nanos());
        match u64::try_from(self.0.as_millis()) {
            Ok(millis) if nanos % 1_000_000 == 0 => write!(f, "Duration::from_millis({millis})"),
            _ => write!(f, "Duration::new({seconds}, {nanos})"),
        }
    }
}
