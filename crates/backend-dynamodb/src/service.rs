//! The service, as an operation sees it: clients to send with, and the tables that are known.

use crate::{retry, schemas::Schemas};
use aws_sdk_dynamodb::Client;

/// What an operation works with. Clones share all of it.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) clients: Clients,
    pub(crate) schemas: Schemas,
    /// Whether every write may be repeated, even one that may have been done.
    pub(crate) repeats_all: bool,
}

/// A client, and the same one with narrower retries.
#[derive(Debug, Clone)]
pub(crate) struct Clients {
    given: Client,
    without_repeats: Client,
}

impl Clients {
    pub(crate) fn new(given: Client) -> Self {
        Self { without_repeats: retry::without_repeats(&given), given }
    }
}

impl Service {
    /// The client to read with, and for writes that can be repeated.
    pub(crate) const fn client(&self) -> &Client {
        &self.clients.given
    }

    /// The client to send a write with.
    pub(crate) const fn client_for(&self, repeatable: bool) -> &Client {
        if repeatable || self.repeats_all { &self.clients.given } else { &self.clients.without_repeats }
    }
}
