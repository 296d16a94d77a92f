//! The pauses between attempts.

use crate::backoff;
use std::time::Duration;

/// Exponential backoff with full jitter, until patience is at its end.
#[derive(Debug)]
pub(super) struct Patience {
    patience: Duration,
    waited: Duration,
    pauses: u32,
}

impl Patience {
    pub(super) const fn new(patience: Duration) -> Self {
        Self { patience, waited: Duration::ZERO, pauses: 0 }
    }

    /// Something was done: it starts anew.
    pub(super) const fn advanced(&mut self) {
        (self.waited, self.pauses) = (Duration::ZERO, 0);
    }

    /// The next pause; `None` once patience is at its end.
    pub(super) fn pause(&mut self) -> Option<Duration> {
        let pauses = self.pauses.saturating_add(1);
        let pause = backoff::delay(pauses);
        let waited = self.waited.saturating_add(pause);
        if waited > self.patience || self.patience.is_zero() {
            return None;
        }
        (self.waited, self.pauses) = (waited, pauses);
        Some(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::Patience;
    use std::time::Duration;

    const BASE: Duration = Duration::from_millis(50);
    const CAP: Duration = Duration::from_secs(5);

    #[test]
    fn pauses_grow_to_the_cap_and_end_with_patience() {
        for _ in 0..1_000 {
            let mut patience = Patience::new(Duration::from_secs(30));
            let (mut total, mut most) = (Duration::ZERO, BASE);
            while let Some(pause) = patience.pause() {
                assert!(pause <= most, "{pause:?} of {most:?}");
                total += pause;
                most = (most * 2).min(CAP);
            }
            assert!(total <= Duration::from_secs(30) && total >= Duration::from_secs(25), "{total:?}");
        }
    }

    #[test]
    fn progress_starts_them_anew() {
        let mut patience = Patience::new(Duration::from_secs(1));
        for _ in 0..1_000 {
            assert!(patience.pause().is_some_and(|pause| pause <= BASE));
            patience.advanced();
        }
    }

    #[test]
    fn no_patience_is_no_pause() {
        assert_eq!(Patience::new(Duration::ZERO).pause(), None);
    }
}
