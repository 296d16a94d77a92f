//! Committing.

use super::{
    Transaction,
    claims::{Known, LeftBehind, Witness},
    failure::{self, Failure},
    prepare::{Prepared, Role},
};
use crate::{
    CancellationReason, Error, backoff,
    operation::Body,
    store::{Clock, ItemStore, ReturnConsumedCapacity, Timer, TransactWriteItems},
};
use std::{
    borrow::Cow,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// How often a transaction is tried that others are in the way of.
const ATTEMPTS: u32 = 10;

/// How often a transaction is sent again whose outcome is unknown.
const UNANSWERED: u32 = 3;

/// What transactions are committed with.
pub(crate) struct Committer<'c, S: ?Sized> {
    pub(crate) store: &'c S,
    pub(crate) clock: &'c dyn Clock,
    pub(crate) timer: &'c dyn Timer,
    pub(crate) scope: Option<&'c str>,
    pub(crate) hides_expired: bool,
}

impl<S: ?Sized> Clone for Committer<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: ?Sized> Copy for Committer<'_, S> {}

/// What was sent of a transaction, and under which token: the same is sent again.
#[derive(Default)]
pub(crate) struct Sent(Option<Shipment<'static>>);

/// What is sent, and under which token.
struct Shipment<'l> {
    prepared: Arc<Prepared<'l>>,
    token: Arc<str>,
    /// Whether it got no answer once, so that it may have happened whatever came later.
    is_unclear: Arc<AtomicBool>,
}

impl Clone for Shipment<'_> {
    fn clone(&self) -> Self {
        Self {
            prepared: Arc::clone(&self.prepared),
            token: Arc::clone(&self.token),
            is_unclear: Arc::clone(&self.is_unclear),
        }
    }
}

impl<'l> Shipment<'l> {
    fn new(prepared: Prepared<'l>, token: Arc<str>) -> Self {
        Self { prepared: Arc::new(prepared), token, is_unclear: Arc::default() }
    }

    /// What an attempt means, in view of those before it. Only a cancellation for a reason of its own says that none
    /// of them happened: a token that was committed is never cancelled.
    fn in_view(&self, verdict: Verdict) -> Verdict {
        if let Verdict::Unanswered(_) = &verdict {
            self.is_unclear.store(true, Ordering::Relaxed);
        }
        if !self.is_unclear.load(Ordering::Relaxed) {
            return verdict;
        }
        let unknown = Error::TimedOut { source: None };
        match verdict {
            Verdict::Again(_) => Verdict::Again(unknown.into()),
            Verdict::Stopped(_) => Verdict::Unanswered(unknown),
            Verdict::Unanswered(_) | Verdict::Anew(_) | Verdict::Over(_) => verdict,
        }
    }
}

/// What an attempt came to.
enum Verdict {
    /// The same may be sent again.
    Again(Failure),
    /// No answer came: the same is sent again under its token.
    Unanswered(Error),
    /// What was read has changed since.
    Anew(Failure),
    /// It did not happen.
    Over(Failure),
    /// This attempt did not happen, and others will fare no better.
    Stopped(Error),
}

impl<S: ItemStore + ?Sized> Committer<'_, S> {
    /// Commits a transaction: what was sent before, if it was committed before.
    pub(crate) async fn commit(&self, transaction: &Transaction) -> Result<(), Error> {
        let bodies: Vec<_> = transaction.operations().iter().map(|operation| &operation.body).collect();
        let names: Vec<_> =
            transaction.operations().iter().map(|operation| operation.name.as_ref()).collect();
        let mut known = Known::default();
        let mut attempts = Attempts::default();
        loop {
            let sent = locked(transaction.sent()).0.clone();
            let shipment = if let Some(shipment) = sent {
                shipment
            } else {
                let prepared = self.prepare(&bodies, &known).await?;
                let token = transaction.given_token().cloned().unwrap_or_else(new_token);
                // A clone may have been committed meanwhile.
                locked(transaction.sent()).0.get_or_insert(Shipment::new(prepared, token)).clone()
            };
            let verdict = match self.send(&shipment).await {
                Ok(()) => return Ok(()),
                Err(error) => self.verdict(&shipment.prepared, error, &mut known, &names).await?,
            };
            let verdict = shipment.in_view(verdict);
            let is_over = !matches!(verdict, Verdict::Again(_) | Verdict::Unanswered(_));
            if is_over {
                forget(transaction.sent(), &shipment);
            }
            self.go_on(verdict, &mut attempts).await.map_err(Failure::into_error)?;
        }
    }

    /// Commits one operation that needs a transaction, and returns what it was about.
    pub(crate) async fn commit_one<'l>(&self, body: &Body<'l>) -> Result<Arc<Prepared<'l>>, Error> {
        let mut known = Known::default();
        let mut attempts = Attempts::default();
        let mut sent: Option<Shipment<'l>> = None;
        loop {
            let shipment = if let Some(shipment) = sent.take() {
                shipment
            } else {
                Shipment::new(self.prepare(&[body], &known).await?, new_token())
            };
            let verdict = match self.send(&shipment).await {
                Ok(()) => return Ok(shipment.prepared),
                Err(error) => self.verdict(&shipment.prepared, error, &mut known, &[None]).await?,
            };
            let verdict = shipment.in_view(verdict);
            if matches!(verdict, Verdict::Again(_) | Verdict::Unanswered(_)) {
                sent = Some(shipment);
            }
            self.go_on(verdict, &mut attempts).await.map_err(Failure::into_single_error)?;
        }
    }

    async fn send(&self, shipment: &Shipment<'_>) -> Result<(), Error> {
        let request = TransactWriteItems {
            actions: shipment.prepared.steps.iter().map(|step| step.action.clone()).collect(),
            client_request_token: Some(shipment.token.to_string()),
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        self.store.transact_write_items(request).await.map(drop)
    }

    /// What an error means for the transaction.
    async fn verdict(
        &self,
        prepared: &Prepared<'_>,
        error: Error,
        known: &mut Known,
        names: &[Option<&Cow<'static, str>>],
    ) -> Result<Verdict, Error> {
        let Error::TransactionCancelled { reasons } = error else {
            return Ok(if matches!(error, Error::TimedOut { .. }) {
                Verdict::Unanswered(error)
            } else if error.is_retryable() {
                Verdict::Again(error.into())
            } else {
                Verdict::Stopped(error)
            });
        };
        if reasons.len() != prepared.steps.len() {
            return Ok(Verdict::Over(Error::TransactionCancelled { reasons }.into()));
        }
        let mut findings = failure::findings(prepared, &reasons, known);
        let mut taken = Vec::new();
        for (place, owner) in std::mem::take(&mut findings.taken) {
            match self.left_behind(prepared, place, &owner).await? {
                Some(left) => {
                    known.left_behind.push(left);
                    findings.is_raced = true;
                }
                None => taken.push(place),
            }
        }
        let cancelled =
            |reasons: Vec<CancellationReason>| failure::cancelled(prepared, reasons, &taken, names);
        Ok(if findings.is_raced {
            Verdict::Anew(cancelled(reasons))
        } else if findings.is_lasting || !taken.is_empty() {
            Verdict::Over(cancelled(reasons))
        } else {
            Verdict::Again(cancelled(reasons))
        })
    }

    /// Whether the owner of a value does not have it any more, as far as it is nobody's turn in this transaction.
    async fn left_behind(
        &self,
        prepared: &Prepared<'_>,
        place: usize,
        owner: &crate::Value,
    ) -> Result<Option<LeftBehind>, Error> {
        let Some(step) = prepared.steps.get(place) else { return Ok(None) };
        let Role::Claim(sentinel) = &step.role else { return Ok(None) };
        let layout = prepared.targets.get(step.operation).and_then(|target| target.own);
        let owner = failure::owner_of(step, owner, &sentinel.key);
        let (Some(layout), Some((table, owner))) = (layout, owner) else { return Ok(None) };
        let is_here = |target: &super::prepare::Target<'_>| target.key.as_ref() == Some(&owner);
        if prepared.targets.iter().any(is_here) {
            return Ok(None);
        }
        let item = self.read(table.clone(), owner.clone()).await?;
        let item = item.as_ref();
        let has_it = item.filter(|item| layout.is_type_of(item)).is_some_and(|item| {
            layout.sentinels(self.scope, item).iter().any(|other| other.key == sentinel.key)
        });
        if has_it {
            return Ok(None);
        }
        let witness = Witness::new(layout, item);
        Ok(Some(LeftBehind { table, sentinel: sentinel.key.clone(), owner, witness }))
    }

    /// Waits for the next attempt, or fails if there is none.
    async fn go_on(&self, verdict: Verdict, attempts: &mut Attempts) -> Result<(), Failure> {
        attempts.made += 1;
        match verdict {
            Verdict::Over(failure) => return Err(failure),
            Verdict::Stopped(error) => return Err(error.into()),
            Verdict::Again(failure) | Verdict::Anew(failure) if attempts.made >= ATTEMPTS => {
                return Err(failure);
            }
            Verdict::Unanswered(error) => {
                attempts.unanswered += 1;
                if attempts.unanswered >= UNANSWERED {
                    return Err(error.into());
                }
            }
            Verdict::Again(_) | Verdict::Anew(_) => {}
        }
        self.timer.sleep(backoff::delay(attempts.made)).await;
        Ok(())
    }
}

#[derive(Debug, Default)]
struct Attempts {
    made: u32,
    unanswered: u32,
}

/// Forgets what was sent and did not happen, unless something else has been sent since.
fn forget(sent: &Mutex<Sent>, shipment: &Shipment<'_>) {
    let mut sent = locked(sent);
    if sent.0.as_ref().is_some_and(|last| last.token == shipment.token) {
        sent.0 = None;
    }
}

fn locked(sent: &Mutex<Sent>) -> MutexGuard<'_, Sent> {
    sent.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A token that nobody else has: 128 random bits.
fn new_token() -> Arc<str> {
    format!("{:016x}{:016x}", backoff::random(), backoff::random()).into()
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sent").field(&self.0.is_some()).finish()
    }
}
