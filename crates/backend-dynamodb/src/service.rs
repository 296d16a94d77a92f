//! The service, as an operation sees it: clients to send with, and the tables that are known.

use crate::{
    error::{Call, Failed},
    retry,
    schemas::Schemas,
};
use aws_sdk_dynamodb::{
    Client, Error as ServiceError,
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
};
use std::{error::Error as StdError, pin::Pin};
use twintable::Error;

/// What an operation works with. Clones share all of it.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) clients: Clients,
    pub(crate) schemas: Schemas,
    /// Whether every write may be repeated, even one that may have been done.
    pub(crate) repeats_all: bool,
}

/// A client, and the same one for writes.
#[derive(Debug, Clone)]
pub(crate) struct Clients {
    given: Client,
    for_writes: Client,
}

impl Clients {
    pub(crate) fn new(given: Client) -> Self {
        Self { for_writes: retry::for_writes(&given), given }
    }
}

impl Service {
    /// The client to read with.
    pub(crate) const fn client(&self) -> &Client {
        &self.clients.given
    }

    /// The client to write with.
    pub(crate) const fn writer(&self) -> &Client {
        &self.clients.for_writes
    }

    /// Sends a read through the [client](Self::client). What waits for its answer is boxed: the SDK's futures are large.
    pub(crate) async fn read<T, E, F>(&self, call: &Call, sent: Pin<Box<F>>) -> Result<T, Error>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
        E: StdError + ProvideErrorMetadata + Into<ServiceError> + Send + Sync + 'static,
    {
        sent.await.map_err(|error| call.error(error))
    }

    /// Sends a write through the [writer](Self::writer). The SDK repeats it as the client's configuration says; after an
    /// attempt that may have been done, only if it is repeatable.
    pub(crate) async fn write<T, E, F>(
        &self,
        call: &Call,
        is_repeatable: bool,
        sent: Pin<Box<F>>,
    ) -> Result<T, Failed>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
        E: StdError + ProvideErrorMetadata + Into<ServiceError> + Send + Sync + 'static,
    {
        let (outcome, in_doubt) = retry::write(is_repeatable || self.repeats_all, sent).await;
        outcome.map_err(|error| Failed { error: call.error(error), in_doubt })
    }
}
