//! What an item takes of the machine's memory, by what the process has before and after storing many.
//!
//! Memory that was used and given back hides what is taken, so each contestant has a process of its own.

use super::{
    bare::Bare,
    customer::Customer,
    embedded::Embedded,
    names::{BARE, EMBEDDED, OURS},
    ours::{Ours, now},
    shop::Shop,
};
use crate::report::{Goal, Row};
use std::{env, fs, process::Command};
use twintable::store::GetItem;

const ITEMS: usize = 100_000;

/// The command that a process of its own is started with.
pub const COMMAND: &str = "resident";

/// Bytes of an item by bytes that the service counts.
pub fn row() -> Option<Row> {
    let size = stored_size();
    let of = |contestant| Some(measured(contestant)? / size as f64);
    let row = Row::new("memory: what an item takes", of(OURS)?, "x its size", Goal::AtMost(5.0)).note(format!(
        "resident memory of a process that stores {ITEMS} items of {size} bytes, as DynamoDB counts them, each in a partition of its own",
    ));
    Some([BARE, EMBEDDED].into_iter().fold(row, |row, peer| match of(peer) {
        Some(value) => row.peer(peer, value),
        None => row,
    }))
}

/// Starts a process of its own, and reads what it prints.
fn measured(contestant: &str) -> Option<f64> {
    let output = Command::new(env::current_exe().ok()?).args([COMMAND, contestant]).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// In the process of its own: prints the bytes of an item.
pub fn measure(contestant: &str) {
    let bytes = match contestant {
        OURS => grown::<Ours>(),
        BARE => grown::<Bare>(),
        EMBEDDED => grown::<Embedded>(),
        other => panic!("nobody is called {other}"),
    };
    if let Some(bytes) = bytes {
        println!("{}", bytes as f64 / ITEMS as f64);
    }
}

fn grown<S: Shop>() -> Option<u64> {
    let shop = S::empty();
    shop.put(sample(0));
    let before = resident()?;
    for number in 1..=ITEMS {
        shop.put(sample(number));
    }
    resident()?.checked_sub(before)
}

fn sample(number: usize) -> Customer {
    Customer::sample(&format!("city-{number:06}"), number)
}

/// The bytes of this process that are in memory; nothing where the system does not tell.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// The bytes of a stored customer as the service counts them.
fn stored_size() -> usize {
    let shop = Ours::empty();
    let customer = shop.put(sample(ITEMS));
    let key = Customer::key(customer.city, customer.id).into_primary_key().expect("a key");
    let found = shop.repository().store().get_item(GetItem::new("shop", key));
    now(found).item.expect("an item").size()
}
