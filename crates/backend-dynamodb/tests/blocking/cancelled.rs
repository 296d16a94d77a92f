//! What is dropped leaves nothing behind.

use crate::{embedded, plain_http::PlainHttp, served, shop::get, watched::watched};
use aws_sdk_dynamodb::Client;
use futures::{
    executor,
    future::{self, Either},
};
use std::time::Duration;
use tokio::{runtime, task};
use twintable::{
    Error, Wait,
    store::{GetItemOutcome, ItemStore, SystemTimer, Timer},
};
use twintable_dynamodb::DynamoDbStore;

fn store(server: &PlainHttp) -> DynamoDbStore {
    let config = embedded::config(served::http()).endpoint_url(&server.url).build();
    DynamoDbStore::new(Client::from_conf(config))
}

/// A call that is dropped after a tenth of a second.
async fn impatient(store: &DynamoDbStore) -> Option<Result<GetItemOutcome, Error>> {
    match future::select(store.get_item(get()), SystemTimer.sleep(Duration::from_millis(100))).await {
        Either::Left((outcome, _)) => Some(outcome),
        Either::Right(((), _)) => None,
    }
}

#[test]
fn a_blocking_call_that_is_dropped_ends_at_the_server_too() {
    watched(|| {
        let server = PlainHttp::start(None);
        let store = store(&server);
        assert!(impatient(&store).wait().is_none());
        server.closed.recv().unwrap();
        assert_eq!(server.requests(), 1);
    });
}

#[test]
fn a_call_without_a_runtime_that_is_dropped_ends_at_the_server_too() {
    watched(|| {
        let server = PlainHttp::start(None);
        let store = store(&server);
        assert!(executor::block_on(impatient(&store)).is_none());
        server.closed.recv().unwrap();
        assert_eq!(server.requests(), 1);
    });
}

#[test]
fn a_call_in_a_task_that_is_dropped_ends_at_the_server_too() {
    watched(|| {
        let server = PlainHttp::start(None);
        let store = store(&server);
        let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            assert!(impatient(&store).await.is_none());
            while server.closed.try_recv().is_err() {
                task::yield_now().await;
            }
        });
        assert_eq!(server.requests(), 1);
    });
}

#[test]
fn a_call_that_is_never_polled_starts_nothing() {
    watched(|| {
        let server = PlainHttp::start(Some("{}"));
        let store = store(&server);
        drop(store.get_item(get()));
        assert!(store.get_item(get()).wait().unwrap().item.is_none());
        assert_eq!(server.requests(), 1);
    });
}

#[test]
fn the_last_clone_of_a_store_takes_its_connections_along() {
    watched(|| {
        let server = PlainHttp::start(Some("{}"));
        let store = store(&server);
        let clone = store.clone();
        assert!(store.get_item(get()).wait().unwrap().item.is_none());
        drop(store);
        assert!(clone.get_item(get()).wait().unwrap().item.is_none());
        assert!(server.closed.try_recv().is_err());
        drop(clone);
        server.closed.recv().unwrap();
    });
}
