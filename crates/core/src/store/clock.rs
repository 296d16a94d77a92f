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

/// Waits. Whatever backs off asks it to.
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
