//! Which writes the SDK may try again when it does not know whether they were done.
//!
//! The SDK tries everything again. For a put without a condition that is right. But a counter would count
//! twice, and a condition would fail because of the very write that it guarded.

use crate::ambiguity;
use aws_sdk_dynamodb::{
    Client,
    config::{
        interceptors::InterceptorContext,
        retry::{ClassifyRetry, RetryAction},
    },
};
use twintable::{
    Path, Step,
    expr::{Action, SetValue, Source, Update},
    store::{DeleteItem, PutItem, ReturnOld, ReturnValues, TransactWriteItems, UpdateItem},
};

/// The same client, except that it does not repeat what may have been done.
pub(crate) fn without_repeats(client: &Client) -> Client {
    Client::from_conf(client.config().to_builder().retry_classifier(NoRepeats).build())
}

#[derive(Debug)]
struct NoRepeats;

impl ClassifyRetry for NoRepeats {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else { return RetryAction::NoActionIndicated };
        let status = context.response().map_or(0, |response| response.status().as_u16());
        let ambiguous = error.is_timeout_error()
            || error.is_response_error()
            || error.as_connector_error().is_some_and(ambiguity::of_connector)
            || (error.is_operation_error() && ambiguity::of_status(status));
        if ambiguous { RetryAction::RetryForbidden } else { RetryAction::NoActionIndicated }
    }

    fn name(&self) -> &'static str {
        "twintable: no repeats of writes that may have been done"
    }
}

/// Whether doing the put twice is the same as doing it once, for the table and for the caller.
pub(crate) fn put_is_repeatable(request: &PutItem) -> bool {
    request.condition.is_none() && request.return_values == ReturnOld::None
}

/// Whether doing the delete twice is the same as doing it once, for the table and for the caller.
pub(crate) fn delete_is_repeatable(request: &DeleteItem) -> bool {
    request.condition.is_none() && request.return_values == ReturnOld::None
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
/// and has to know that an attempt may have been done: if the last one says that there was no capacity, nothing else
/// would tell.
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
