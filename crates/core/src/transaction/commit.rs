//! Committing.

use super::{
    Transaction,
    claims::Known,
    failure::{self, Failure, Findings, Name},
    prepare::Prepared,
    token::new_token,
    witness::Watched,
};
use crate::{
    CancellationReason, Error, InvalidRequest, Rule, backoff,
    operation::Body,
    repository::Returning,
    store::{Clock, ItemStore, ReturnConsumedCapacity, Timer, TransactWriteItems},
};
use std::{fmt, sync::Arc};

/// How often a transaction is tried that others are in the way of.
pub(super) const ATTEMPTS: u32 = 10;

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

/// What is to be done.
pub(super) struct Work<'w, 'l> {
    pub(super) bodies: Vec<&'w Body<'l>>,
    pub(super) watched: Watched,
    pub(super) names: Vec<Name<'w>>,
    /// The caller's own.
    token: Option<&'w Arc<str>>,
}

/// What was sent of a transaction: the same is sent again, as long as it may have happened.
#[derive(Default)]
pub(crate) struct Sent(Option<Shipment<'static>>);

/// What is sent, and under which token.
struct Shipment<'l> {
    prepared: Arc<Prepared<'l>>,
    token: Arc<str>,
    scope: Option<Box<str>>,
    /// Whether it was sent and no answer said that it did not happen.
    may_have_happened: bool,
}

/// What an attempt came to, if it was not done.
enum Verdict {
    /// Nothing was done, and the same may be sent again.
    Again(Failure),
    /// No answer came: the same is sent again under its token.
    Unanswered(Error),
    /// The service looked at it and did nothing.
    Cancelled(Vec<CancellationReason>, Findings),
    /// Nothing was done, and the same will not fare better.
    Over(Error),
}

impl<S: ItemStore + ?Sized> Committer<'_, S> {
    /// Commits a transaction: what was sent before, if that may have happened.
    pub(crate) async fn commit(&self, transaction: &Transaction) -> Result<(), Error> {
        let operations = transaction.operations();
        let work = Work {
            bodies: operations.iter().map(|operation| &operation.body).collect(),
            watched: Watched::Uniques,
            names: operations.iter().map(|operation| operation.name.as_ref()).collect(),
            token: transaction.given_token(),
        };
        // Clones that are committed at the same time go one after the other: what one sends anew, none repeats.
        let mut sent = transaction.sent().lock().await;
        if sent.0.as_ref().is_some_and(|shipment| shipment.scope.as_deref() != self.scope) {
            let fault = InvalidRequest::new(Rule::KeyScope);
            return Err(fault.because("the transaction was committed in another scope").into());
        }
        self.deliver(&work, &mut sent.0).await.map(drop).map_err(Failure::into_error)
    }

    /// Commits one operation that needs a transaction, and returns what it was about.
    pub(crate) async fn commit_one<'l>(
        &self,
        body: &Body<'l>,
        returning: Returning,
    ) -> Result<Arc<Prepared<'l>>, Error> {
        let watched = match returning {
            Returning::Old => Watched::Whole,
            Returning::New | Returning::Nothing => Watched::Uniques,
        };
        let work = Work { bodies: vec![body], watched, names: vec![None], token: None };
        self.deliver(&work, &mut None).await.map_err(Failure::into_single_error)
    }

    async fn deliver<'l>(
        &self,
        work: &Work<'_, 'l>,
        sent: &mut Option<Shipment<'l>>,
    ) -> Result<Arc<Prepared<'l>>, Failure> {
        let mut known = Known::default();
        let (mut attempts, mut unanswered) = (0, 0);
        loop {
            let shipment = match sent {
                Some(shipment) => shipment,
                None => sent.insert(self.ship(work, &known).await?),
            };
            let prepared = Arc::clone(&shipment.prepared);
            // Whoever drops this future meanwhile does not know either.
            let is_in_doubt = std::mem::replace(&mut shipment.may_have_happened, true);
            let Err(error) = self.send(shipment).await else { return Ok(prepared) };
            attempts += 1;
            let is_last = attempts >= ATTEMPTS;
            match verdict(work, &prepared, error, &mut known) {
                Verdict::Unanswered(error) => {
                    unanswered += 1;
                    if is_last || unanswered >= UNANSWERED {
                        return Err(error.into());
                    }
                }
                Verdict::Again(failure) => {
                    shipment.may_have_happened = is_in_doubt;
                    if is_last {
                        return Err(if is_in_doubt { failure.in_doubt() } else { failure });
                    }
                }
                Verdict::Over(error) => {
                    let may_have_happened = is_in_doubt && !says_never(&error);
                    shipment.may_have_happened = may_have_happened;
                    let failure = Failure::from(error);
                    return Err(if may_have_happened { failure.in_doubt() } else { failure });
                }
                Verdict::Cancelled(reasons, findings) => {
                    *sent = None;
                    let (failure, is_raced) =
                        self.look_into(work, &prepared, reasons, findings, &mut known).await?;
                    if is_last || !is_raced {
                        return Err(failure);
                    }
                }
            }
            self.timer.sleep(backoff::delay(attempts)).await;
        }
    }

    async fn ship<'l>(&self, work: &Work<'_, 'l>, known: &Known) -> Result<Shipment<'l>, Error> {
        Ok(Shipment {
            prepared: Arc::new(self.prepare(work, known).await?),
            token: work.token.cloned().unwrap_or_else(new_token),
            scope: self.scope.map(Into::into),
            may_have_happened: false,
        })
    }

    async fn send(&self, shipment: &Shipment<'_>) -> Result<(), Error> {
        let request = TransactWriteItems {
            actions: shipment.prepared.steps.iter().map(|step| step.action.clone()).collect(),
            client_request_token: Some(shipment.token.to_string()),
            return_consumed_capacity: ReturnConsumedCapacity::None,
        };
        self.store.transact_write_items(request).await.map(drop)
    }
}

/// What an error means for the transaction.
fn verdict(work: &Work<'_, '_>, prepared: &Prepared<'_>, error: Error, known: &mut Known) -> Verdict {
    let is_retryable = error.is_retryable();
    if let Error::TransactionCancelled { reasons } = error {
        // One for each action, or it is no backend of ours.
        if reasons.len() != prepared.steps.len() {
            return Verdict::Over(Error::TransactionCancelled { reasons });
        }
        let findings = failure::findings(prepared, &reasons, known);
        return if findings.is_definite() {
            Verdict::Cancelled(reasons, findings)
        } else {
            Verdict::Again(failure::cancelled(prepared, reasons, &[], &work.names))
        };
    }
    if matches!(error, Error::TimedOut { .. }) {
        Verdict::Unanswered(error)
    } else if is_retryable {
        Verdict::Again(error.into())
    } else {
        Verdict::Over(error)
    }
}

/// Whether an error says that the request did not happen when it was sent before either: it was never a good one, or
/// another request has its token.
const fn says_never(error: &Error) -> bool {
    matches!(error, Error::InvalidRequest(_) | Error::ItemTooLarge(_) | Error::IdempotencyMismatch)
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sent").field(&self.0.is_some()).finish()
    }
}
