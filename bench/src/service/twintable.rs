//! twintable.

use super::{
    entity::{Customer, SHOP},
    peer::{LEAST_AGE, NEW_NAME, Peer},
};
use ::twintable::prelude::*;
use aws_sdk_dynamodb::Client;
use twintable_dynamodb::DynamoDbStore;

/// twintable's repository over DynamoDB.
pub struct Twintable(TableRepository<Customer>);

impl Peer for Twintable {
    const NAME: &'static str = "twintable";

    fn new(client: Client) -> Self {
        Self(DynamoDbStore::new(client).repository())
    }

    async fn put(&self, customer: Customer) {
        self.0.put(customer).returning_nothing().await.expect("the stub takes it");
    }

    async fn get(&self, id: &str) -> Customer {
        self.0.get(Customer::key(SHOP, id)).await.expect("the stub answers").expect("it is there")
    }

    async fn update(&self, id: &str) -> Customer {
        let update = self.0.update(Customer::key(SHOP, id)).set(Customer::NAME, NEW_NAME);
        update.increment(Customer::LOGINS, 1).await.expect("the stub takes it")
    }

    async fn query(&self) -> Vec<Customer> {
        let wanted = Customer::AGE.ge(LEAST_AGE) & Customer::NEWSLETTER.eq(true);
        self.0.query(Customer::of_shop(SHOP)).filter(wanted).all().await.expect("the stub answers")
    }
}
