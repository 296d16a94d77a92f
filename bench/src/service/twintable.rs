//! twintable.

use super::{
    entity::{Customer, SHOP},
    peer::{LEAST_AGE, NEW_NAME, Peer},
};
use ::twintable::prelude::*;
use ::twintable::store::{
    BatchGetItem, BatchGetItemOutcome, BatchWriteItem, BatchWriteItemOutcome, DeleteItem, DeleteItemOutcome,
    GetItem, GetItemOutcome, ItemStore, PageOutcome, PutItem, PutItemOutcome, Query, Scan, TransactGetItems,
    TransactGetItemsOutcome, TransactWriteItems, TransactWriteItemsOutcome, UpdateItem, UpdateItemOutcome,
};
use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use std::{future, hint::black_box, sync::Arc};
use twintable_dynamodb::{DynamoDbStore, request_to_sdk};

/// twintable's repository over DynamoDB.
pub struct Twintable(TableRepository<Customer>);

impl Twintable {
    /// The repository over a store that makes the SDK's inputs, and sends none.
    pub fn on_paper() -> Self {
        Self(TableRepository::new(Arc::new(OnPaper)))
    }
}

#[derive(Debug)]
struct OnPaper;

macro_rules! on_paper {
    ($($operation:ident($request:ty) -> $outcome:ty;)*) => {
        #[async_trait]
        impl ItemStore for OnPaper {$(
            async fn $operation(&self, request: $request) -> Result<$outcome, Error> {
                drop(black_box(request_to_sdk(request)?));
                future::pending().await
            }
        )*}
    };
}

on_paper! {
    get_item(GetItem) -> GetItemOutcome;
    put_item(PutItem) -> PutItemOutcome;
    update_item(UpdateItem) -> UpdateItemOutcome;
    delete_item(DeleteItem) -> DeleteItemOutcome;
    query(Query) -> PageOutcome;
    scan(Scan) -> PageOutcome;
    batch_get_item(BatchGetItem) -> BatchGetItemOutcome;
    batch_write_item(BatchWriteItem) -> BatchWriteItemOutcome;
    transact_get_items(TransactGetItems) -> TransactGetItemsOutcome;
    transact_write_items(TransactWriteItems) -> TransactWriteItemsOutcome;
}

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
