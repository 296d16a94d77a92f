//! What an access pattern costs is the same on both backends, to the unit, and in the same form.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod embedded;

use std::{future::IntoFuture, sync::Arc};
use twintable::{
    Batch, Transaction, UnitOfWorkExt,
    operation::{delete, put, update},
    prelude::*,
    store::{ItemStore, TableAdmin},
};
use twintable_memory::MemoryStore;
use twintable_testkit::{
    assert_cost,
    metering::{MeteredStore, Report},
};

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{customer}", sort_key = "ORDER#{number}")]
#[entity(index(name = "by_status", partition_key = "STATUS#{status}", sort_key = number))]
struct Order {
    customer: String,
    number: u32,
    status: String,
    #[entity(unique)]
    code: String,
    note: String,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", partition_key = "STOCK#{sku}", sort_key = "STOCK")]
struct Stock {
    sku: String,
    count: u32,
}

fn order(number: u32) -> Order {
    Order {
        customer: "c-1".to_owned(),
        number,
        status: if number.is_multiple_of(3) { "open" } else { "paid" }.to_owned(),
        code: format!("code-{number}"),
        note: "x".repeat(usize::try_from(number).unwrap() * 100),
    }
}

/// Everything that a service does, on some store.
async fn story(store: Arc<dyn ItemStore>) -> Result<Report, Error> {
    let store = MeteredStore::new(store);
    let shared: Arc<dyn ItemStore> = Arc::new(store.clone());
    let orders = TableRepository::<Order>::new(Arc::clone(&shared));
    let stock = TableRepository::<Stock>::new(shared);
    for number in 0..20 {
        orders.create(order(number)).await?;
    }
    assert!(orders.create(order(7)).await.is_err());
    stock.put_many((0..40).map(|sku| Stock { sku: format!("s-{sku}"), count: 9 })).await?;
    orders.update(Order::key("c-1", 4)).set(Order::STATUS, "sent").await?;
    orders.update(Order::key("c-1", 5)).set(Order::CODE, "another").await?;
    assert!(
        orders
            .update(Order::key("c-1", 19))
            .set(Order::NOTE, "")
            .when(Order::STATUS.eq("lost"))
            .await
            .is_err()
    );
    orders.query(Order::partition("c-1")).filter(Order::STATUS.eq("open")).all().await?;
    orders.query(Order::by_status("paid")).limit(3).page().await?;
    stock.scan().count().await?;
    let keys: Vec<_> = (0..30).map(|sku| Stock::key(format!("s-{sku}"))).collect();
    stock.get_many(keys).consistent().await?;
    store.read_together((Order::key("c-1", 18), Stock::key("s-1"))).into_future().await?;
    let sell = update(Stock::key("s-1")).add(Stock::COUNT, -1).when(Stock::COUNT.ge(1));
    let place = Transaction::new().with(sell).with(put(Stock { sku: "s-99".to_owned(), count: 1 }));
    place.commit(&store).await?;
    place.commit(&store).await?;
    Batch::new().with(delete(Stock::key("s-2"))).with(delete(Stock::key("none"))).write(&store).await?;
    orders.delete(Order::key("c-1", 3)).await?;
    Ok(store.report())
}

#[tokio::test]
async fn both_backends_tell_the_same_cost() {
    let schema = || TableSchema::shared_by([Order::schema(), Stock::schema()]).unwrap();
    let memory = MemoryStore::with_tables([schema()]).unwrap();
    let engine = embedded::store();
    engine.create_table(schema()).await.unwrap();
    let (memory, engine) = (story(Arc::new(memory)).await.unwrap(), story(Arc::new(engine)).await.unwrap());
    assert_eq!(memory.cost(), engine.cost(), "\n{memory}\n{engine}");
    assert_eq!(memory.patterns(), engine.patterns());
    assert!(memory.patterns().len() >= 9, "the story does everything:\n{memory}");
}

#[tokio::test]
async fn costs_are_asserted_on_the_dynamodb_backend_too() {
    let engine = embedded::store();
    engine.create_table(Stock::schema().clone()).await.unwrap();
    let store = MeteredStore::new(Arc::new(engine));
    let stock = TableRepository::<Stock>::new(Arc::new(store.clone()));
    assert_cost!(store, writes <= 2.0, reads == 0, requests == 2, {
        stock.put(Stock { sku: "s".to_owned(), count: 1 }).await.unwrap();
        stock.update(Stock::key("s")).increment(Stock::COUNT, 1).await.unwrap()
    });
}
