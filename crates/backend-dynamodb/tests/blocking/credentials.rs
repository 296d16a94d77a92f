//! Blocking calls wait for no credentials that only another task can bring.

use crate::{
    served,
    shop::{get, is_there},
    shop_server,
    watched::watched,
};
use aws_credential_types::provider::{self, error::CredentialsError, future::ProvideCredentials as Provided};
use aws_sdk_dynamodb::{
    Client,
    config::{Credentials, IdentityCache, ProvideCredentials},
};
use futures::{executor, future};
use std::{
    error::Error,
    iter,
    pin::Pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::{runtime, sync::Notify, task};
use twintable::{ErrorKind, Wait, store::ItemStore};
use twintable_dynamodb::DynamoDbStore;

type Load = Pin<Box<dyn Future<Output = provider::Result> + Send>>;

/// Credentials from a function that is told how often it was called before.
struct Loading<F> {
    load: F,
    loads: Arc<AtomicUsize>,
}

impl<F> std::fmt::Debug for Loading<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Loading")
    }
}

impl<F: Fn(usize) -> Load + Send + Sync> ProvideCredentials for Loading<F> {
    fn provide_credentials<'a>(&'a self) -> Provided<'a>
    where
        Self: 'a,
    {
        Provided::new((self.load)(self.loads.fetch_add(1, Ordering::SeqCst)))
    }
}

fn credentials() -> Credentials {
    Credentials::new("key", "secret", None, None, "loaded")
}

/// A client with a cache of its own for what a function loads, and how often it has loaded. This is what a client
/// of the environment's configuration is like.
fn client(
    server: &served::Server,
    load: impl Fn(usize) -> Load + Send + Sync + 'static,
) -> (Client, Arc<AtomicUsize>) {
    let loads = Arc::<AtomicUsize>::default();
    let provider = Loading { load, loads: Arc::clone(&loads) };
    let config = server.config(served::http()).to_builder();
    let config = config.credentials_provider(provider).identity_cache(IdentityCache::lazy().build());
    (Client::from_conf(config.build()), loads)
}

fn one_thread() -> runtime::Runtime {
    runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn what_is_cached_is_not_loaded_again() {
    watched(|| {
        let server = shop_server();
        let (client, loads) = client(&server, |_| Box::pin(future::ready(Ok(credentials()))));
        let store = DynamoDbStore::new(client);
        one_thread().block_on(async {
            assert!(is_there(store.get_item(get()).await));
            assert!(is_there(store.get_item(get()).wait()));
        });
        assert!(is_there(store.get_item(get()).wait()));
        assert_eq!(loads.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn what_blocking_calls_load_is_cached() {
    watched(|| {
        let server = shop_server();
        let (client, loads) = client(&server, |_| Box::pin(future::ready(Ok(credentials()))));
        let store = DynamoDbStore::new(client);
        for _ in 0..3 {
            assert!(is_there(store.get_item(get()).wait()));
        }
        assert_eq!(loads.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn a_load_that_only_another_task_can_end_is_not_waited_for() {
    watched(|| {
        let server = shop_server();
        let go = Arc::new(Notify::new());
        let waits = Arc::clone(&go);
        let (client, loads) = client(&server, move |earlier| {
            let waits = Arc::clone(&waits);
            Box::pin(async move {
                if earlier == 0 {
                    waits.notified().await;
                }
                Ok(credentials())
            })
        });
        let store = DynamoDbStore::new(client);
        one_thread().block_on(async {
            let first = task::spawn({
                let store = store.clone();
                async move { store.get_item(get()).await }
            });
            while loads.load(Ordering::SeqCst) == 0 {
                task::yield_now().await;
            }
            assert!(is_there(store.get_item(get()).wait()));
            go.notify_one();
            assert!(is_there(first.await.unwrap()));
        });
        assert_eq!(loads.load(Ordering::SeqCst), 2);
    });
}

#[test]
fn a_load_that_a_call_of_the_same_thread_has_begun_goes_on() {
    watched(|| {
        let server = shop_server();
        let load = |_| -> Load {
            Box::pin(async {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                Ok(credentials())
            })
        };
        let (client, loads) = client(&server, load);
        let store = DynamoDbStore::new(client);
        // Neither is polled again before the second one has ended.
        let both = future::join(store.get_item(get()), async { store.get_item(get()).wait() });
        let (polled, waited) = executor::block_on(both);
        assert!(is_there(polled) && is_there(waited));
        assert_eq!(loads.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn a_provider_that_asks_the_same_store_gets_an_error() {
    watched(|| {
        let server = shop_server();
        let asked = Arc::new(OnceLock::<DynamoDbStore>::new());
        let asks = Arc::clone(&asked);
        let (client, _) = client(&server, move |_| {
            let inner = asks.get().unwrap().get_item(get()).wait().unwrap_err();
            Box::pin(future::ready(Err(CredentialsError::provider_error(inner))))
        });
        let store = asked.get_or_init(|| DynamoDbStore::new(client));
        let error = store.get_item(get()).wait().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Backend);
        let chain = iter::successors(Some(&error as &dyn Error), |&error| error.source());
        let said: Vec<_> = chain.map(ToString::to_string).collect();
        assert!(said.iter().any(|error| error.contains("BlockedRuntime")), "{said:?}");
    });
}
