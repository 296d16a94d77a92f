//! A store from the environment, whose credentials come over HTTP: in a process that has such an environment.

use crate::{
    plain_http::PlainHttp,
    shop::{get, is_there},
    shop_server,
    watched::watched,
};
use std::{env, process::Command};
use tokio::runtime;
use twintable::{Wait, store::ItemStore};
use twintable_dynamodb::DynamoDbStore;

const CREDENTIALS: &str = r#"{
    "AccessKeyId": "key", "SecretAccessKey": "secret", "Token": "token", "Expiration": "2199-01-01T00:00:00Z"
}"#;

/// Runs one of the tests below in an environment, and returns how often it asked for credentials.
fn in_environment(test: &str) -> usize {
    let (shop, credentials) = (shop_server(), PlainHttp::start(Some(CREDENTIALS)));
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "--ignored", &format!("environment::{test}")])
        .env_clear()
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .env("AWS_REGION", "us-east-1")
        .env("AWS_CONTAINER_CREDENTIALS_FULL_URI", &credentials.url)
        .env("AWS_ENDPOINT_URL_DYNAMODB", &shop.url)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    credentials.requests()
}

fn endpoint() -> String {
    env::var("AWS_ENDPOINT_URL_DYNAMODB").expect("run by another test, in an environment")
}

fn one_thread() -> runtime::Runtime {
    runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn from_the_environment_without_a_runtime() {
    assert_eq!(in_environment("child_without_a_runtime"), 1);
}

#[test]
#[ignore = "run by another test, in an environment"]
fn child_without_a_runtime() {
    watched(|| {
        let store = DynamoDbStore::from_env().wait();
        assert!(is_there(store.get_item(get()).wait()));
        assert!(is_there(store.get_item(get()).wait()));
        assert!(is_there(futures::executor::block_on(store.get_item(get()))));
    });
}

#[test]
fn from_the_environment_on_a_runtime_s_only_thread() {
    // Once for calls of the runtime, and once for blocking calls.
    assert_eq!(in_environment("child_on_a_runtime_s_only_thread"), 2);
}

#[test]
#[ignore = "run by another test, in an environment"]
fn child_on_a_runtime_s_only_thread() {
    watched(|| {
        one_thread().block_on(async {
            let store = DynamoDbStore::from_env_with_endpoint(endpoint()).await;
            assert!(is_there(store.get_item(get()).await));
            assert!(is_there(store.get_item(get()).wait()));
            assert!(is_there(store.get_item(get()).await));
            assert!(is_there(store.get_item(get()).wait()));
        });
    });
}

#[test]
fn a_client_of_the_environment_on_a_runtime_s_only_thread() {
    assert_eq!(in_environment("child_with_a_client"), 1);
}

#[test]
#[ignore = "run by another test, in an environment"]
fn child_with_a_client() {
    watched(|| {
        one_thread().block_on(async {
            let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
            let store = DynamoDbStore::new(aws_sdk_dynamodb::Client::new(&config));
            assert!(is_there(store.get_item(get()).await));
            assert!(is_there(store.get_item(get()).wait()));
            assert!(is_there(store.get_item(get()).await));
        });
    });
}
