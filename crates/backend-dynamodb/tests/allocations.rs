//! How many blocks of memory a call asks for at most, beside those that the SDK asks for: a number that is the same on
//! every machine, unlike time. Whoever needs fewer lowers the limit, so that what was won is not lost again unnoticed.

#![allow(clippy::expect_used, reason = "a test")]

mod embedded;

use aws_sdk_dynamodb::{
    Client,
    config::http::HttpRequest,
    types::{AttributeValue, ReturnValuesOnConditionCheckFailure},
};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture};
use std::{collections::HashMap, sync::Arc};
use tokio::runtime::{Builder, Runtime};
use twintable::prelude::*;
use twintable_dynamodb::DynamoDbStore;

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", only_type, partition_key = id)]
struct Order {
    id: String,
    status: String,
    note: String,
    total: Number,
    lines: u32,
}

/// Answers every request alike.
#[derive(Debug, Clone)]
struct Always(&'static str);

impl HttpConnector for Always {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Ok(embedded::response(200, self.0.to_owned())))
    }
}

const STORED: &str = r#"{"Item":{"id":{"S":"o-1"},"status":{"S":"open"},"note":{"S":"later"},"total":{"N":"250"},"lines":{"N":"3"}}}"#;

struct Side {
    runtime: Runtime,
    client: Client,
    orders: TableRepository<Order>,
}

impl Side {
    fn answering(body: &'static str) -> Self {
        let runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
        let client = embedded::client_of(Always(body));
        let orders = TableRepository::new(Arc::new(DynamoDbStore::new(client.clone())));
        Self { runtime, client, orders }
    }

    /// What a call asks for, once it was done before.
    fn count<F: Future>(&self, call: impl Fn() -> F) -> i64 {
        drop(self.runtime.block_on(call()));
        let counted = allocation_counter::measure(|| drop(self.runtime.block_on(call())));
        i64::try_from(counted.count_total).expect("not that many")
    }
}

#[track_caller]
fn assert_extra(limit: i64, of_library: i64, of_sdk: i64) {
    let extra = of_library - of_sdk;
    assert!(extra <= limit, "{extra} blocks more, where {limit} were enough");
}

fn order() -> Order {
    Order {
        id: "o-1".to_owned(),
        status: "open".to_owned(),
        note: "later".to_owned(),
        total: 250.into(),
        lines: 3,
    }
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn to_sdk(order: &Order) -> HashMap<String, AttributeValue> {
    let mut item = HashMap::with_capacity(5);
    item.insert("id".to_owned(), text(&order.id));
    item.insert("status".to_owned(), text(&order.status));
    item.insert("note".to_owned(), text(&order.note));
    item.insert("total".to_owned(), AttributeValue::N(order.total.to_string()));
    item.insert("lines".to_owned(), AttributeValue::N(order.lines.to_string()));
    item
}

#[test]
fn a_put() {
    let side = Side::answering("{}");
    let of_library = side.count(|| async { side.orders.put(order()).await.expect("a success") });
    let of_sdk = side.count(|| async {
        let order = order();
        let put = side.client.put_item().table_name("shop").set_item(Some(to_sdk(&order)));
        let put = put.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        put.send().await.expect("a success");
        order
    });
    assert_extra(2, of_library, of_sdk);
}

#[test]
fn a_get() {
    let side = Side::answering(STORED);
    let of_library = side.count(|| async { side.orders.get(Order::key("o-1")).await.expect("a success") });
    let of_sdk = side.count(|| async {
        let get = side.client.get_item().table_name("shop").key("id", text("o-1"));
        let mut item = get.send().await.expect("a success").item.expect("an item");
        let mut take = |name: &str| match item.remove(name) {
            Some(AttributeValue::S(text) | AttributeValue::N(text)) => text,
            other => panic!("{other:?}"),
        };
        Order {
            id: take("id"),
            status: take("status"),
            note: take("note"),
            total: take("total").parse().expect("a number"),
            lines: take("lines").parse().expect("a number"),
        }
    });
    assert_extra(6, of_library, of_sdk);
}

#[test]
fn an_update_under_a_condition() {
    let side = Side::answering("{}");
    let of_library = side.count(|| async {
        let update =
            side.orders.update(Order::key("o-1")).set(Order::STATUS, "paid").increment(Order::LINES, 1);
        update.when(Order::TOTAL.ge(100)).returning_nothing().await.expect("a success");
    });
    let of_sdk = side.count(|| async {
        let update = side.client.update_item().table_name("shop").key("id", text("o-1"));
        let update = update
            .update_expression("SET #00 = :00, #01 = #01 + :01")
            .condition_expression("attribute_exists(#02) AND #03 >= :02")
            .expression_attribute_names("#00", "status")
            .expression_attribute_names("#01", "lines")
            .expression_attribute_names("#02", "id")
            .expression_attribute_names("#03", "total")
            .expression_attribute_values(":00", text("paid"))
            .expression_attribute_values(":01", AttributeValue::N("1".to_owned()))
            .expression_attribute_values(":02", AttributeValue::N("100".to_owned()));
        let update =
            update.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        update.send().await.expect("a success");
    });
    assert_extra(6, of_library, of_sdk);
}
