//! The pauses between attempts.

use std::{
    hash::{BuildHasher, RandomState},
    time::Duration,
};

/// The most that the first pause takes.
const BASE: Duration = Duration::from_millis(50);

/// The most that any pause takes.
const CAP: Duration = Duration::from_secs(5);

/// Exponential backoff with full jitter, until patience is at its end.
#[derive(Debug)]
pub(super) struct Backoff {
    patience: Duration,
    waited: Duration,
    pauses: u32,
}

impl Backoff {
    pub(super) const fn new(patience: Duration) -> Self {
        Self { patience, waited: Duration::ZERO, pauses: 0 }
    }

    /// Something was done: it starts anew.
    pub(super) const fn advanced(&mut self) {
        (self.waited, self.pauses) = (Duration::ZERO, 0);
    }

    /// The next pause; `None` once patience is at its end.
    pub(super) fn pause(&mut self) -> Option<Duration> {
        let most = BASE.saturating_mul(2_u32.saturating_pow(self.pauses)).min(CAP);
        let pause = most.mul_f64(fraction());
        let waited = self.waited.saturating_add(pause);
        if waited > self.patience || self.patience.is_zero() {
            return None;
        }
        self.waited = waited;
        self.pauses = self.pauses.saturating_add(1);
        Some(pause)
    }
}

/// A random number from 0 to 1. The standard library seeds its hash maps at random, and anew each time.
fn fraction() -> f64 {
    let random = (RandomState::new().hash_one(()) >> 32) as u32;
    f64::from(random) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{BASE, Backoff, CAP};
    use std::time::Duration;

    #[test]
    fn pauses_grow_to_the_cap_and_end_with_patience() {
        for _ in 0..1_000 {
            let mut backoff = Backoff::new(Duration::from_secs(30));
            let (mut total, mut most) = (Duration::ZERO, BASE);
            while let Some(pause) = backoff.pause() {
                assert!(pause <= most, "{pause:?} of {most:?}");
                total += pause;
                most = (most * 2).min(CAP);
            }
            assert!(total <= Duration::from_secs(30) && total > Duration::from_secs(25) - CAP, "{total:?}");
        }
    }

    #[test]
    fn pauses_differ_and_fill_their_range() {
        let pauses: Vec<_> =
            (0..1_000).map(|_| Backoff::new(Duration::MAX).pause().unwrap_or_default()).collect();
        assert!(pauses.iter().any(|pause| *pause < BASE / 10));
        assert!(pauses.iter().any(|pause| *pause > BASE / 10 * 9));
        let mean = pauses.iter().sum::<Duration>() / 1_000;
        assert!(mean > BASE / 3 && mean < BASE / 3 * 2, "{mean:?}");
    }

    #[test]
    fn progress_starts_them_anew() {
        let mut backoff = Backoff::new(Duration::from_secs(1));
        for _ in 0..1_000 {
            assert!(backoff.pause().is_some_and(|pause| pause <= BASE));
            backoff.advanced();
        }
    }

    #[test]
    fn no_patience_is_no_pause() {
        assert_eq!(Backoff::new(Duration::ZERO).pause(), None);
    }
}
