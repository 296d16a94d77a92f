//! How long to wait between attempts.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    time::Duration,
};

/// The longest wait before the second attempt.
const BASE: Duration = Duration::from_millis(50);

/// The longest wait of all.
const CAP: Duration = Duration::from_secs(5);

/// How long to wait after so many attempts: a random time, up to 50 ms after the first and up to twice as long after
/// each further one, 5 seconds at most. Those who collided do not collide again.
pub(crate) fn delay(attempts: u32) -> Duration {
    let doublings = attempts.saturating_sub(1).min(16);
    let longest = BASE.saturating_mul(1 << doublings).min(CAP);
    let longest = u64::try_from(longest.as_micros()).unwrap_or(u64::MAX);
    Duration::from_micros(random() % longest.saturating_add(1))
}

/// A random number, good enough to spread attempts.
pub(crate) fn random() -> u64 {
    // Each `RandomState` has keys of its own.
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::{CAP, delay};
    use std::time::Duration;

    #[test]
    fn waits_grow_up_to_a_bound_and_differ() {
        for (attempts, longest) in [(0, 50), (1, 50), (2, 100), (5, 800), (20, 5000), (u32::MAX, 5000)] {
            let waits: Vec<_> = (0..200).map(|_| delay(attempts)).collect();
            let longest = Duration::from_millis(longest);
            assert!(waits.iter().all(|wait| *wait <= longest && *wait <= CAP), "{attempts}");
            assert!(waits.iter().any(|wait| *wait > longest / 2), "{attempts}");
            assert!(waits.iter().any(|wait| *wait < longest / 2), "{attempts}");
        }
    }
}
