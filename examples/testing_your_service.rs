//! Three bugs that pass on most test doubles and show in production, each found by a unit test of a few lines:
//! `cargo run --example testing_your_service`.
//!
//! A service reads its own write through an index, loses what a batch left, and pays for a whole table to find one
//! order. The tests find them on a store in memory: it may lag, fail and add up as the service does.

use futures::FutureExt;
use std::{
    any::Any,
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, SystemTime},
};
use twintable::{
    Batch,
    prelude::*,
    store::{BatchWrite, BatchWriteItem, ItemStore, WriteRequest},
};
use twintable_memory::{MemoryStore, Simulation};
use twintable_testkit::{
    ManualClock, Operation, assert_cost,
    faults::{Fault, FaultPlan, FaultStore, Leftovers},
    metering::MeteredStore,
};

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "shop", partition_key = "CUSTOMER#{customer}", sort_key = "ORDER#{number}")]
#[entity(index(name = "by_code", partition_key = "CODE#{code}"))]
struct Order {
    customer: String,
    number: u32,
    code: String,
}

/// The service, as it was written first.
mod before {
    use super::{
        BatchWrite, BatchWriteItem, Error, Item, ItemStore, Order, Repository, RepositoryExt, WriteRequest,
        item,
    };

    /// Places an order, and reads it back by the code that is sent to the customer.
    pub(super) async fn place(orders: &dyn Repository<Order>, order: Order) -> Result<Option<Order>, Error> {
        let code = order.code.clone();
        orders.create(order).await?;
        orders.query(Order::by_code(code)).first().await
    }

    /// Imports orders, 25 with each request.
    pub(super) async fn import(store: &dyn ItemStore, orders: Vec<Order>) -> Result<(), Error> {
        for chunk in orders.chunks(25) {
            let requests = chunk.iter().map(|order| WriteRequest::Put(by_hand(order))).collect();
            let tables = vec![BatchWrite { table: "shop".into(), requests }];
            store.batch_write_item(BatchWriteItem { tables, ..BatchWriteItem::default() }).await?;
        }
        Ok(())
    }

    fn by_hand(Order { customer, number, code }: &Order) -> Item {
        let (pk, sk) = (format!("CUSTOMER#{customer}"), format!("ORDER#{number:010}"));
        item! { "PK" => pk, "SK" => sk, "customer" => customer.as_str(), "number" => *number, "code" => code.as_str() }
    }

    /// Finds an order by its code.
    pub(super) async fn find(orders: &dyn Repository<Order>, code: &str) -> Result<Option<Order>, Error> {
        orders.scan().filter(Order::CODE.eq(code)).first().await
    }
}

/// The service, as it is now.
mod after {
    use super::{Batch, Error, ItemStore, Order, Repository, RepositoryExt, put};

    /// What was written is returned: no index is asked.
    pub(super) async fn place(orders: &dyn Repository<Order>, order: Order) -> Result<Option<Order>, Error> {
        orders.create(order).await.map(Some)
    }

    /// The repository tries what was left again, and says what it could not do.
    pub(super) async fn import(store: &dyn ItemStore, orders: Vec<Order>) -> Result<(), Error> {
        orders.into_iter().map(put).collect::<Batch>().write(store).await?;
        Ok(())
    }

    /// The index is read, and nothing else.
    pub(super) async fn find(orders: &dyn Repository<Order>, code: &str) -> Result<Option<Order>, Error> {
        orders.query(Order::by_code(code)).first().await
    }
}

/// A test: an order that was placed is returned, however far the indexes lag.
async fn an_order_that_was_placed_is_returned(
    place: impl AsyncFn(&dyn Repository<Order>, Order) -> Result<Option<Order>, Error>,
) -> Result<(), Error> {
    let lagging = Simulation::seeded(7).index_lag(Duration::from_millis(100));
    let store = MemoryStore::builder().clock(ManualClock::at(SystemTime::now())).simulate(lagging).build();
    store.add_table(Order::schema().clone())?;
    let placed = place(&store.repository::<Order>(), order(1)).await?;
    assert_eq!(placed, Some(order(1)));
    Ok(())
}

/// A test: all orders are imported, even if the service cannot take all of a batch at once.
async fn all_orders_are_imported(
    import: impl AsyncFn(&dyn ItemStore, Vec<Order>) -> Result<(), Error>,
) -> Result<(), Error> {
    let memory = MemoryStore::with_tables([Order::schema().clone()])?;
    let busy = Fault::Unprocessed(Leftovers::Percent(20)).on(Operation::BatchWriteItem).first(2);
    let store = FaultStore::new(Arc::new(memory.clone()), FaultPlan::new().with(busy));
    import(&store, (0..60).map(order).collect()).await?;
    assert_eq!(memory.items(Order::schema().clone()).scan().count().await?, 60, "orders are lost");
    Ok(())
}

/// A test: to find one of a thousand orders costs one small read.
async fn an_order_is_found_cheaply(
    find: impl AsyncFn(&dyn Repository<Order>, &str) -> Result<Option<Order>, Error>,
) -> Result<(), Error> {
    let memory = MemoryStore::with_tables([Order::schema().clone()])?;
    memory.repository().put_many((0..1_000).map(order)).await?;
    let store = MeteredStore::new(Arc::new(memory));
    let orders = TableRepository::new(Arc::new(store.clone()));
    let found =
        assert_cost!(store, reads <= 0.5, requests <= 1, scans == 0, { find(&orders, "C-700").await? });
    assert_eq!(found, Some(order(700)));
    Ok(())
}

fn order(number: u32) -> Order {
    Order { customer: format!("c-{}", number % 10), number, code: format!("C-{number}") }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    // What a failed test says is shown below, in its place.
    std::panic::set_hook(Box::new(|_| {}));
    println!("The service as it was written first:");
    let found = [
        fails(an_order_that_was_placed_is_returned(before::place)).await,
        fails(all_orders_are_imported(before::import)).await,
        fails(an_order_is_found_cheaply(before::find)).await,
    ];
    println!("The service as it is now:");
    let left = [
        fails(an_order_that_was_placed_is_returned(after::place)).await,
        fails(all_orders_are_imported(after::import)).await,
        fails(an_order_is_found_cheaply(after::find)).await,
    ];
    let _ = std::panic::take_hook();
    assert_eq!((found, left), ([true; 3], [false; 3]));
}

/// Runs a test, shows what it says, and tells whether it fails.
async fn fails(test: impl Future<Output = Result<(), Error>>) -> bool {
    let said = match AssertUnwindSafe(test).catch_unwind().await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.to_string()),
        Err(panic) => Some(message(&*panic)),
    };
    match &said {
        Some(said) => println!("  found: {}", said.trim_end().replace('\n', "\n    ")),
        None => println!("  passed"),
    }
    said.is_some()
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
