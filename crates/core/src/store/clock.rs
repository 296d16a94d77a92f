//! Time, as a port: a test can move it.

use async_trait::async_trait;
use std::{
    fmt::Debug,
    time::{Duration, SystemTime},
};

/// Tells the time. Backends and repositories ask it for everything that depends on time.
pub trait Clock: Debug + Send + Sync {
    /// The time now.
    fn now(&self) -> SystemTime;
}

/// Waits. Whatever backs off or has a time limit asks it to.
#[async_trait]
pub trait Timer: Debug + Send + Sync {
    /// Returns once the duration has passed.
    async fn sleep(&self, duration: Duration);
}

/// The system's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A timer that works on any runtime, and on none: one thread of its own waits for all.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use twintable::{Wait, store::{SystemTimer, Timer}};
///
/// SystemTimer.sleep(Duration::from_millis(1)).wait();
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SystemTimer;

#[async_trait]
impl Timer for SystemTimer {
    async fn sleep(&self, duration: Duration) {
        futures_timer::Delay::new(duration).await;
    }
}
