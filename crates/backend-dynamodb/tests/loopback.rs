//! The same over real HTTP on the loopback interface.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod embedded;
mod served;

use aws_sdk_dynamodb::Client;
use served::Server;
use tokio::net::TcpListener;
use twintable::{
    KeyAttribute, TableSchema,
    batch::Progress,
    expr::KeyCondition,
    item, path,
    prelude::*,
    store::{GetItem, ItemStore, PutItem, Query, TableAdmin},
};
use twintable_dynamodb::DynamoDbStore;

async fn use_store(store: DynamoDbStore) {
    let schema = TableSchema::new("shop", KeyAttribute::string("PK")).sort_key(KeyAttribute::number("SK"));
    store.create_table(schema).await.unwrap();
    let order = |sort: i32| item! { "PK" => "a", "SK" => sort, "total" => sort * 10 };
    for sort in 1..=3 {
        store.put_item(PutItem::new("shop", order(sort)).when(path("PK").not_exists())).await.unwrap();
    }
    let again = store.put_item(PutItem::new("shop", order(1)).when(path("PK").not_exists())).await;
    assert!(matches!(again, Err(Error::ConditionFailed { current: None })));
    let condition = KeyCondition::partition("PK", "a").sort("SK").ge(2);
    let page = store.query(Query::new("shop", condition).filter(path("total").lt(30))).await.unwrap();
    assert_eq!((page.items, page.scanned_count), (vec![order(2)], 2));
    store.delete_table("shop").await.unwrap();
    let gone = store.get_item(GetItem::new("shop", PrimaryKey::new("PK", "a").sort("SK", 1))).await;
    assert!(matches!(gone, Err(Error::TableNotFound { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_works_over_http() {
    let server = Server::start();
    use_store(DynamoDbStore::new(server.client(served::http()))).await;
}

/// An item of no table but its own.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "readings", partition_key = "READING#{id}")]
struct Reading {
    id: u32,
    value: i64,
}

#[tokio::test(flavor = "multi_thread")]
async fn many_entities_are_as_few_requests_as_there_can_be() {
    let server = Server::start();
    let store = DynamoDbStore::new(server.client(served::http()));
    store.create_table(Reading::schema().clone()).await.unwrap();
    let readings = store.repository::<Reading>();
    let all: Vec<_> = (0..1010).map(|id| Reading { id, value: -i64::from(id) }).collect();
    let mut requests = 0;
    let counted = |progress: Progress| requests = progress.requests;
    assert_eq!(readings.put_many(all.clone()).on_progress(counted).await.unwrap(), all);
    assert_eq!(requests, 41);
    let counted = |progress: Progress| requests = progress.requests;
    let read =
        readings.get_many((0..1010).map(Reading::key)).consistent().on_progress(counted).await.unwrap();
    assert_eq!((requests, read), (11, all.into_iter().map(Some).collect()));
}

#[cfg(feature = "env")]
#[tokio::test(flavor = "multi_thread")]
async fn the_https_client_speaks_plain_http_where_the_endpoint_says_so() {
    let server = Server::start();
    let from_env = DynamoDbStore::from_env_with_endpoint(&server.url).await;
    let config = from_env.client().config().to_builder();
    let credentials = aws_sdk_dynamodb::config::Credentials::new("key", "secret", None, None, "loopback");
    let region = aws_sdk_dynamodb::config::Region::new("us-east-1");
    let config = config.credentials_provider(credentials).region(region).build();
    use_store(DynamoDbStore::new(Client::from_conf(config))).await;
}

#[tokio::test]
async fn a_refused_connection_is_a_failure_that_may_pass() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let config = embedded::config(served::http()).endpoint_url(url).build();
    let store = DynamoDbStore::new(Client::from_conf(config));
    let error = store.put_item(PutItem::new("shop", item! { "PK" => "a" })).await.unwrap_err();
    assert!(matches!(error, Error::Backend(_)) && error.is_retryable(), "{error:?}");
}
