//! `count` is the number of what `all` returns, and the entities stay where they are.

use super::*;
use std::{
    sync::LazyLock,
    time::{Duration, SystemTime},
};
use twintable::{
    index::KeyQuery,
    layout::{IndexLayout, KeyField, Layout},
    store::{ItemStore, PutItem, Select},
};

use super::super::support::index;

/// An entity whose type, and whose end, are keys of indexes: a filter cannot look at them there.
#[derive(Debug, Clone, PartialEq)]
struct Ticket {
    id: u32,
    ends: Option<u64>,
}

/// Another type in the same table and indexes.
#[derive(Debug, Clone, PartialEq)]
struct Pass(u32);

index!(ByType of Ticket: Some("by_type"));
index!(ByEnd of Ticket: Some("by_end"));
index!(Keys of Ticket, without all: Some("keys"));

impl Entity for Ticket {
    const NAME: &'static str = "ticket";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
            let hall = || KeyField::of::<String>("hall");
            Layout::new(Ticket::NAME, "tickets", KeyField::of::<u32>("id"))
                .index(IndexLayout::global("by_type", hall()).sort_key(KeyField::of::<String>("entity_type")))
                .index(IndexLayout::global("by_end", hall()).sort_key(KeyField::of::<u64>("ends")))
                .index(IndexLayout::global("keys", hall()).projection(IndexProjection::KeysOnly))
                .ttl("ends")
        });
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "id" => self.id, "hall" => "a" }.with_some("ends", self.ends))
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self { id: Self::read(item, "id")?, ends: Self::read(item, "ends")? })
    }
}

impl Entity for Pass {
    const NAME: &'static str = "pass";

    fn layout() -> &'static Layout {
        static LAYOUT: LazyLock<Layout> =
            LazyLock::new(|| Layout::new(Pass::NAME, "tickets", KeyField::of::<u32>("id")));
        &LAYOUT
    }

    fn to_item(&self) -> Result<Item, Error> {
        Ok(item! { "id" => self.0, "hall" => "a", "ends" => 5000 })
    }

    fn from_item(item: &Item) -> Result<Self, Error> {
        Ok(Self(Self::read(item, "id")?))
    }
}

/// Three tickets that are valid, two that are not any more, and two passes; at second 1000.
async fn tickets() -> (RecordingStore, TableRepository<Ticket>) {
    let inner = store_with(Ticket::schema().clone()).await;
    for (id, ends) in [(1, Some(2000)), (2, Some(3000)), (3, Some(4000)), (4, Some(10)), (5, Some(1000))] {
        inner.repository::<Ticket>().put(Ticket { id, ends }).await.unwrap();
    }
    for id in [11, 12] {
        inner.repository::<Pass>().put(Pass(id)).await.unwrap();
    }
    let store = RecordingStore::new(Arc::new(inner));
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(1000));
    let tickets = TableRepository::new(Arc::new(store.clone())).with_clock(Arc::new(clock)).hiding_expired();
    (store, tickets)
}

fn of_hall<I: twintable::Index<Entity = Ticket>>() -> KeyCondition<I> {
    KeyQuery::new([("hall", Ok("a".into()))]).finish()
}

/// What the queries and scans since this was asked last returned of each item.
fn selects(store: &RecordingStore) -> Vec<Select> {
    let select = |request| match request {
        Request::Query(query) => Some(query.select),
        Request::Scan(scan) => Some(scan.select),
        _ => None,
    };
    store.take().into_iter().filter_map(|record| select(record.request)).collect()
}

#[tokio::test]
async fn entities_are_counted_where_they_are() {
    let (store, orders) = mixed(0..10).await;
    let query = || orders.query(Order::of_customer("c")).limit(7);
    assert_eq!(query().count().await.unwrap(), 10);
    assert_eq!(query().filter(Order::TOTAL.gt(3_u32)).count().await.unwrap(), 4);
    assert!(selects(&store).iter().all(|select| *select == Select::Count));
}

#[tokio::test]
async fn a_count_is_that_of_the_type_where_the_type_is_a_key() {
    let (store, tickets) = tickets().await;
    let all = tickets.query(of_hall::<ByType>()).all().await.unwrap();
    store.take();
    assert_eq!((all.len(), tickets.query(of_hall::<ByType>()).count().await.unwrap()), (3, 3));
    // Read is what tells, and no more.
    let told_by = expr::Projection::of(["entity_type", "ends"]);
    assert_eq!(selects(&store), [Select::Attributes(told_by)]);
}

#[tokio::test]
async fn a_count_leaves_out_the_expired_where_the_end_is_a_key() {
    let (_, tickets) = tickets().await;
    let query = || tickets.query(of_hall::<ByEnd>());
    assert_eq!((query().all().await.unwrap().len(), query().count().await.unwrap()), (3, 3));
    assert_eq!(query().limit(2).count().await.unwrap(), 3);
    assert_eq!(query().take_exactly(2).count().await.unwrap(), 2);
}

#[tokio::test]
async fn a_scan_counts_what_it_shows() {
    let (store, tickets) = tickets().await;
    assert_eq!((tickets.scan().all().await.unwrap().len(), tickets.scan().count().await.unwrap()), (3, 3));
    assert_eq!(selects(&store).last(), Some(&Select::Count));
    assert_eq!(tickets.scan().of_index::<ByEnd>().count().await.unwrap(), 3);
    assert_eq!(tickets.scan().of_index::<ByType>().segments(3).count().await.unwrap(), 3);
    assert_eq!(tickets.scan().segments(3).take_exactly(2).count().await.unwrap(), 2);
}

#[tokio::test]
async fn an_index_that_is_followed_is_counted_after_it_was_followed() {
    let (_, tickets) = tickets().await;
    let query = || tickets.query(of_hall::<Keys>());
    let followed = query().follow();
    assert_eq!((followed.all().await.unwrap().len(), query().follow().count().await.unwrap()), (3, 3));
    // The index by itself knows neither type nor end.
    assert_eq!(query().count().await.unwrap(), 7);
    assert_eq!(query().follow().take_exactly(2).count().await.unwrap(), 2);
}

#[tokio::test]
async fn an_item_that_cannot_be_read_is_counted() {
    let (store, tickets) = tickets().await;
    let broken = item! { "id" => 20, "hall" => "a", "entity_type" => "ticket", "ends" => "never" };
    let broken = broken.with("ends", Value::Null);
    let put = store.put_item(PutItem::new("tickets", broken)).await;
    assert!(put.is_err(), "the end is a key");
    assert_eq!(tickets.scan().count().await.unwrap(), 3);
}
