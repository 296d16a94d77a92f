//! The DynamoDB backend keeps the contract: on the embedded engine, and where `DYNAMODB_ENDPOINT` names one, on
//! the engine or service that answers there.

mod embedded;

use aws_sdk_dynamodb::Client;
use aws_smithy_http_client::Builder;
use std::env;
use twintable_dynamodb::DynamoDbStore;
use twintable_testkit::contract::Ground;

/// What the embedded engine does in its own way, by the case that shows it.
const EMBEDDED: &[(&str, &str)] = &[];

fn ground() -> Ground {
    match env::var("DYNAMODB_ENDPOINT") {
        Ok(endpoint) => Ground::new(remote(endpoint)),
        Err(_) => Ground::new(embedded::store()).excluding(EMBEDDED),
    }
}

fn remote(endpoint: String) -> DynamoDbStore {
    let config = embedded::config(Builder::new().build_http()).endpoint_url(endpoint);
    DynamoDbStore::new(Client::from_conf(config.build()))
}

twintable_testkit::contract_tests!(crate::ground);
