//! A shop in one table, with its access patterns: `cargo run --example single_table` runs it in memory, with
//! `-- --endpoint http://localhost:8000` on DynamoDB or an emulator of it. Each operation is printed as it is sent.

mod printing;

use printing::Printing;
use std::{
    collections::BTreeSet,
    env,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use twintable::{
    prelude::*,
    store::{ItemStore, TableAdmin},
};
use twintable_dynamodb::DynamoDbStore;
use twintable_examples::commerce::{
    Address, Customer, CustomerId, Method, Order, OrderId, OrderLine, OrderPart, OrderStatus, Payment,
    Product, Standing, table,
};
use twintable_memory::MemoryStore;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => story(MemoryStore::new()).await,
        ["--endpoint", url] => story(DynamoDbStore::from_env_with_endpoint(url).await).await,
        _ => {
            eprintln!("usage: single_table [--endpoint URL]");
            std::process::exit(2)
        }
    }
}

async fn story(store: impl ItemStore + TableAdmin + 'static) -> Result<(), Error> {
    match store.create_table(table()?.clone()).await {
        Ok(_) | Err(Error::TableExists { .. }) => {}
        Err(error) => return Err(error),
    }
    let store: Arc<dyn ItemStore> = Arc::new(Printing(store));
    customers(&TableRepository::new(store.clone())).await?;
    orders(&TableRepository::new(store.clone())).await?;
    order_parts(&TableRepository::new(store.clone())).await?;
    products(&TableRepository::new(store)).await
}

fn told(what: &str) {
    println!("\n{what}");
}

async fn customers(customers: &dyn Repository<Customer>) -> Result<(), Error> {
    // So that the story can be told again on a table that stays.
    customers.delete(Customer::key("ann")).await?;

    told("A customer signs up. She must be new; version and time are filled in.");
    let address = Address { street: "1 Rue X".to_owned(), city: "Paris".to_owned(), zip: None };
    let ann = Customer {
        customer_id: CustomerId("ann".to_owned()),
        email: Some("ann@example.org".to_owned()),
        standing: Standing::Good,
        credit: Number::from(100),
        address,
        interests: BTreeSet::from(["books".to_owned()]),
        version: 0,
        signed_up_at: None,
    };
    let ann = customers.create(ann).await?;

    told("By her e-mail address, through an index.");
    let found = customers.query(Customer::by_email("ann@example.org")).all().await?;
    println!("  -> {} with version {}", found.len(), found.first().map_or(0, |ann| ann.version));

    told("She moves. The condition and the change are typed; a nested field is set alone.");
    let moved = customers
        .update(Customer::key("ann"))
        .set(Customer::ADDRESS.then(Address::CITY), "Lyon")
        .add(Customer::INTERESTS, ["maps"])
        .when(Customer::STANDING.eq(Standing::Good) & Customer::CREDIT.ge(0))
        .await?;
    println!("  -> {} since version {}", moved.address.city, moved.version);

    told("A write with what was read before is refused, with the customer as she is.");
    match customers.put(ann).await {
        Err(error @ Error::VersionConflict { .. }) => {
            println!("  -> {error}; it is {}", error.current::<Customer>()?.map_or(0, |ann| ann.version));
        }
        other => println!("  -> unexpected: {other:?}"),
    }

    told("She takes her e-mail address back: its index key goes with it.");
    customers.update(Customer::key("ann")).remove(Customer::EMAIL).returning_nothing().await
}

fn day(days: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_790_000_000 + days * 86_400)
}

async fn orders(orders: &dyn Repository<Order>) -> Result<(), Error> {
    told("Four orders on four days.");
    for (number, total) in (1..).zip([20, 45, 70, 5]) {
        let order = Order {
            customer_id: CustomerId("ann".to_owned()),
            placed_at: day(number),
            order_id: OrderId(format!("o-{number}")),
            status: OrderStatus::Open,
            total: Number::from(total),
            notes: Vec::new(),
        };
        orders.put(order).returning_nothing().await?;
    }

    told("Her orders of days 2 to 3 above 50, the newest first: a range of the sort key, then a filter.");
    let page = orders
        .query(Order::of_customer("ann").placed_at().between(day(2), day(3)))
        .filter(Order::TOTAL.gt(50))
        .descending()
        .page()
        .await?;
    println!("  -> {:?}", page.items.iter().map(|order| &order.order_id.0).collect::<Vec<_>>());

    told("One is shipped. It leaves the index of open orders, whose key is removed with the change.");
    let key = Order::key("ann", day(1), "o-1");
    let shipped = orders
        .update(key)
        .set(Order::STATUS, OrderStatus::Shipped)
        .append(Order::NOTES, ["left the warehouse"])
        .when(Order::STATUS.eq(OrderStatus::Open))
        .await?;
    println!("  -> {:?}", shipped.notes);

    told("The open orders of all customers, the oldest first.");
    let open = orders.query(Order::open()).all().await?;
    println!("  -> {:?}", open.iter().map(|order| &order.order_id.0).collect::<Vec<_>>());

    told("The same question as a filter: the index is chosen.");
    let wanted = Order::CUSTOMER_ID.eq(CustomerId("ann".to_owned())) & Order::TOTAL.lt(50);
    println!("{}", orders.find(wanted.clone()).explain()?);
    println!("  -> {} orders", orders.find(wanted).all().await?.len());
    Ok(())
}

async fn order_parts(parts: &dyn Repository<OrderPart>) -> Result<(), Error> {
    told("Lines and payments of an order.");
    let order_id = || OrderId("o-1".to_owned());
    for (line, sku) in (1..).zip(["atlas", "compass"]) {
        let line = OrderLine { order_id: order_id(), line, sku: sku.to_owned(), quantity: 1 };
        parts.put(line.into()).returning_nothing().await?;
    }
    let payment = Payment { order_id: order_id(), number: 1, method: Method::Card, amount: Number::from(20) };
    parts.put(payment.into()).returning_nothing().await?;

    told("All that belongs to an order: one query, two types.");
    for part in parts.query(OrderLine::partition("o-1").collection()).all().await? {
        match part {
            OrderPart::Line(line) => println!("  -> {} x {}", line.quantity, line.sku),
            OrderPart::Payment(payment) => println!("  -> paid {} by {:?}", payment.amount, payment.method),
        }
    }
    Ok(())
}

async fn products(products: &dyn Repository<Product>) -> Result<(), Error> {
    told("Products, and those of one brand up to a price: two sort attributes.");
    for (sku, brand, price) in [("atlas", "acme", 30), ("globe", "acme", 90), ("map", "other", 5)] {
        let (sku, category, brand) = (sku.to_owned(), "maps".to_owned(), brand.to_owned());
        let product = Product { sku, category, brand, price: Number::from(price), stock: 3 };
        products.put(product).returning_nothing().await?;
    }
    let cheap = Product::by_category("maps").brand().eq("acme").price().le(Number::from(50));
    let found = products.query(cheap).all().await?;
    println!("  -> {:?}", found.iter().map(|product| &product.sku).collect::<Vec<_>>());

    told("One is sold, unless there is none left.");
    let left = products
        .update(Product::key("atlas"))
        .increment(Product::STOCK, -1)
        .when(Product::STOCK.gt(0_u32))
        .await?;
    println!("  -> {} left", left.stock);
    Ok(())
}
