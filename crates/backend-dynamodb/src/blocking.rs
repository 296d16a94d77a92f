//! What calls without a runtime go through: a runtime thread, and clients of their own.
//!
//! A pooled connection is served by the runtime that opened it, and credentials are loaded on the runtime that needed
//! them first. So a call that blocks a runtime's thread must take neither from that runtime's calls: it could wait for
//! ever for what only this thread can go on with.

mod http;
mod identity;

use crate::{
    runtime::OwnRuntime,
    service::{Clients, Service},
};
use aws_sdk_dynamodb::{Client, config};
use http::ApartHttpClient;
use identity::ApartIdentityCache;
use std::sync::Arc;
use tokio::sync::OnceCell;
use tracing::instrument::{Instrument, WithSubscriber};
use twintable::Error;

/// The runtime thread of a store and its clones, and the clients for what runs on it. Both are made when they are
/// first needed.
#[derive(Debug)]
pub(crate) struct Blocking {
    runtime: OwnRuntime,
    origin: Origin,
    clients: OnceCell<Clients>,
}

/// Where the clients come from.
#[derive(Debug)]
pub(crate) enum Origin {
    /// They are like a client that somebody made, as far as that can be told from its configuration.
    Like(Client),
    /// They are like a client whose credentials come from the environment.
    #[cfg(feature = "env")]
    LikeFromEnvironment(Client),
    /// They are made from a client that is for nothing else.
    Given(Client),
}

impl Blocking {
    pub(crate) fn new(origin: Origin) -> Self {
        Self::on(OwnRuntime::default(), origin)
    }

    pub(crate) fn on(runtime: OwnRuntime, origin: Origin) -> Self {
        Self { runtime, origin, clients: OnceCell::new() }
    }

    /// Runs an operation on the store's own runtime, with the clients that belong to it.
    pub(crate) async fn run<T, F>(
        self: &Arc<Self>,
        service: &Arc<Service>,
        operation: impl FnOnce(Arc<Service>) -> F + Send + 'static,
    ) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let (this, service) = (Arc::clone(self), Service::clone(service));
        let job = async move {
            let clients = this.clients().await.clone();
            Box::pin(operation(Arc::new(Service { clients, ..service }))).await
        };
        self.runtime.run(Box::pin(job.in_current_span().with_current_subscriber())).await?
    }

    /// The clients, made on the store's own runtime.
    async fn clients(&self) -> &Clients {
        self.clients.get_or_init(|| async { Clients::new(self.origin.client().await) }).await
    }
}

impl Origin {
    async fn client(&self) -> Client {
        match self {
            Self::Given(client) => client.clone(),
            Self::Like(client) => {
                let mut twin = apart(client);
                if let Some(shared) = client.config().identity_cache() {
                    twin.set_identity_cache(ApartIdentityCache::beside(shared));
                }
                Client::from_conf(twin.build())
            }
            #[cfg(feature = "env")]
            Self::LikeFromEnvironment(client) => {
                let mut twin = apart(client);
                twin.set_identity_cache(config::IdentityCache::lazy().build());
                twin.set_credentials_provider(
                    crate::env::credentials(client.config().region().cloned()).await,
                );
                Client::from_conf(twin.build())
            }
        }
    }
}

/// The configuration of a client, with connections of its own. Where it has no HTTP client, the SDK makes another one
/// for each client.
fn apart(client: &Client) -> config::Builder {
    let mut config = client.config().to_builder();
    if let Some(shared) = client.config().http_client() {
        config = config.http_client(ApartHttpClient::beside(shared));
    }
    config
}
