//! A connector that gives prepared answers, and keeps what it was asked.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of this module")]

use crate::embedded;
use aws_sdk_dynamodb::{
    Client,
    config::{http::HttpRequest, retry::RetryConfig},
    error::ConnectorError,
};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture};
use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Mutex},
    time::Duration,
};
use twintable_dynamodb::DynamoDbStore;

/// One prepared answer.
#[derive(Debug, Clone)]
pub enum Answer {
    /// A response with a status and a body.
    Response(u16, String),
    /// No answer in time.
    Timeout,
    /// A connection that failed.
    Io(io::ErrorKind),
    /// A failure before anything was sent, such as missing credentials.
    Other,
}

impl Answer {
    /// A connection that ended before an answer came.
    pub const fn lost() -> Self {
        Self::Io(io::ErrorKind::ConnectionReset)
    }
}

/// A success.
pub fn success(body: &Value) -> Answer {
    Answer::Response(200, body.to_string())
}

/// The service's error with a name.
pub fn failure(status: u16, name: &str) -> Answer {
    refusal(status, name, "a message")
}

/// The service's error with a name and a message.
pub fn refusal(status: u16, name: &str, message: &str) -> Answer {
    let name = format!("com.amazonaws.dynamodb.v20120810#{name}");
    Answer::Response(status, json!({ "__type": name, "message": message, "Message": message }).to_string())
}

/// Gives the answers in turn, and the last one from then on.
#[derive(Debug, Clone)]
pub struct Canned {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    asked: Arc<Mutex<Vec<Value>>>,
}

impl Canned {
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self { answers: Arc::new(Mutex::new(answers.into_iter().collect())), asked: Arc::default() }
    }

    /// A store that this answers.
    pub fn store(&self) -> DynamoDbStore {
        DynamoDbStore::new(embedded::client_of(self.clone()))
    }

    /// A store that this answers, whose SDK tries three times, without waiting long.
    pub fn persistent_store(&self) -> DynamoDbStore {
        let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
        let config = embedded::client_of(self.clone()).config().to_builder().retry_config(retries).build();
        DynamoDbStore::new(Client::from_conf(config))
    }

    /// The bodies of the requests so far.
    pub fn asked(&self) -> Vec<Value> {
        self.asked.lock().expect("no panic").clone()
    }
}

/// A store with one answer for everything.
pub fn store(answer: Answer) -> DynamoDbStore {
    Canned::new([answer]).store()
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = request.body().bytes().expect("a body in memory");
        self.asked.lock().expect("no panic").push(serde_json::from_slice(body).expect("JSON"));
        let mut answers = self.answers.lock().expect("no panic");
        let last = answers.len() == 1;
        let answer = if last { answers.front().cloned() } else { answers.pop_front() }.expect("an answer");
        HttpConnectorFuture::ready(match answer {
            Answer::Response(status, body) => Ok(embedded::response(status, body)),
            Answer::Timeout => Err(ConnectorError::timeout("no answer".into())),
            Answer::Io(kind) => Err(ConnectorError::io(io::Error::from(kind).into())),
            Answer::Other => Err(ConnectorError::other("nothing was sent".into(), None)),
        })
    }
}
