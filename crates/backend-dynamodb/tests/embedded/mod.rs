//! The embedded engine behind the real SDK: its HTTP connector answers from a database in this process.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of this module")]
#![allow(clippy::expect_used, reason = "a test")]

use aws_sdk_dynamodb::{
    Client, Config,
    config::{
        BehaviorVersion, Builder, Credentials, Region, SharedHttpClient,
        http::{HttpRequest, HttpResponse},
        retry::RetryConfig,
    },
    error::ConnectorError,
};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use dynoxide::{Database, DynoxideError};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt;
use twintable_dynamodb::DynamoDbStore;

/// A store on a fresh database.
pub fn store() -> DynamoDbStore {
    DynamoDbStore::new(client())
}

/// A client of a fresh database.
pub fn client() -> Client {
    client_of(Engine(Database::memory().expect("a database in memory")))
}

/// A client whose requests go to a connector.
pub fn client_of(connector: impl HttpConnector + 'static) -> Client {
    let connector = SharedHttpConnector::new(connector);
    Client::from_conf(config(http_client_fn(move |_, _| connector.clone())).build())
}

/// A configuration that needs nothing from outside. Nothing is tried twice.
pub fn config(http: SharedHttpClient) -> Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("key", "secret", None, None, "embedded"))
        .retry_config(RetryConfig::disabled())
        .http_client(http)
}

/// A response of the service's protocol.
pub fn response(status: u16, json: String) -> HttpResponse {
    let mut response = HttpResponse::new(status.try_into().expect("a status"), json.into());
    response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
    response
}

struct Engine(Database);

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Engine")
    }
}

impl HttpConnector for Engine {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default();
        let Some(body) = request.body().bytes() else {
            return HttpConnectorFuture::ready(Err(ConnectorError::user("a body that is a stream".into())));
        };
        HttpConnectorFuture::ready(Ok(match answer(&self.0, operation, body) {
            Ok(json) => response(200, json),
            Err(error) => response(error.status_code(), error.to_json()),
        }))
    }
}

fn answer(database: &Database, operation: &str, body: &[u8]) -> dynoxide::Result<String> {
    match operation {
        "CreateTable" => encode(&database.create_table(decode(body)?)?),
        "DescribeTable" => encode(&database.describe_table(decode(body)?)?),
        "UpdateTable" => encode(&database.update_table(decode(body)?)?),
        "DeleteTable" => encode(&database.delete_table(decode(body)?)?),
        "ListTables" => encode(&database.list_tables(decode(body)?)?),
        "GetItem" => encode(&database.get_item(decode(body)?)?),
        "PutItem" => encode(&database.put_item(decode(body)?)?),
        "UpdateItem" => encode(&database.update_item(decode(body)?)?),
        "DeleteItem" => encode(&database.delete_item(decode(body)?)?),
        "Query" => encode(&database.query(decode(body)?)?),
        "Scan" => encode(&database.scan(decode(body)?)?),
        "BatchGetItem" => encode(&database.batch_get_item(decode(body)?)?),
        "BatchWriteItem" => encode(&database.batch_write_item(decode(body)?)?),
        "TransactGetItems" => encode(&database.transact_get_items(decode(body)?)?),
        "TransactWriteItems" => encode(&database.transact_write_items(decode(body)?)?),
        "UpdateTimeToLive" => encode(&database.update_time_to_live(decode(body)?)?),
        "DescribeTimeToLive" => encode(&database.describe_time_to_live(decode(body)?)?),
        other => Err(DynoxideError::UnsupportedCapability(other.to_owned())),
    }
}

fn encode(response: &impl Serialize) -> dynoxide::Result<String> {
    serde_json::to_string(response).map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}

/// The engine finds some faults while it reads a request, and marks their messages; its own server reads
/// the marks so.
fn decode<T: DeserializeOwned>(body: &[u8]) -> dynoxide::Result<T> {
    serde_json::from_slice(body).map_err(|error| {
        let message = error.to_string();
        if message.starts_with("SERIALIZATION") {
            DynoxideError::SerializationException(message)
        } else {
            DynoxideError::ValidationException(message)
        }
    })
}
