//! The SDK's errors to ours, by outcome.

use crate::{ambiguity, convert::item_from_sdk};
use aws_sdk_dynamodb::{
    Error as ServiceError,
    config::http::HttpResponse,
    error::{BuildError, ProvideErrorMetadata, SdkError},
    types::CancellationReason as SdkReason,
};
use std::error::Error as StdError;
use twintable::{
    BackendError, CancellationCode, CancellationReason, Error, ErrorKind, Rule, store::TableName,
};

/// What an error needs to know of the call that failed.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    /// The table, or all tables of the request.
    pub(crate) table: TableName,
    /// Whether the call changes anything, so that it matters whether it happened when no answer says.
    pub(crate) effect: Effect,
}

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It only reads: doing it again is safe, whether or not it happened.
    Read,
    /// It writes: where no answer says, it may have happened.
    Write,
}

/// A write that failed.
#[derive(Debug)]
pub(crate) struct Failed {
    /// What the last attempt ended with.
    pub(crate) error: Error,
    /// Whether an attempt may have been done.
    pub(crate) in_doubt: bool,
}

impl From<Failed> for Error {
    /// What is known of the write. The last attempt's failure says how the write ended only if no attempt before it may
    /// have been done.
    fn from(Failed { error, in_doubt }: Failed) -> Self {
        // Such an answer is that of all attempts, which have one token.
        let is_of_all =
            matches!(error.kind(), ErrorKind::TransactionCancelled | ErrorKind::IdempotencyMismatch);
        if in_doubt && !is_of_all { outcome_unknown(error) } else { error }
    }
}

/// The outcome of a write of which it is not known whether it happened, with the error that it seemed to end with.
#[expect(clippy::wildcard_enum_match_arm, reason = "only these have a source")]
pub(crate) fn outcome_unknown(error: Error) -> Error {
    let source = match error {
        Error::TimedOut { .. } => return error,
        Error::Backend(said) | Error::Throttled { source: Some(said) } => {
            BackendError { retryable: false, ..*said }
        }
        other => said(format!("{:?}", other.kind()), false, other),
    };
    Error::TimedOut { source: Some(source.into()) }
}

impl Call {
    pub(crate) fn reading(table: &TableName) -> Self {
        Self { table: table.clone(), effect: Effect::Read }
    }

    pub(crate) fn writing(table: &TableName) -> Self {
        Self { table: table.clone(), effect: Effect::Write }
    }

    /// A call on several tables. The service does not say which of them it does not know.
    pub(crate) fn on<'t>(tables: impl Iterator<Item = &'t TableName>, effect: Effect) -> Self {
        let mut names: Vec<_> = tables.collect();
        names.sort_unstable();
        names.dedup();
        let table = match names.as_slice() {
            [single] => (*single).clone(),
            several => several.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" or ").into(),
        };
        Self { table, effect }
    }

    /// Reads the SDK's error.
    pub(crate) fn error<E>(&self, error: SdkError<E, HttpResponse>) -> Error
    where
        E: StdError + ProvideErrorMetadata + Into<ServiceError> + Send + Sync + 'static,
    {
        match &error {
            SdkError::ConstructionFailure(_) => backend("ConstructionFailure", false, error),
            SdkError::TimeoutError(_) => self.unanswered("TimeoutError", error),
            SdkError::DispatchFailure(failure) => match failure.as_connector_error() {
                Some(failure) if ambiguity::of_connector(failure) => {
                    self.unanswered("DispatchFailure", error)
                }
                // Of the other kinds only these can pass: no credentials or a bad address stay as they are.
                Some(failure) => {
                    let passing = failure.is_io() || failure.as_other().is_some();
                    backend("DispatchFailure", passing, error)
                }
                None => backend("DispatchFailure", false, error),
            },
            SdkError::ResponseError(_) => self.unanswered("ResponseError", error),
            SdkError::ServiceError(service) => {
                let status = service.raw().status().as_u16();
                self.service_error(error, status)
            }
            // The SDK keeps room for kinds of the future.
            _ => backend("SdkError", false, error),
        }
    }

    /// The error of a call of which no answer says whether it happened. Of a read it does not matter.
    fn unanswered(&self, code: impl Into<Box<str>>, source: impl StdError + Send + Sync + 'static) -> Error {
        match self.effect {
            Effect::Read => Error::Backend(said(code, true, source).into()),
            Effect::Write => Error::TimedOut { source: Some(said(code, false, source).into()) },
        }
    }

    fn service_error<E>(&self, error: SdkError<E, HttpResponse>, status: u16) -> Error
    where
        E: StdError + ProvideErrorMetadata + Into<ServiceError> + Send + Sync + 'static,
    {
        let code: Box<str> = error.code().unwrap_or("Unknown").into();
        match &*code {
            "ConditionalCheckFailedException" | "TransactionCanceledException" => decided(error),
            "ResourceNotFoundException" | "TableNotFoundException" => {
                Error::table_not_found(self.table.as_ref())
            }
            "ResourceInUseException" | "TableAlreadyExistsException" | "TableInUseException" => {
                Error::TableExists { table: self.table.as_ref().into() }
            }
            "IdempotentParameterMismatchException" => Error::IdempotencyMismatch,
            "ItemCollectionSizeLimitExceededException" => Error::ItemCollectionTooLarge,
            "ProvisionedThroughputExceededException"
            | "ThrottlingException"
            | "Throttling"
            | "RequestLimitExceeded" => Error::Throttled { source: Some(said(code, true, error).into()) },
            "TransactionConflictException" | "ReplicatedWriteConflictException" => Error::Conflict,
            // The same transaction, sent before, is neither done nor refused yet.
            "TransactionInProgressException" => self.unanswered(code, error),
            "ValidationException" | "SerializationException" => {
                refused(code, error.message().unwrap_or_default())
            }
            // Too many tables are being created or changed at once.
            "LimitExceededException" => Error::Backend(said(code, true, error).into()),
            // A success that cannot be read, or a failure half way.
            _ if (200..300).contains(&status) || ambiguity::of_status(status) => self.unanswered(code, error),
            _ => Error::Backend(said(code, status >= 500, error).into()),
        }
    }
}

/// The errors that carry items.
#[expect(clippy::wildcard_enum_match_arm, reason = "the caller has looked at the code")]
fn decided<E>(error: SdkError<E, HttpResponse>) -> Error
where
    E: StdError + Into<ServiceError> + Send + Sync + 'static,
{
    let SdkError::ServiceError(service) = error else { return backend("SdkError", false, error) };
    let read = match service.into_err().into() {
        ServiceError::ConditionalCheckFailedException(failed) => {
            failed.item.map(item_from_sdk).transpose().map(|current| Error::ConditionFailed { current })
        }
        ServiceError::TransactionCanceledException(cancelled) => {
            let reasons = cancelled.cancellation_reasons.unwrap_or_default().into_iter().map(reason);
            reasons.collect::<Result<_, _>>().map(|reasons| Error::TransactionCancelled { reasons })
        }
        other => Ok(backend("Unknown", false, other)),
    };
    read.unwrap_or_else(|unreadable| unreadable)
}

fn reason(reason: SdkReason) -> Result<CancellationReason, Error> {
    let code = reason.code.as_deref().map_or(CancellationCode::None, CancellationCode::from_wire);
    let item = reason.item.map(item_from_sdk).transpose()?;
    Ok(CancellationReason { item, ..CancellationReason::of(code) })
}

/// The service gives many faults one name; two of them are outcomes of their own. Its message may quote
/// the request, so it goes no further.
fn refused(code: Box<str>, message: &str) -> Error {
    let message = message.to_ascii_lowercase();
    if message.contains("item size") && message.contains("exceeded") {
        Error::item_too_large_by_service()
    } else if message.contains("does not have the specified index") {
        Error::invalid(Rule::NoSuchIndex)
    } else {
        Error::refused_by_service(code)
    }
}

fn said(
    code: impl Into<Box<str>>,
    retryable: bool,
    source: impl StdError + Send + Sync + 'static,
) -> BackendError {
    BackendError { code: code.into(), retryable, source: Some(Box::new(source)) }
}

fn backend(code: &str, retryable: bool, source: impl StdError + Send + Sync + 'static) -> Error {
    Error::Backend(said(code, retryable, source).into())
}

/// No thread could be started for a call that has no runtime. Nothing was sent.
pub(crate) fn no_runtime(source: impl StdError + Send + Sync + 'static) -> Error {
    backend("NoRuntime", true, source)
}

/// A call blocks the very thread that it would run on. Nothing was sent.
pub(crate) fn own_runtime_blocked() -> Error {
    failed("BlockedRuntime", "a blocking call inside a blocking call's credentials provider or interceptor")
}

/// The service answered what this version cannot read.
pub(crate) fn unreadable(what: &'static str) -> Error {
    failed("UnreadableAnswer", what)
}

/// A failure that only this backend knows of.
pub(crate) fn failed(code: &str, what: &'static str) -> Error {
    Error::Backend(Box::new(BackendError { code: code.into(), retryable: false, source: Some(what.into()) }))
}

/// The SDK refused to build a request.
pub(crate) fn unsendable(error: BuildError) -> Error {
    backend("BuildError", false, error)
}
