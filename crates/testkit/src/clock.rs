//! A clock that a test moves.

use async_trait::async_trait;
use std::{
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
    time::{Duration, SystemTime},
};
use twintable::store::{Clock, Timer};

/// A clock that stands still until a test moves it. Clones share one time.
///
/// It is a [`Timer`] too: what sleeps wakes when the clock has been moved far enough.
///
/// # Examples
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use twintable::store::Clock;
/// use twintable_testkit::ManualClock;
///
/// let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(clock.now(), SystemTime::UNIX_EPOCH + Duration::from_secs(60));
/// ```
#[derive(Debug, Clone)]
pub struct ManualClock {
    shared: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    now: SystemTime,
    sleepers: Vec<Waker>,
}

impl ManualClock {
    /// A clock that shows a time.
    pub fn at(now: SystemTime) -> Self {
        Self { shared: Arc::new(Mutex::new(State { now, sleepers: Vec::new() })) }
    }

    /// Moves the clock forward, and wakes what has slept long enough.
    pub fn advance(&self, duration: Duration) {
        let mut state = self.state();
        state.now += duration;
        // Those that have not slept long enough go back to sleep.
        state.sleepers.drain(..).for_each(Waker::wake);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A time is never half written.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        self.state().now
    }
}

#[async_trait]
impl Timer for ManualClock {
    async fn sleep(&self, duration: Duration) {
        // A time that the clock cannot show never comes.
        let end = self.now().checked_add(duration);
        poll_fn(|context| {
            let mut state = self.state();
            if end.is_some_and(|end| state.now >= end) {
                return Poll::Ready(());
            }
            state.sleepers.push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

#[cfg(test)]
mod tests {
    use super::ManualClock;
    use futures::FutureExt;
    use std::time::{Duration, SystemTime};
    use twintable::store::Timer;

    #[test]
    fn a_sleeper_wakes_when_the_clock_has_been_moved_far_enough() {
        let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
        let mut sleep = clock.sleep(Duration::from_secs(10));
        assert!((&mut sleep).now_or_never().is_none());
        clock.advance(Duration::from_secs(9));
        assert!((&mut sleep).now_or_never().is_none());
        clock.advance(Duration::from_secs(1));
        assert!((&mut sleep).now_or_never().is_some());
    }

    #[test]
    fn a_sleep_may_be_longer_than_time() {
        let clock = ManualClock::at(SystemTime::UNIX_EPOCH);
        let mut sleep = clock.sleep(Duration::MAX);
        assert!((&mut sleep).now_or_never().is_none());
        clock.advance(Duration::from_secs(1_000_000_000));
        assert!((&mut sleep).now_or_never().is_none());
    }
}
