//! How long something takes.

use super::dice::Dice;
use std::{
    ops::{RangeInclusive, RangeToInclusive},
    time::Duration,
};

/// A time that something takes: always the same, or drawn between two bounds.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use twintable_memory::Delay;
///
/// let second = Duration::from_secs(1);
/// assert_eq!(Delay::from(second), Delay::from(second..=second));
/// assert_eq!(Delay::from(..=second), Delay::from(Duration::ZERO..=second));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    min: Duration,
    max: Duration,
}

impl Delay {
    /// No time.
    pub const NONE: Self = Self { min: Duration::ZERO, max: Duration::ZERO };

    /// The shortest time.
    pub const fn min(self) -> Duration {
        self.min
    }

    /// The longest time.
    pub const fn max(self) -> Duration {
        self.max
    }

    pub(super) const fn is_none(self) -> bool {
        self.max.is_zero()
    }

    pub(super) fn draw(self, dice: &mut Dice) -> Duration {
        let span = u64::try_from(self.max.saturating_sub(self.min).as_nanos()).unwrap_or(u64::MAX);
        self.min.saturating_add(Duration::from_nanos(dice.up_to(span)))
    }
}

impl From<Duration> for Delay {
    fn from(delay: Duration) -> Self {
        Self { min: delay, max: delay }
    }
}

impl From<RangeToInclusive<Duration>> for Delay {
    fn from(range: RangeToInclusive<Duration>) -> Self {
        Self { min: Duration::ZERO, max: range.end }
    }
}

impl From<RangeInclusive<Duration>> for Delay {
    /// The bounds may come in either order.
    fn from(range: RangeInclusive<Duration>) -> Self {
        let (start, end) = range.into_inner();
        Self { min: start.min(end), max: start.max(end) }
    }
}
