//! Blocking calls have connections of their own.

use crate::{
    embedded, served,
    shop::{get, is_there, put},
    shop_server,
    watched::watched,
};
use aws_sdk_dynamodb::{
    Client,
    config::{HttpClient, RuntimeComponents, SharedHttpClient, timeout::TimeoutConfig},
};
use aws_smithy_runtime_api::client::http::{HttpConnectorSettings, SharedHttpConnector};
use futures::future::{self, Either};
use std::{sync::OnceLock, time::Duration};
use tokio::{runtime, time};
use twintable::{
    Wait,
    store::{ItemStore, SystemTimer, Timer},
};
use twintable_dynamodb::DynamoDbStore;

/// Whether a blocking call ends, on a runtime's only thread, where a call before it left a connection.
fn a_blocking_call_ends(store: &DynamoDbStore) -> bool {
    let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for _ in 0..2 {
            assert!(is_there(store.get_item(get()).await));
            // The connection goes back to its pool.
            time::sleep(Duration::from_millis(20)).await;
        }
        match future::select(store.get_item(get()), SystemTimer.sleep(Duration::from_secs(1))).wait() {
            Either::Left((outcome, _)) => is_there(outcome),
            Either::Right(((), _)) => false,
        }
    })
}

/// An HTTP client that has one connector for all, whatever it is asked for.
#[derive(Debug)]
struct OneForAll(SharedHttpClient, OnceLock<SharedHttpConnector>);

impl HttpClient for OneForAll {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        parts: &RuntimeComponents,
    ) -> SharedHttpConnector {
        self.1.get_or_init(|| self.0.http_connector(settings, parts)).clone()
    }
}

#[test]
fn a_client_of_the_sdk_s_own_kind_has_some_for_each() {
    watched(|| {
        let server = shop_server();
        assert!(a_blocking_call_ends(&DynamoDbStore::new(server.client(served::http()))));
        for limits in [
            TimeoutConfig::builder().connect_timeout(Duration::from_secs(2)).build(),
            TimeoutConfig::builder().read_timeout(Duration::from_secs(2)).build(),
            TimeoutConfig::builder().operation_timeout(Duration::from_secs(9)).build(),
            TimeoutConfig::disabled(),
        ] {
            let config = server.config(served::http()).to_builder().timeout_config(limits).build();
            assert!(a_blocking_call_ends(&DynamoDbStore::new(Client::from_conf(config))));
        }
    });
}

/// What the separate connections are for. If this call ends one day, they are no longer needed.
#[test]
fn a_shared_connection_waits_for_the_thread_that_the_call_blocks() {
    watched(|| {
        let server = shop_server();
        let client = server.client(served::http());
        let store = DynamoDbStore::new(client.clone()).with_blocking_client(client);
        assert!(!a_blocking_call_ends(&store));
        let one_for_all = || server.client(SharedHttpClient::new(OneForAll(served::http(), OnceLock::new())));
        assert!(!a_blocking_call_ends(&DynamoDbStore::new(one_for_all())));
        let store = DynamoDbStore::new(one_for_all()).with_blocking_client(one_for_all());
        assert!(a_blocking_call_ends(&store));
    });
}

#[test]
fn a_client_for_blocking_calls_is_for_those_alone() {
    watched(|| {
        let (server, other) = (shop_server(), shop_server());
        let store = DynamoDbStore::new(server.client(served::http()));
        let store = store.with_blocking_client(other.client(served::http()));
        let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            store.put_item(put("b")).await.unwrap();
            store.put_item(put("c")).wait().unwrap();
        });
        let count = |server: &served::Server| {
            let config = embedded::config(served::http()).endpoint_url(&server.url).build();
            let store = DynamoDbStore::new(Client::from_conf(config));
            let page = store.scan(twintable::store::Scan::new("shop")).wait().unwrap();
            let keys = page.items.iter().filter_map(|item| item.get("PK")?.as_str().map(str::to_owned));
            keys.collect::<std::collections::BTreeSet<_>>()
        };
        assert!(count(&server).contains("b") && !count(&server).contains("c"));
        assert!(count(&other).contains("c") && !count(&other).contains("b"));
    });
}
