//! The SDK, with mappings through serde.

use super::{
    by_hand,
    entity::{Customer, TYPE, TYPE_ATTRIBUTE},
    peer::{LEAST_AGE, NEW_NAME, Peer, SdkItem},
    requests::Requests,
};
use ::serde_dynamo::{from_item, from_items, to_attribute_value, to_item};
use aws_sdk_dynamodb::{
    Client,
    operation::{
        put_item::builders::PutItemFluentBuilder, query::builders::QueryFluentBuilder,
        update_item::builders::UpdateItemFluentBuilder,
    },
    types::AttributeValue,
};
use serde::Serialize;
use std::collections::HashMap;

/// The SDK and serde_dynamo.
pub struct SerdeDynamo(Client);

impl Peer for SerdeDynamo {
    const NAME: &'static str = "serde_dynamo";

    fn new(client: Client) -> Self {
        Self(client)
    }

    async fn put(&self, customer: Customer) {
        self.put_request(&customer).send().await.expect("the stub takes it");
    }

    async fn get(&self, id: &str) -> Customer {
        let answer = by_hand::get(&self.0, id).send().await.expect("the stub answers");
        from_item(answer.item.expect("it is there")).expect("a customer")
    }

    async fn update(&self, id: &str) -> Customer {
        let answer = self.update_request(id).send().await.expect("the stub takes it");
        from_item(answer.attributes.expect("it was asked for")).expect("a customer")
    }

    async fn query(&self) -> Vec<Customer> {
        let mut all = Vec::new();
        let mut start = None;
        loop {
            let page = self.query_request().set_exclusive_start_key(start);
            let page = page.send().await.expect("the stub answers");
            let customers: Vec<Customer> = from_items(page.items.unwrap_or_default()).expect("customers");
            all.extend(customers);
            start = page.last_evaluated_key;
            if start.is_none() {
                return all;
            }
        }
    }
}

impl Requests for SerdeDynamo {
    fn put_request(&self, customer: &Customer) -> PutItemFluentBuilder {
        let mut item: SdkItem = to_item(customer).expect("it can be stored");
        item.insert("PK".to_owned(), AttributeValue::S(format!("SHOP#{}", customer.shop)));
        item.insert("SK".to_owned(), AttributeValue::S(format!("CUSTOMER#{}", customer.id)));
        item.insert(TYPE_ATTRIBUTE.to_owned(), AttributeValue::S(TYPE.to_owned()));
        by_hand::put(&self.0, item)
    }

    fn update_request(&self, id: &str) -> UpdateItemFluentBuilder {
        let values = HashMap::from([value(":name", NEW_NAME), value(":one", 1), value(":type", TYPE)]);
        by_hand::update(&self.0, id, values)
    }

    fn query_request(&self) -> QueryFluentBuilder {
        by_hand::query(&self.0, query_values())
    }
}

fn query_values() -> SdkItem {
    HashMap::from([
        value(":partition", format!("SHOP#{}", super::entity::SHOP)),
        value(":prefix", "CUSTOMER#"),
        value(":age", LEAST_AGE),
        value(":newsletter", true),
        value(":type", TYPE),
    ])
}

fn value(alias: &str, value: impl Serialize) -> (String, AttributeValue) {
    (alias.to_owned(), to_attribute_value(value).expect("it can be stored"))
}
