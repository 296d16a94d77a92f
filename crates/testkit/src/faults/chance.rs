//! Faults by chance.

use super::{Fault, Leftovers};
use crate::call::Parts;
use std::time::Duration;

/// How likely each fault is for a call that it can happen to: 0.0 never, 1.0 always.
///
/// Each is drawn for itself. Where several errors are drawn for one call, the first in the order of the fields happens.
#[derive(Debug, Clone, PartialEq)]
pub struct Rates {
    /// Of [`Fault::Throttled`].
    pub throttled: f64,
    /// Of [`Fault::Conflict`], with any of the actions.
    pub conflict: f64,
    /// Of [`Fault::ActionThrottled`], with any of the actions.
    pub action_throttled: f64,
    /// Of [`Fault::TimedOutBefore`].
    pub timed_out_before: f64,
    /// Of [`Fault::Unavailable`].
    pub unavailable: f64,
    /// Of [`Fault::Refused`].
    pub refused: f64,
    /// Of [`Fault::Unprocessed`]: any of the items, and one time in eight all of them.
    pub unprocessed: f64,
    /// Of [`Fault::TimedOutAfter`].
    pub timed_out_after: f64,
    /// Of [`Fault::Slow`].
    pub slow: f64,
    /// Of [`Fault::SlowAnswer`].
    pub slow_answer: f64,
    /// The longest wait of a slow call; 10 ms by default.
    pub longest_wait: Duration,
}

impl Default for Rates {
    /// Nothing ever happens.
    fn default() -> Self {
        Self {
            throttled: 0.0,
            conflict: 0.0,
            action_throttled: 0.0,
            timed_out_before: 0.0,
            unavailable: 0.0,
            refused: 0.0,
            unprocessed: 0.0,
            timed_out_after: 0.0,
            slow: 0.0,
            slow_answer: 0.0,
            longest_wait: Duration::from_millis(10),
        }
    }
}

impl Rates {
    /// One rate for every fault that passes when a call is made again: all but [`Fault::Refused`] and the slow ones.
    ///
    /// # Examples
    ///
    /// ```
    /// use twintable_testkit::faults::Rates;
    ///
    /// let rates = Rates::passing(0.1);
    /// assert_eq!((rates.throttled, rates.timed_out_after), (0.1, 0.1));
    /// assert_eq!((rates.refused, rates.slow), (0.0, 0.0));
    /// ```
    pub fn passing(rate: f64) -> Self {
        Self {
            throttled: rate,
            conflict: rate,
            action_throttled: rate,
            timed_out_before: rate,
            unavailable: rate,
            unprocessed: rate,
            timed_out_after: rate,
            ..Self::default()
        }
    }
}

/// A seed, and what is drawn from it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seeded {
    pub(super) seed: u64,
    pub(super) rates: Rates,
}

impl Seeded {
    /// What is drawn for the call with this number.
    pub(super) fn draw(&self, request: &dyn Parts, call: u64) -> Vec<Fault> {
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
        } = self.rates;
        let mut dice = Dice::new(self.seed, call);
        let items = request.parts().len();
        let candidates = [
            (throttled, Fault::Throttled),
            (conflict, Fault::Conflict(dice.below(items))),
            (action_throttled, Fault::ActionThrottled(dice.below(items))),
            (timed_out_before, Fault::TimedOutBefore),
            (unavailable, Fault::Unavailable),
            (refused, Fault::Refused),
            (unprocessed, Fault::Unprocessed(Leftovers::At(dice.some_of(items)))),
            (timed_out_after, Fault::TimedOutAfter),
            (slow, Fault::Slow(dice.part_of(longest_wait))),
            (slow_answer, Fault::SlowAnswer(dice.part_of(longest_wait))),
        ];
        candidates
            .into_iter()
            .filter(|(rate, _)| dice.share() < *rate)
            .map(|(_, fault)| fault)
            .filter(|fault| fault.can_happen_to(request))
            .collect()
    }
}

/// Numbers by chance: `SplitMix64`, which is the same everywhere and for ever.
pub(super) struct Dice(u64);

impl Dice {
    const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

    /// The dice of one call.
    pub(super) fn new(seed: u64, call: u64) -> Self {
        let mut of_seed = Self(seed);
        Self(of_seed.next() ^ Self(call).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::STEP);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A share of one, one itself excluded.
    fn share(&mut self) -> f64 {
        let thirty_two_bits = u32::try_from(self.next() >> 32).unwrap_or(u32::MAX);
        f64::from(thirty_two_bits) / (f64::from(u32::MAX) + 1.0)
    }

    /// A position among so many; 0 if there are none.
    pub(super) fn below(&mut self, count: usize) -> usize {
        let drawn = usize::try_from(self.next() >> 33).unwrap_or(usize::MAX);
        drawn.checked_rem(count).unwrap_or(0)
    }

    fn part_of(&mut self, longest: Duration) -> Duration {
        longest.mul_f64(self.share())
    }

    /// Some positions among so many: one time in eight all of them, else each by the toss of a coin, but at least one.
    fn some_of(&mut self, count: usize) -> Vec<usize> {
        let all = self.below(8) == 0;
        let sure = self.below(count);
        (0..count).filter(|position| self.below(2) == 0 || all || *position == sure).collect()
    }
}
