//! A tour: `cargo run --example quickstart` runs it in memory,
//! `cargo run --example quickstart -- --endpoint http://localhost:8000` on DynamoDB or an emulator of it.

use std::{env, sync::Arc};
use twintable::{
    CancellationCode,
    prelude::*,
    store::{ItemStore, TableAdmin, TransactCheck, TransactPut, TransactUpdate, TransactWriteItems},
};
use twintable_dynamodb::DynamoDbStore;
use twintable_examples::{Customer, Order, open_orders, ship, shop, sign_up};
use twintable_memory::MemoryStore;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            println!("In memory:");
            tour(MemoryStore::new()).await
        }
        ["--endpoint", url] => {
            println!("On {url}:");
            tour(DynamoDbStore::from_env_with_endpoint(url).await).await
        }
        _ => {
            eprintln!("usage: quickstart [--endpoint URL]");
            std::process::exit(2)
        }
    }
}

async fn tour(store: impl ItemStore + TableAdmin + Clone + 'static) -> Result<(), Error> {
    match store.create_table(shop()?).await {
        Ok(_) => println!("created the table `shop` with an index by status"),
        Err(Error::TableExists { .. }) => println!("found the table `shop`"),
        Err(error) => return Err(error),
    }
    let shared: Arc<dyn ItemStore> = Arc::new(store.clone());
    entities(&TableRepository::new(shared.clone()), &TableRepository::new(shared)).await?;
    transactions(&store).await
}

/// Typed: the functions of the service, over repositories.
async fn entities(customers: &dyn Repository<Customer>, orders: &dyn Repository<Order>) -> Result<(), Error> {
    // So that the tour can be run again on a table that stays.
    customers.delete(Customer::key("ann")).await?;

    let ann = sign_up(customers, "ann", "ann@example.org").await?;
    println!("signed up {} with a credit of {}", ann.id, ann.credit);
    match sign_up(customers, "ann", "other@example.org").await {
        Err(error @ Error::AlreadyExists { .. }) => println!("signing up again is refused: {error}"),
        other => println!("unexpected: {other:?}"),
    }

    for (id, total) in [("001", 20), ("002", 45), ("003", 70)] {
        let (placed_at, total) = (1_700_000_000 + total, Number::from(total));
        let (customer_id, status) = ("ann".to_owned(), "open".to_owned());
        orders.put(Order { customer_id, id: id.to_owned(), status, placed_at, total }).await?;
    }
    let of_ann = orders.query(Order::of_customer("ann")).filter(Order::TOTAL.gt(30)).all().await?;
    println!("ann has {} orders above 30", of_ann.len());

    let shipped = ship(orders, Order::key("ann", "001")).await?;
    println!("order {} is {} now", shipped.id, shipped.status);
    match ship(orders, shipped.primary_key()).await {
        Err(error @ Error::ConditionFailed { .. }) => println!("shipping it again is refused: {error}"),
        other => println!("unexpected: {other:?}"),
    }

    let credit = customers.update(Customer::key("ann")).increment(Customer::CREDIT, -15).await?.credit;
    println!("ann's credit was lowered atomically to {credit}");

    let first = open_orders(orders, 1, None).await?;
    println!("newest open order: {:?}", first.items.iter().map(|order| &order.id).collect::<Vec<_>>());
    if let Some(cursor) = &first.cursor {
        println!("a client goes on with the cursor {cursor}");
        let next = open_orders(orders, 1, Some(cursor.as_str())).await?;
        println!("the page after it: {:?}", next.items.iter().map(|order| &order.id).collect::<Vec<_>>());
    }
    Ok(())
}

/// Untyped: items, and all or nothing.
async fn transactions(store: &dyn ItemStore) -> Result<(), Error> {
    for amount in [60, 60] {
        let ann = Customer::key("ann").into_primary_key()?;
        let receipt = item! { "PK" => "CUSTOMER#ann", "SK" => "RECEIPT#1", "amount" => amount };
        let pay = expr::Update::new().set("credit", path("credit") - amount);
        let order = Order::key("ann", "003").into_primary_key()?;
        let transaction = TransactWriteItems::of([
            TransactUpdate::new("shop", ann, pay).when(path("credit").ge(amount)).into(),
            TransactCheck::new("shop", order, path("status").eq("open")).into(),
            TransactPut::new("shop", receipt).into(),
        ]);
        match store.transact_write_items(transaction).await {
            Ok(_) => println!("paid {amount}: credit, order and receipt in one transaction"),
            Err(Error::TransactionCancelled { reasons }) => {
                println!("paying {amount} is refused, and nothing was written:");
                for (action, reason) in ["the credit", "the order", "the receipt"].iter().zip(&reasons) {
                    let verdict =
                        if reason.code == CancellationCode::None { "fine" } else { reason.code.as_str() };
                    println!("  {action}: {verdict}");
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
