//! dynoxide as a server on this machine, asked through the AWS SDK.

use super::{
    customer::{Customer, key, partition_key},
    embedded::create_table,
    shop::Shop,
    value::{Map, Value},
};
use aws_sdk_dynamodb::{
    Client, Config,
    config::{BehaviorVersion, Credentials, Region, retry::RetryConfig},
    types::{AttributeValue, ReturnValue},
};
use dynoxide::{Database, server};
use std::{sync::mpsc, thread};
use tokio::{
    net::TcpListener,
    runtime::{Builder, Runtime},
};

pub struct Served {
    runtime: Runtime,
    client: Client,
}

/// The server's thread ends with the program.
fn serve() -> String {
    let (send_url, url) = mpsc::channel();
    thread::spawn(move || {
        runtime().block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            let address = listener.local_addr().expect("an address");
            let database = Database::memory().expect("a database");
            create_table(&database);
            send_url.send(format!("http://{address}")).expect("somebody waits");
            server::serve_with_shutdown(listener, database, std::future::pending()).await.expect("a server");
        });
    });
    url.recv().expect("a server")
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

impl Shop for Served {
    type Found = Map<AttributeValue>;

    fn empty() -> Self {
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("key", "secret", None, None, "bench"))
            .retry_config(RetryConfig::disabled())
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .endpoint_url(serve())
            .build();
        Self { runtime: runtime(), client: Client::from_conf(config) }
    }

    fn customer(&self, city: &str, id: &str) -> Option<Self::Found> {
        let request = self.client.get_item().table_name("shop").set_key(Some(key(city, id)));
        self.runtime.block_on(request.send()).expect("an outcome").item
    }

    fn put(&self, customer: Customer) -> Customer {
        let request = self.client.put_item().table_name("shop").set_item(Some(customer.to_map()));
        self.runtime.block_on(request.send()).expect("an outcome");
        customer
    }

    fn add_credit(&self, city: &str, id: &str, amount: u32) -> Self::Found {
        let request = self.client.update_item().table_name("shop").set_key(Some(key(city, id)));
        let request = request
            .update_expression("SET credit = credit + :amount")
            .condition_expression("credit >= :least")
            .expression_attribute_values(":amount", Value::number(amount.to_string()))
            .expression_attribute_values(":least", Value::number("0".to_owned()))
            .return_values(ReturnValue::AllNew);
        self.runtime.block_on(request.send()).expect("an outcome").attributes.expect("an item")
    }

    fn customers(&self, city: &str) -> Vec<Self::Found> {
        let request = self.client.query().table_name("shop");
        let request = request
            .key_condition_expression("PK = :pk AND begins_with(SK, :sk)")
            .expression_attribute_values(":pk", Value::text(partition_key(city)))
            .expression_attribute_values(":sk", Value::text("CUSTOMER#".to_owned()));
        self.runtime.block_on(request.send()).expect("an outcome").items.expect("items")
    }
}
