//! A full scan, page after page: ten times the items are to take about ten times as long.

use crate::{
    measure::{self, Clock, Race},
    report::{Goal, Row},
};
use futures::FutureExt;
use std::cell::LazyCell;
use twintable::{
    Item, KeyAttribute, TableSchema, item,
    store::{ItemStore, PutItem, Scan},
};
use twintable_memory::MemoryStore;

const FEW: (&str, usize) = ("100,000", 100_000);
const MANY: (&str, usize) = ("1,000,000", 1_000_000);

/// A scan takes far longer than a slice of a race.
const ROUNDS: usize = 5;

/// Its tables are large, so it is run on its own, and they are gone afterwards.
pub fn row() -> Row {
    let race = Race::new("memory scan", Clock::Thread)
        .contestant(FEW.0, scans(FEW.1))
        .contestant(MANY.0, scans(MANY.1));
    let mut races = [race];
    measure::run(&mut races, ROUNDS);
    let [race] = races;
    let (ratio, many) = (race.ratio(MANY.0, FEW.0), race.time(MANY.0));
    Row::new("memory: full scan, 1,000,000 items against 100,000", ratio.median, "x", Goal::AtMost(20.0)).note(format!(
        "thread CPU time, {ROUNDS} rounds, quartiles {:.2} to {:.2}; items of 100 bytes, pages of 1 MB; {:.0} ns an item",
        ratio.low,
        ratio.high,
        many.median / MANY.1 as f64,
    ))
}

fn scans(items: usize) -> impl FnMut(u32) + 'static {
    let store = LazyCell::new(move || filled(items));
    move |times| {
        for _ in 0..times {
            assert_eq!(count(&store), items);
        }
    }
}

fn filled(items: usize) -> MemoryStore {
    let schema =
        TableSchema::new("readings", KeyAttribute::string("sensor")).sort_key(KeyAttribute::number("at"));
    let store = MemoryStore::with_tables([schema]).expect("a store");
    for number in 0..items {
        let put = PutItem::new("readings", reading(number));
        store.put_item(put).now_or_never().expect("nothing waits").expect("an outcome");
    }
    store
}

/// 100 bytes, as the service counts them.
fn reading(number: usize) -> Item {
    item! {
        "sensor" => format!("sensor-{:06}", number / 10),
        "at" => 1_700_000_000 + number % 10,
        "unit" => "celsius",
        "value" => 21,
        "place" => "Kew Gardens, Palm House, north door, shelf 7",
    }
}

fn count(store: &MemoryStore) -> usize {
    let (mut items, mut after) = (0, None);
    loop {
        let scan = Scan::new("readings").after(after);
        let page = store.scan(scan).now_or_never().expect("nothing waits").expect("a page");
        items += page.items.len();
        after = page.last_evaluated_key;
        if after.is_none() {
            return items;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::reading;

    #[test]
    fn a_reading_has_a_hundred_bytes() {
        assert_eq!(reading(123_456).size(), 100);
    }
}
