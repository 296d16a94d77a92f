//! The embedded engine behind a real HTTP server, which runs on a thread of its own.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of this module")]
#![allow(clippy::expect_used, reason = "a test")]

use crate::embedded;
use aws_sdk_dynamodb::{Client, Config, config::SharedHttpClient};
use dynoxide::{Database, server};
use std::{convert::Infallible, sync::mpsc, thread};
use tokio::{net::TcpListener, runtime::Builder, sync::oneshot};

/// A server on a free port, until it is dropped.
pub struct Server {
    pub url: String,
    _stop: oneshot::Sender<Infallible>,
}

impl Server {
    pub fn start() -> Self {
        let (stop, stopped) = oneshot::channel::<Infallible>();
        let (send_url, url) = mpsc::channel();
        thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
                let address = listener.local_addr().expect("an address");
                send_url.send(format!("http://{address}")).expect("the test waits");
                let database = Database::memory().expect("a database in memory");
                let until = async move { drop(stopped.await) };
                server::serve_with_shutdown(listener, database, until).await.expect("a server");
            });
        });
        Self { url: url.recv().expect("a server"), _stop: stop }
    }

    /// A client with an HTTP client that someone made.
    pub fn client(&self, http: SharedHttpClient) -> Client {
        Client::from_conf(self.config(http))
    }

    pub fn config(&self, http: SharedHttpClient) -> Config {
        embedded::config(http).endpoint_url(&self.url).build()
    }
}

/// The SDK's own HTTP client, without TLS.
pub fn http() -> SharedHttpClient {
    aws_smithy_http_client::Builder::new().build_http()
}
