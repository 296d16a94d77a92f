//! Cursors: where they go on, and where they are refused.

use super::*;
use std::time::{Duration, SystemTime};
use twintable::{CursorError, CursorSecrets, Cursors};

fn rejected<T: std::fmt::Debug>(result: Result<T, Error>) -> CursorError {
    match result.unwrap_err() {
        Error::CursorRejected(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

fn sealed() -> Cursors {
    Cursors::new().sealed(CursorSecrets::new(1, [7; 32]))
}

/// What a client sends back.
fn text(page: Page<Order>) -> String {
    page.cursor.expect("there is more").to_string()
}

/// Follows pages to the end, with a text between them.
macro_rules! followed {
    ($read:expr) => {{
        let (mut after, mut seen) = (None::<String>, Vec::new());
        loop {
            let page = $read.after(after).page().await.unwrap();
            seen.extend(page.items);
            match page.cursor {
                Some(cursor) => after = Some(String::from(cursor)),
                None => break seen,
            }
        }
    }};
}

#[tokio::test]
async fn pages_of_every_kind_of_read_go_on_from_a_text() {
    let (_, plain) = mixed(0..12).await;
    for orders in [plain.clone(), plain.with_cursors(sealed())] {
        let numbers: Vec<u32> = (0..12).map(|id| 2 * id).collect();
        let table = followed!(orders.query(Order::of_customer("c")).page_size(5));
        assert_eq!(ids(&table), numbers);
        let local = followed!(orders.query(Order::by_total("c")).descending().limit(5).consistent());
        assert_eq!(local, orders.query(Order::by_total("c")).descending().all().await.unwrap());
        let global = followed!(orders.query(Order::by_status("open")).page_size(5));
        assert_eq!(global, orders.query(Order::by_status("open")).all().await.unwrap());
        let several = followed!(orders.query(Order::by_place("open", "bern")).page_size(5));
        assert_eq!(several, orders.query(Order::by_place("open", "bern")).all().await.unwrap());
        let some = followed!(orders.query(Order::by_place("open", "bern").total().eq(3_u32)).limit(1));
        assert_eq!(ids(&some), [10]);
        let keys = followed!(orders.query(Order::by_day("open")).follow().page_size(5));
        assert_eq!(ids(&keys), numbers.iter().rev().copied().collect::<Vec<_>>());
        let found = followed!(orders.find(Order::STATUS.eq("open")).page_size(5));
        assert_eq!(found.len(), 12);
        let scanned = followed!(orders.scan().page_size(5));
        assert_eq!(scanned, orders.scan().all().await.unwrap());
        let index = followed!(orders.scan().of_index::<OrderByPlace>().limit(5));
        assert_eq!(index.len(), 12);
        let mut of_segments = Vec::new();
        for index in 0..2 {
            of_segments.extend(followed!(orders.scan().segment(index, 2).limit(3)));
        }
        assert_eq!(of_segments, scanned, "the segments together are the table, in its order");
    }
}

#[tokio::test]
async fn what_may_change_between_pages_does() {
    let (_, orders) = mixed(0..12).await;
    let first = text(orders.query(Order::of_customer("c")).limit(4).page().await.unwrap());
    let query = || orders.query(Order::of_customer("c")).after(&first);
    assert_eq!(ids(&query().consistent().all().await.unwrap()).len(), 10);
    assert_eq!(query().filter(Order::TOTAL.lt(3_u32)).page_size(2).page().await.unwrap().items.len(), 2);
    assert_eq!(query().project::<Line>().first().await.unwrap().unwrap().note, "note 4");
    assert_eq!(query().take_exactly(3).count().await.unwrap(), 3);
}

#[tokio::test]
async fn a_cursor_is_of_its_read_alone() {
    let (store, plain) = mixed(0..12).await;
    for (orders, refusal) in [
        (plain.clone(), CursorError::OtherQuery),
        (plain.clone().with_cursors(sealed()), CursorError::Forged),
    ] {
        let cursor = &text(orders.query(Order::by_status("open")).limit(4).page().await.unwrap());
        store.take();
        let query = |status| orders.query(Order::by_status(status)).after(cursor);
        assert_eq!(rejected(query("paid").page().await), refusal);
        assert_eq!(rejected(query("open").descending().all().await), refusal);
        let narrower = orders.query(Order::by_status("open").total().gt(1_u32)).after(cursor);
        assert_eq!(rejected(narrower.count().await), refusal);
        let index = orders.query(Order::by_place("open", "bern")).after(cursor);
        assert_eq!(rejected(index.first().await), refusal);
        let table = orders.query(Order::of_customer("c")).after(cursor);
        assert_eq!(rejected(table.stream().next().await.unwrap()), refusal);
        assert_eq!(rejected(orders.scan().after(cursor).page().await), refusal);
        assert_eq!(rejected(orders.scan().segments(2).after(cursor).all().await), refusal);
        assert_eq!(requests(&store), 0, "nothing is read with a cursor that is refused");

        // All orders are in one segment.
        let segment = &orders.scan().segment(0, 2).stream().cursor().unwrap();
        for (index, total) in [(1, 2), (0, 3)] {
            let other = orders.scan().segment(index, total).after(segment.as_ref());
            assert_eq!(rejected(other.page().await), refusal);
        }
        assert_eq!(rejected(orders.scan().after(segment.as_ref()).page().await), refusal);
        assert_eq!(requests(&store), 0);
        assert!(orders.scan().segment(0, 2).after(segment.as_ref()).page().await.is_ok());
    }
}

#[tokio::test]
async fn a_cursor_is_of_its_context_alone() {
    let (_, orders) = mixed(0..12).await;
    let orders = orders.with_cursors(sealed());
    let of_ann = text(orders.query(Order::of_customer("c")).limit(2).context("ann").page().await.unwrap());
    let again = || orders.query(Order::of_customer("c")).limit(2).after(&of_ann);
    assert_eq!(again().context("ann").page().await.unwrap().items.len(), 1);
    assert_eq!(rejected(again().page().await), CursorError::Forged);
    assert_eq!(rejected(again().context("bob").page().await), CursorError::Forged);
    assert_eq!(rejected(again().context("ann").context("admin").page().await), CursorError::Forged);

    let for_ann = orders.clone().with_cursor_context("ann");
    assert!(for_ann.query(Order::of_customer("c")).after(&of_ann).page().await.is_ok());
    let for_bob = orders.with_cursor_context("bob");
    let refused = for_bob.query(Order::of_customer("c")).after(&of_ann).context("ann").page().await;
    assert_eq!(rejected(refused), CursorError::Forged);
}

#[tokio::test]
async fn a_cursor_is_of_its_filter_only_where_it_is_bound_to_it() {
    let (_, orders) = mixed(0..12).await;
    let query = |total: u32| orders.query(Order::of_customer("c")).filter(Order::TOTAL.ge(total)).limit(4);
    let free = text(query(1).page().await.unwrap());
    assert!(query(2).after(&free).page().await.is_ok());
    assert_eq!(rejected(query(1).bind_filter().after(&free).page().await), CursorError::OtherQuery);
    let bound = text(query(1).bind_filter().page().await.unwrap());
    assert!(query(1).bind_filter().after(&bound).page().await.is_ok());
    assert_eq!(rejected(query(2).bind_filter().after(&bound).page().await), CursorError::OtherQuery);
}

#[tokio::test]
async fn a_cursor_expires_by_the_clock_of_the_repository() {
    let (_, orders) = mixed(0..12).await;
    let clock = ManualClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(1000));
    let orders = orders.with_clock(Arc::new(clock.clone()));
    let orders = orders.with_cursors(sealed().expiring_after(Duration::from_mins(1)));
    let query = || orders.query(Order::of_customer("c")).limit(2);
    let cursor = query().page().await.unwrap().cursor;
    clock.advance(Duration::from_secs(59));
    assert!(query().after(cursor.clone()).page().await.is_ok());
    clock.advance(Duration::from_secs(1));
    assert_eq!(rejected(query().after(cursor).page().await), CursorError::Expired);
}

#[tokio::test]
async fn what_is_no_cursor_is_refused() {
    let (store, plain) = mixed(0..4).await;
    let sealing = plain.clone().with_cursors(sealed());
    let query = async |orders: &TableRepository<Order>, after: &str| {
        orders.query(Order::of_customer("c")).after(after).page().await
    };
    for text in ["", "x", "AQA", "no cursor!", "é"] {
        assert_eq!(rejected(query(&plain, text).await), CursorError::Malformed, "{text}");
    }
    assert_eq!(rejected(query(&plain, &"A".repeat(9000)).await), CursorError::TooLong);
    let unsealed = text(plain.query(Order::of_customer("c")).limit(2).page().await.unwrap());
    assert_eq!(rejected(query(&sealing, &unsealed).await), CursorError::Unsealed);
    let sealed = text(sealing.query(Order::of_customer("c")).limit(2).page().await.unwrap());
    assert_eq!(rejected(query(&plain, &sealed).await), CursorError::Sealed);
    assert_eq!(requests(&store), 2);
}

#[tokio::test]
async fn a_sealed_cursor_shows_no_key() {
    let (_, orders) = shop((0..4).map(Order::new), []).await;
    let plain = orders.query(Order::of_customer("c")).limit(2).page().await.unwrap().cursor.unwrap();
    let orders = orders.with_cursors(sealed());
    let one = orders.query(Order::of_customer("c")).limit(2).page().await.unwrap().cursor.unwrap();
    let other = orders.query(Order::of_customer("c")).limit(2).page().await.unwrap().cursor.unwrap();
    assert_ne!(one, other, "the same place is never the same text");
    assert_eq!(one.as_str().len(), other.as_str().len());
    assert!(one.as_str().len() > plain.as_str().len());
}

#[tokio::test]
async fn a_read_from_the_start_has_no_cursor_to_begin_with() {
    let (_, orders) = mixed(0..4).await;
    for all in [
        orders.query(Order::of_customer("c")).after(None::<Cursor>).all().await,
        orders.query(Order::of_customer("c")).after(None::<&str>).all().await,
        orders.query(Order::of_customer("c")).after(None::<&String>).all().await,
    ] {
        assert_eq!(all.unwrap().len(), 4);
    }
}
