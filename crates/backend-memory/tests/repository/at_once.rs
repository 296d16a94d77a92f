//! A timer for tests that have nothing to wait for.

use async_trait::async_trait;
use std::time::Duration;
use twintable::store::Timer;

/// A timer that does not wait.
#[derive(Debug)]
pub(crate) struct AtOnce;

#[async_trait]
impl Timer for AtOnce {
    async fn sleep(&self, _: Duration) {}
}
