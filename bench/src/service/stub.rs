//! A service without a network: the SDK does all its work, up to the connection and from the answer's bytes.

use super::{by_hand::ByHand, calls::runtime, entity::Customer, peer::Peer};
use aws_sdk_dynamodb::{
    Client, Config,
    config::{
        BehaviorVersion, Credentials, HttpClient, Region,
        http::{HttpRequest, HttpResponse},
    },
};
use aws_smithy_runtime_api::{
    client::{
        http::{HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector},
        runtime_components::RuntimeComponents,
    },
    http::StatusCode,
};
use aws_smithy_types::body::SdkBody;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
};

/// A request as it went out: the operation, and the body.
pub type Captured = (String, Value);

/// What the service does with a request.
#[derive(Debug, Clone)]
pub enum Stub {
    /// Answers as it was told, by operation, at once.
    Answers(Arc<HashMap<&'static str, SdkBody>>),
    /// The same, and keeps what it was asked.
    Captures(Arc<HashMap<&'static str, SdkBody>>, Arc<Mutex<Vec<Captured>>>),
}

impl Stub {
    /// A client of this service: the same for all but for what the service does.
    pub fn client(self) -> Client {
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-central-1"))
            .credentials_provider(Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI", None, None, "static"))
            .http_client(self)
            .build();
        Client::from_conf(config)
    }
}

impl HttpClient for Stub {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Stub {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        match self {
            Self::Answers(answers) => answer(answers, &request),
            Self::Captures(answers, captured) => {
                let body = request.body().bytes().expect("the body is in memory");
                let body = serde_json::from_slice(body).expect("the body is JSON");
                captured.lock().expect("no panic").push((operation(&request).to_owned(), body));
                answer(answers, &request)
            }
        }
    }
}

fn operation(request: &HttpRequest) -> &str {
    let target = request.headers().get("x-amz-target").expect("every request has a target");
    target.rsplit('.').next().unwrap_or(target)
}

fn answer(answers: &HashMap<&'static str, SdkBody>, request: &HttpRequest) -> HttpConnectorFuture {
    let body = answers.get(operation(request)).expect("an answer to every operation");
    let body = body.try_clone().expect("the body is in memory");
    HttpConnectorFuture::ready(Ok(HttpResponse::new(StatusCode::try_from(200).expect("a status"), body)))
}

/// The answers of a shop with ten customers: what was put is what is read.
pub fn answers() -> Arc<HashMap<&'static str, SdkBody>> {
    static ANSWERS: LazyLock<Arc<HashMap<&'static str, SdkBody>>> = LazyLock::new(|| {
        let items: Vec<Value> = (0..10).map(stored).collect();
        let answer = |body: Value| SdkBody::from(body.to_string());
        Arc::new(HashMap::from([
            ("PutItem", answer(json!({}))),
            ("GetItem", answer(json!({ "Item": items[1] }))),
            ("UpdateItem", answer(json!({ "Attributes": items[1] }))),
            ("Query", answer(json!({ "Items": items, "Count": 10, "ScannedCount": 10 }))),
        ]))
    });
    Arc::clone(&ANSWERS)
}

/// The item of a customer as the wire has it, which the SDK is asked for.
fn stored(number: u32) -> Value {
    let captured = Arc::default();
    let took = Arc::new(HashMap::from([("PutItem", SdkBody::from("{}"))]));
    let client = Stub::Captures(took, Arc::clone(&captured)).client();
    runtime().block_on(ByHand::new(client).put(Customer::numbered(number)));
    let (_, mut body) = captured.lock().expect("no panic").remove(0);
    body["Item"].take()
}
