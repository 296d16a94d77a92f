//! Idempotency tokens: which transactions were done, for ten minutes.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::{Duration, SystemTime},
};
use twintable::{Error, store::TransactWrite};

/// How long a token is remembered.
const LIFETIME: Duration = Duration::from_mins(10);

/// The transactions that were done with a token.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tokens {
    done: HashMap<String, Arc<Done>>,
    /// The tokens, the oldest first.
    ages: VecDeque<(SystemTime, String)>,
}

/// A transaction that was done.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) actions: Vec<TransactWrite>,
    /// The table of each action, and the bytes of the larger of its item before and after.
    pub(super) sizes: Vec<(String, usize)>,
}

impl Tokens {
    /// The transaction that was done with a token, if it was this one.
    pub(super) fn find(
        &mut self,
        token: &str,
        actions: &[TransactWrite],
        now: SystemTime,
    ) -> Result<Option<Arc<Done>>, Error> {
        self.forget_old(now);
        match self.done.get(token) {
            Some(done) if done.actions == actions => Ok(Some(Arc::clone(done))),
            Some(_) => Err(Error::IdempotencyMismatch),
            None => Ok(None),
        }
    }

    /// Remembers a transaction.
    pub(super) fn remember(&mut self, token: String, done: Done, now: SystemTime) {
        self.ages.push_back((now, token.clone()));
        self.done.insert(token, Arc::new(done));
    }

    fn forget_old(&mut self, now: SystemTime) {
        let is_old = |since: &SystemTime| now.duration_since(*since).is_ok_and(|age| age >= LIFETIME);
        while let Some((_, token)) = self.ages.pop_front_if(|(since, _)| is_old(since)) {
            self.done.remove(&token);
        }
    }
}
