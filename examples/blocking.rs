//! The same without `async`: `cargo run --example blocking` runs it in memory,
//! `cargo run --example blocking -- --endpoint http://localhost:8000` on DynamoDB or an emulator of it.
//!
//! There is no runtime here, and no second interface: an operation is a value, and `.wait()` ends it where `.await` would.

use std::{
    env,
    sync::{Arc, Mutex, PoisonError},
    thread,
};
use twintable::{
    prelude::*,
    store::{ItemStore, TableAdmin},
};
use twintable_dynamodb::DynamoDbStore;
use twintable_examples::{Customer, Order, ship, shop, sign_up};
use twintable_memory::MemoryStore;

fn main() -> Result<(), Error> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            println!("In memory:");
            story(MemoryStore::new())
        }
        ["--endpoint", url] => {
            println!("On {url}:");
            story(DynamoDbStore::from_env_with_endpoint(url).wait())
        }
        _ => {
            eprintln!("usage: blocking [--endpoint URL]");
            std::process::exit(2)
        }
    }
}

fn story(store: impl ItemStore + TableAdmin + 'static) -> Result<(), Error> {
    match store.create_table(shop()?).wait() {
        Ok(_) => println!("created the table `shop`"),
        Err(Error::TableExists { .. }) => println!("found the table `shop`"),
        Err(error) => return Err(error),
    }
    let store: Arc<dyn ItemStore> = Arc::new(store);
    let (customers, orders) = (TableRepository::new(store.clone()), TableRepository::new(store));

    // So that the story can be run again on a table that stays.
    customers.delete(Customer::key("bob")).wait()?;

    // An async function of a service can be waited for like an operation.
    let bob = sign_up(&customers, "bob", "bob@example.org").wait()?;
    println!("signed up {} with a credit of {}", bob.id, bob.credit);

    place(&orders, "bob", 8)?;
    ship_all(&orders, "bob", 4)?;
    // A stream is an iterator: the next page is read when it is needed.
    for order in orders.query(Order::of_customer("bob")).page_size(3).stream().wait_each() {
        let order = order?;
        println!("  order {} is {}", order.id, order.status);
    }

    let (paid, refused) = pay_at_once(&customers, "bob", 7, 15)?;
    println!("of 15 payments of 7 at once, {paid} were made and {refused} refused");
    let left = customers.get(Customer::key("bob")).consistent().wait()?.map(|bob| bob.credit);
    println!("bob's credit is {} now", left.unwrap_or_default());
    Ok(())
}

/// A service function that blocks: the same calls, with the same options and errors.
fn place(orders: &dyn Repository<Order>, customer: &str, count: u32) -> Result<(), Error> {
    for number in 1..=count {
        let (customer_id, id) = (customer.to_owned(), format!("{number:03}"));
        let (placed_at, total) = (1_700_000_000 + u64::from(number), Number::from(10 * number));
        let order = Order { customer_id, id, status: "open".to_owned(), placed_at, total };
        orders.put(order).returning_nothing().wait()?;
    }
    Ok(())
}

/// Works in a pool of threads that share one repository, and one queue of what is to be done.
fn ship_all(orders: &dyn Repository<Order>, customer: &str, workers: usize) -> Result<(), Error> {
    let open = orders.query(Order::of_customer(customer)).filter(Order::STATUS.eq("open")).all().wait()?;
    let queue = Mutex::new(open);
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let work = || {
        let mut done = 0;
        while let Some(order) = next() {
            ship(orders, order.primary_key()).wait()?;
            done += 1;
        }
        Ok(done)
    };
    let shipped: u32 = in_threads(workers, work)?.into_iter().sum();
    println!("{workers} threads shipped {shipped} orders");
    Ok(())
}

/// Takes from a credit in several threads at once. The condition is looked at where the item is, so no two payments
/// spend the same money.
fn pay_at_once(
    customers: &dyn Repository<Customer>,
    id: &str,
    amount: u32,
    times: usize,
) -> Result<(usize, usize), Error> {
    let pay = || {
        let payment = customers.update(Customer::key(id)).increment(Customer::CREDIT, -i64::from(amount));
        match payment.when(Customer::CREDIT.ge(amount)).wait() {
            Ok(_) => Ok(true),
            Err(Error::ConditionFailed { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    };
    let paid = in_threads(times, pay)?.into_iter().filter(|&paid| paid).count();
    Ok((paid, times - paid))
}

/// Does the same in so many threads, and waits for all.
fn in_threads<T: Send>(count: usize, work: impl Fn() -> Result<T, Error> + Sync) -> Result<Vec<T>, Error> {
    thread::scope(|scope| {
        let threads: Vec<_> = (0..count).map(|_| scope.spawn(&work)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
