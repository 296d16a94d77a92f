//! What the SDK may send again when it does not know whether it was done, and what is known then.
//!
//! The SDK tries everything again. For a put without a condition that is right. But a counter would count twice. And a
//! condition can fail because of the very write that it guarded: so once an attempt may have been done, a later
//! attempt's failure says nothing about the write.

use crate::ambiguity;
use aws_sdk_dynamodb::{
    Client,
    config::{
        interceptors::InterceptorContext,
        retry::{ClassifyRetry, RetryAction},
    },
};
use std::{cell::Cell, pin::Pin};
use twintable::{
    Path, Step,
    expr::{Action, SetValue, Source, Update},
    store::{DeleteItem, PutItem, ReturnOld, ReturnValues, TransactWriteItems, UpdateItem},
};

tokio::task_local! {
    static WRITE: Write;
}

/// The write that a task sends.
struct Write {
    is_repeatable: bool,
    /// Whether an attempt may have been done.
    in_doubt: Cell<bool>,
}

/// Sends a write through a client [for writes](for_writes). Says beside its outcome whether an attempt that did not
/// succeed may have been done. The SDK's futures are large: hence the box.
pub(crate) async fn write<T>(is_repeatable: bool, send: Pin<Box<impl Future<Output = T>>>) -> (T, bool) {
    let write = Write { is_repeatable, in_doubt: Cell::new(false) };
    let sent = async {
        let outcome = send.await;
        (outcome, WRITE.with(|write| write.in_doubt.get()))
    };
    WRITE.scope(write, sent).await
}

/// The same client, except that it repeats what may have been done only where the [write](write) can be repeated.
pub(crate) fn for_writes(client: &Client) -> Client {
    Client::from_conf(client.config().to_builder().retry_classifier(Doubts).build())
}

#[derive(Debug)]
struct Doubts;

impl ClassifyRetry for Doubts {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        if !may_have_been_done(context) {
            return RetryAction::NoActionIndicated;
        }
        let is_repeatable = WRITE.try_with(|write| {
            write.in_doubt.set(true);
            write.is_repeatable
        });
        match is_repeatable {
            Ok(true) => RetryAction::NoActionIndicated,
            Ok(false) | Err(_) => RetryAction::RetryForbidden,
        }
    }

    fn name(&self) -> &'static str {
        "twintable: no repeats of writes that may have been done"
    }
}

fn may_have_been_done(attempt: &InterceptorContext) -> bool {
    let Some(Err(error)) = attempt.output_or_error() else { return false };
    let status = attempt.response().map_or(0, |response| response.status().as_u16());
    error.is_timeout_error()
        || error.is_response_error()
        || error.as_connector_error().is_some_and(ambiguity::of_connector)
        || (error.is_operation_error() && ambiguity::of_status(status))
}

/// Whether doing the put twice is the same as doing it once, for the table and for the caller. Where its condition
/// fails the second time, the current item must be there to compare.
pub(crate) fn put_is_repeatable(request: &PutItem) -> bool {
    let can_compare = request.return_on_condition_failure == ReturnOld::AllOld;
    request.return_values == ReturnOld::None && (request.condition.is_none() || can_compare)
}

/// Whether doing the delete twice is the same as doing it once, for the table and for the caller.
pub(crate) fn delete_is_repeatable(request: &DeleteItem) -> bool {
    request.return_values == ReturnOld::None
}

/// Whether doing the update twice is the same as doing it once, for the table and for the caller.
pub(crate) fn update_is_repeatable(request: &UpdateItem) -> bool {
    let returns_now = match request.return_values {
        ReturnValues::None | ReturnValues::AllNew | ReturnValues::UpdatedNew => true,
        ReturnValues::AllOld | ReturnValues::UpdatedOld => false,
    };
    let Update { actions } = &request.update;
    request.condition.is_none() && returns_now && actions.iter().all(action_is_repeatable)
}

/// Whether the SDK may repeat a transaction: under a token of its own. Whoever gives a token repeats it under that one,
/// and knows then what the attempts before may have done.
pub(crate) const fn transaction_is_repeatable(request: &TransactWriteItems) -> bool {
    request.client_request_token.is_none()
}

fn action_is_repeatable(action: &Action) -> bool {
    let operand_is_repeatable = match action {
        Action::Set(_, SetValue::Source(source)) => match source {
            Source::Value(_) => true,
            // Another action may change what is read here.
            Source::Path(_) | Source::IfNotExists { .. } => false,
        },
        Action::Set(_, SetValue::Plus(..) | SetValue::Minus(..) | SetValue::ListAppend(..)) => false,
        Action::Add(_, operand) => operand.value_type().is_set(),
        Action::Remove(_) | Action::Delete(..) => true,
    };
    operand_is_repeatable && !steps_into_a_list(action.target())
}

/// An index past the end appends, and a removed element moves those behind it.
fn steps_into_a_list(target: &Path) -> bool {
    target.steps().iter().any(|step| matches!(step, Step::Index(_)))
}
