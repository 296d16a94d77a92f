//! Following pages, however large and however they are asked for, is one unpaged read.

use super::*;
use futures::TryStreamExt;
use proptest::{collection::btree_set, option, prelude::*, sample::select};
use twintable::{CursorSecrets, Cursors};

/// What is read.
#[derive(Debug, Clone, Copy)]
enum Place {
    Table,
    Range,
    Local,
    Global,
    Several,
    Keys,
    Find,
    Scan,
    ScanOfIndex,
    Segment,
}

const PLACES: [Place; 10] = [
    Place::Table,
    Place::Range,
    Place::Local,
    Place::Global,
    Place::Several,
    Place::Keys,
    Place::Find,
    Place::Scan,
    Place::ScanOfIndex,
    Place::Segment,
];

/// How it is read.
#[derive(Debug, Clone)]
struct How {
    place: Place,
    descending: bool,
    least: Option<u32>,
    limit: Option<u32>,
    page_size: Option<usize>,
    take_exactly: Option<usize>,
    max_requests: Option<u32>,
    sealed: bool,
}

fn how() -> impl Strategy<Value = How> {
    let small = || option::of(1..7_usize);
    let options = (option::of(0..6_u32), option::of(1..9_u32), small(), small(), option::of(1..4_u32));
    (select(&PLACES[..]), any::<bool>(), options, any::<bool>()).prop_map(
        |(place, descending, (least, limit, page_size, take_exactly, max_requests), sealed)| How {
            place,
            descending,
            least,
            limit,
            page_size,
            take_exactly,
            max_requests,
            sealed,
        },
    )
}

/// Does something with the read of a place.
macro_rules! read {
    ($orders:expr, $how:expr, |$read:ident| $body:expr) => {{
        let How { place, descending, least, .. } = *$how;
        let least = least.unwrap_or(0).to_string();
        macro_rules! query {
            ($query:expr, filtered) => {{
                let $read = if descending { $query.descending() } else { $query };
                let $read = $read.filter(Order::NOTE.ge(least));
                $body
            }};
        }
        match place {
            Place::Table => query!($orders.query(Order::of_customer("c")), filtered),
            Place::Range => query!($orders.query(Order::of_customer("c").id().ge(5_u32)), filtered),
            Place::Local => query!($orders.query(Order::by_total("c")), filtered),
            Place::Global => query!($orders.query(Order::by_status("open")), filtered),
            Place::Several => query!($orders.query(Order::by_place("open", "bern")), filtered),
            Place::Keys => {
                let query = $orders.query(Order::by_day("open"));
                let query = if descending { query.descending() } else { query };
                let $read = query.follow();
                $body
            }
            Place::Find => {
                let $read = $orders.find(Order::STATUS.eq("open") & Order::NOTE.ge(least));
                let $read = if descending { $read.descending() } else { $read };
                $body
            }
            Place::Scan => {
                let $read = $orders.scan().filter(Order::NOTE.ge(least));
                $body
            }
            Place::ScanOfIndex => {
                let $read = $orders.scan().of_index::<OrderByPlace>().filter(Order::NOTE.ge(least));
                $body
            }
            Place::Segment => {
                let $read = $orders.scan().segment(1, 3).filter(Order::NOTE.ge(least));
                $body
            }
        }
    }};
}

/// Adds the options that do not change what is read.
macro_rules! paged {
    ($read:expr, $how:expr) => {{
        let mut read = $read;
        if let Some(limit) = $how.limit {
            read = read.limit(limit);
        }
        if let Some(size) = $how.page_size {
            read = read.page_size(size);
        }
        if let Some(requests) = $how.max_requests {
            read = read.max_requests(requests);
        }
        read
    }};
}

/// Orders and invoices in any mixture, with notes that a filter tells apart.
fn items() -> impl Strategy<Value = Vec<(u32, bool, u32)>> {
    let ids = btree_set(0..200_u32, 0..30);
    ids.prop_flat_map(|ids| {
        let count = ids.len();
        let kinds = proptest::collection::vec((any::<bool>(), 0..6_u32), count);
        kinds.prop_map(move |kinds| {
            ids.iter().zip(kinds).map(|(id, (is_order, note))| (*id, is_order, note)).collect()
        })
    })
}

async fn check(items: Vec<(u32, bool, u32)>, how: How) -> Result<(), TestCaseError> {
    let order = |&(id, _, note): &(u32, bool, u32)| Order { note: note.to_string(), ..Order::new(id) };
    let (orders, invoices): (Vec<_>, Vec<_>) = items.iter().partition(|(_, is_order, _)| *is_order);
    let expected: Vec<Order> = orders.iter().map(order).filter(|order| is_read(order, &how)).collect();
    let (_, orders) = shop(orders.iter().map(order), invoices.iter().map(|item| Invoice::new(item.0))).await;
    let cursors = Cursors::new();
    let secrets = CursorSecrets::new(1, [7; 32]);
    let orders = orders.with_cursors(if how.sealed { cursors.sealed(secrets) } else { cursors });

    let whole: Vec<Order> = read!(orders, &how, |read| read.all().await.unwrap());
    if !matches!(how.place, Place::Segment) {
        let sorted = |orders: &[Order]| {
            let mut ids = ids(orders);
            ids.sort_unstable();
            ids
        };
        prop_assert_eq!(sorted(&whole), sorted(&expected));
    }
    let count =
        read!(orders, &how, |read| paged!(read, How { max_requests: None, ..how.clone() }).count().await);
    prop_assert_eq!(count.unwrap(), whole.len());

    let (mut seen, mut after) = (Vec::new(), None::<String>);
    loop {
        let page = read!(orders, &how, |read| {
            let read = paged!(read, how).after(after.as_ref());
            let read = match how.take_exactly {
                Some(exactly) => read.take_exactly(exactly),
                None => read,
            };
            read.page().await.unwrap()
        });
        let most = how.page_size.into_iter().chain(how.take_exactly).min();
        prop_assert!(most.is_none_or(|most| page.items.len() <= most));
        prop_assert_eq!(page.stop == Stop::Enough, page.cursor.is_some() && most == Some(page.items.len()));
        prop_assert_eq!(page.stop == Stop::End, page.cursor.is_none());
        prop_assert!(how.max_requests.is_none_or(|most| page.requests <= most));
        seen.extend(page.items);
        after = page.cursor.map(String::from);
        if after.is_none() {
            break;
        }
    }
    prop_assert_eq!(&seen, &whole);

    // A stream that is left and gone on with, again and again.
    let (mut seen, mut after) = (Vec::new(), None::<Cursor>);
    loop {
        let mut stream = read!(orders, &how, |read| {
            paged!(read, How { max_requests: None, ..how.clone() }).after(after).stream()
        });
        let next: Vec<Order> =
            (&mut stream).take(how.take_exactly.unwrap_or(usize::MAX)).try_collect().await.unwrap();
        seen.extend(next);
        after = stream.cursor().unwrap();
        if after.is_none() {
            break;
        }
    }
    prop_assert_eq!(&seen, &whole);
    Ok(())
}

/// What a read of a place has, told without reading.
fn is_read(order: &Order, how: &How) -> bool {
    let is_kept = order.note >= how.least.unwrap_or(0).to_string();
    match how.place {
        Place::Range => is_kept && order.id >= 5,
        Place::Keys => true,
        Place::Table
        | Place::Local
        | Place::Global
        | Place::Several
        | Place::Find
        | Place::Scan
        | Place::ScanOfIndex
        | Place::Segment => is_kept,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pages_together_are_one_unpaged_read(items in items(), how in how()) {
        wait(check(items, how))?;
    }
}
